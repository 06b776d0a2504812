namespace Bot.Commands;

/// <summary>What <c>check</c> was asked to do.</summary>
internal sealed record CheckOptions
{
    internal const string Usage =
        "check [CONTENT-FOLDER] [--grades] | check [CONTENT-FOLDER] --corpus FILE-OR-FOLDER [--save-baseline FILE | --baseline FILE [--strict]]";

    /// <summary>The content to check; null for the one that is shipped.</summary>
    public string? Folder { get; init; }

    /// <summary>Show how hard the wordings are to read, and nothing else.</summary>
    public bool Grades { get; init; }

    /// <summary>Messages to decode once more: JSON Lines as <c>decode</c> reads them, or a folder of such files.</summary>
    public string? Corpus { get; init; }

    public string? SaveBaseline { get; init; }

    public string? Baseline { get; init; }

    /// <summary>Whatever moved ends the check with 1.</summary>
    public bool Strict { get; init; }

    /// <summary>Null when it cannot be read so; the text says why.</summary>
    public static CheckOptions? Parse(string[] args, out string fault)
    {
        var options = new CheckOptions();
        fault = "";
        for (var i = 0; i < args.Length && fault.Length == 0; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--grades":
                    options = options with { Grades = true };
                    break;
                case "--strict":
                    options = options with { Strict = true };
                    break;
                case "--corpus" or "--save-baseline" or "--baseline" when value.Length == 0 || value.StartsWith("--", StringComparison.Ordinal):
                    fault = $"{args[i]} wants a file.";
                    break;
                case "--corpus" or "--save-baseline" or "--baseline":
                    options = With(options, args[i++], value);
                    break;
                case ['-', ..]:
                    fault = $"'{args[i]}' is no option of check.";
                    break;
                default:
                    fault = options.Folder is null ? "" : "There is one content folder only.";
                    options = options with { Folder = args[i] };
                    break;
            }
        }

        fault = fault.Length > 0 ? fault : Contradiction(options);

        return fault.Length == 0 ? options : null;
    }

    private static CheckOptions With(CheckOptions options, string name, string value) => name switch
    {
        "--corpus" => options with { Corpus = value },
        "--baseline" => options with { Baseline = value },
        _ => options with { SaveBaseline = value },
    };

    private static string Contradiction(CheckOptions options)
    {
        if (options.Corpus is null && (options.Baseline ?? options.SaveBaseline) is not null) { return "A baseline belongs to a --corpus."; }
        if (options.Baseline is not null && options.SaveBaseline is not null) { return "Compare with a baseline or save one: first look at what moved, then save."; }
        if (options.Grades && options.Corpus is not null) { return "--grades stands alone."; }

        return options.Strict && options.Baseline is null ? "--strict wants a --baseline to hold to." : "";
    }
}

using Bot.Storage;
using KnowledgeBase.Loading;
using Microsoft.Extensions.Options;

namespace Bot.Operations;

/// <summary>Stops a start that cannot go well with a sentence that says what to change, instead of a stack trace.</summary>
internal static class StartFault
{
    /// <summary>What sysexits.h calls a configuration error.</summary>
    internal const int ExitCode = 78;

    internal static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception fault) when (SentenceFor(fault) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return ExitCode;
        }
    }

    internal static string? SentenceFor(Exception fault) => fault switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        StorageRefusedException or StorageUnavailableException or ContentFaultsException => fault.Message,
        // The configuration binder names the setting and the value that does not fit.
        InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException, Source: "Microsoft.Extensions.Configuration.Binder" } => fault.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => fault.Message,
        AggregateException several when several.InnerExceptions.All(inner => SentenceFor(inner) is not null) =>
            string.Join(Environment.NewLine, several.InnerExceptions.Select(SentenceFor).Distinct()),
        _ => null,
    };
}

using System.Globalization;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Reads <c>locales.yaml</c>.</summary>
internal static class LocaleReader
{
    private const string File = "locales.yaml";

    internal static LocaleList Read(ContentFolder content)
    {
        var root = content.Yaml(File);
        var locales = root.Map(atLeast: 1).Select(entry => Read(entry.Key, entry.Value)).ToList();
        if (locales.All(locale => locale.Id != Locale.Fallback))
        {
            // Everything else falls back to English, so that reading can go on and name the other faults.
            content.Faults.Add(File, 1, $"the locale '{Locale.Fallback}' is missing");
            locales.Insert(0, Read(Locale.Fallback, ContentNode.Absent(File, 1, content.Faults)));
        }

        return new LocaleList(locales);
    }

    private static Locale Read(string id, ContentNode node)
    {
        var locale = AsWritten(id, node);
        if (locale.Durations is null && !Locale.IsSpokenByHumanizer(locale.Culture))
        {
            node.Fault($"Humanizer has no words for durations in '{locale.Culture.Name}' and would say them in English: 'durations' is missing");
        }

        return locale;
    }

    private static Locale AsWritten(string id, ContentNode node) => new()
    {
        Id = id,
        Name = node.Required("name").Text(),
        Called = node.Required("called").Map(atLeast: 1).ToDictionary(names => names.Key, names => names.Value.DistinctTexts()),
        IsComplete = node.Required("complete").YesNo(),
        Culture = CultureOf(node.Required("culture")),
        Voice = node.Optional("voice")?.Text() ?? node.Required("culture").Text(),
        Durations = node.Optional("durations") is { } durations ? Words(durations) : null,
        TimePattern = node.Required("time").Text(),
        DayPattern = node.Required("day").Text(),
        FullDatePattern = node.Required("full-date").Text(),
        MomentForm = Form(node.Required("moment"), "time", "day"),
        Reading = node.Optional("reading") is { } reading ? Formula(reading) : null,
        SpanForm = Form(node.Required("span"), "from", "to"),
    };

    private static CultureInfo CultureOf(ContentNode node)
    {
        var name = node.Text();
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            node.Fault($"'{name}' is no culture such as en-US");

            return CultureInfo.InvariantCulture;
        }
    }

    private static DurationWords Words(ContentNode node)
    {
        return new DurationWords
        {
            Day = Unit("day"),
            Hour = Unit("hour"),
            Minute = Unit("minute"),
            Second = Unit("second"),
            Join = Form(node.Required("join"), "first", "second"),
        };

        (string, string) Unit(string key) => node.Required(key).Texts(2) is [var one, var several, ..] ? (one, several) : ("", "");
    }

    private static ReadingFormula Formula(ContentNode node)
    {
        node.Required("source").Text();

        return new ReadingFormula
        {
            PerWordInSentence = Decimals(node.Required("per-word-in-sentence")),
            PerSyllableInWord = Decimals(node.Required("per-syllable-in-word")),
            Plus = Decimals(node.Required("plus")),
            Grades = [.. (node.Optional("grades")?.Map(atLeast: 2) ?? []).Select(point => (double.Parse(point.Key, CultureInfo.InvariantCulture), Decimals(point.Value))).OrderByDescending(point => point.Item1)],
            Syllable = PatternReader.Read(node.Required("syllable")),
            Silent = node.Optional("silent") is { } silent ? PatternReader.Read(silent) : null,
        };
    }

    private static double Decimals(ContentNode node)
    {
        if (!double.TryParse(node.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            node.Fault($"'{node.Text()}' is not a number such as 0.39");
        }

        return number;
    }

    private static string Form(ContentNode node, params string[] names)
    {
        var form = node.Text();
        if (form.Length > 0 && !Template.NamesIn(form).Order().SequenceEqual(names.Order()))
        {
            node.Fault($"this needs exactly {string.Join(" and ", names.Select(name => $"{{{name}}}"))}");
        }

        return form;
    }
}

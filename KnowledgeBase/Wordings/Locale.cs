using System.Globalization;
using Humanizer;

namespace KnowledgeBase.Wordings;

/// <summary>A language the assistant speaks, and how times, dates and durations are written in it.</summary>
public sealed record Locale
{
    /// <summary>The language everything exists in; what another one lacks is said in this.</summary>
    public const string Fallback = "en";

    public required string Id { get; init; }

    /// <summary>What the language calls itself.</summary>
    public required string Name { get; init; }

    /// <summary>What it is called in each language, by the other language's id: "Spanish" in English, "español" in its own.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Called { get; init; }

    /// <summary>Nothing that English has may be missing.</summary>
    public required bool IsComplete { get; init; }

    public required CultureInfo Culture { get; init; }

    /// <summary>The voice that reads codes out on the phone, as gateways name it: <c>es-MX</c>.</summary>
    public required string Voice { get; init; }

    /// <summary>Null where Humanizer speaks the language by itself.</summary>
    public DurationWords? Durations { get; init; }

    public required string TimePattern { get; init; }
    public required string DayPattern { get; init; }
    public required string FullDatePattern { get; init; }
    public required string MomentForm { get; init; }
    public required string SpanForm { get; init; }

    /// <summary>How hard texts are to read; null where nobody has given a formula.</summary>
    public ReadingFormula? Reading { get; init; }

    /// <summary>What the desk, which speaks English, calls it.</summary>
    public string NameInEnglish => Called.GetValueOrDefault(Fallback) is [var name, ..] ? char.ToUpperInvariant(name[0]) + name[1..] : Name;

    /// <summary>"2:30 PM".</summary>
    public string Time(TimeOnly time) => WithPlainSpaces(time.ToString(TimePattern, Culture));

    /// <summary>"Tuesday, November 17", for days of this year.</summary>
    public string Day(DateOnly day) => WithPlainSpaces(day.ToString(DayPattern, Culture));

    /// <summary>"November 17, 2026", for dates of any year.</summary>
    public string FullDate(DateOnly day) => WithPlainSpaces(day.ToString(FullDatePattern, Culture));

    /// <summary>"2:30 PM" when it is the same day as <paramref name="now"/>, else "2:30 PM on Tuesday, November 17"; in the zone of <paramref name="now"/>.</summary>
    public string Moment(DateTimeOffset moment, DateTimeOffset now)
    {
        var local = moment.ToOffset(now.Offset);
        var time = Time(TimeOnly.FromTimeSpan(local.TimeOfDay));

        return local.Date == now.Date
            ? time
            : Template.Fill(MomentForm, name => name == "time" ? time : Day(DateOnly.FromDateTime(local.Date)));
    }

    /// <summary>"between November 1, 2026 and November 7, 2026"; one date when both are the same.</summary>
    public string Span(DateOnly from, DateOnly to) => from == to
        ? FullDate(from)
        : Template.Fill(SpanForm, name => FullDate(name == "from" ? from : to));

    /// <summary>"30 minutes", "1 hour and 30 minutes". Rounded up, because a wait told too short costs the member another try.</summary>
    public string Duration(TimeSpan duration)
    {
        var unit = duration < TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1);
        var rounded = TimeSpan.FromTicks((duration.Ticks + unit.Ticks - 1) / unit.Ticks * unit.Ticks);

        return Durations?.Say(rounded) ?? Humanized(rounded, Culture, precision: 2);
    }

    /// <summary>Humanizer says durations in English when it has no words for a language, and does not tell.</summary>
    internal static bool IsSpokenByHumanizer(CultureInfo culture)
    {
        var seconds = TimeSpan.FromSeconds(2);

        return culture.TwoLetterISOLanguageName == Fallback || Humanized(seconds, culture, precision: 1) != Humanized(seconds, CultureInfo.GetCultureInfo(Fallback), precision: 1);
    }

    // "1 час & 30 минут": so Humanizer joins where it knows units but no "and". Those languages do without one.
    private static string Humanized(TimeSpan duration, CultureInfo culture, int precision) =>
        duration.Humanize(precision, culture, maxUnit: TimeUnit.Day, minUnit: TimeUnit.Second, collectionSeparator: null).Replace(" & ", " ", StringComparison.Ordinal);

    // Newer culture data puts no-break spaces into "2:30 PM"; screens and searches handle the plain one better.
    private static string WithPlainSpaces(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}

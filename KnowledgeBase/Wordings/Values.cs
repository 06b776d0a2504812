using System.Collections.Immutable;

namespace KnowledgeBase.Wordings;

/// <summary>What fills the placeholders of a wording. Times, dates, durations and numbers are written as the member's language does.</summary>
public sealed class Values
{
    public static readonly Values None = new(ImmutableDictionary<string, Func<Locale, string>>.Empty);

    private readonly ImmutableDictionary<string, Func<Locale, string>> _byName;

    private Values(ImmutableDictionary<string, Func<Locale, string>> byName) => _byName = byName;

    public Values With(string name, string text) => With(name, _ => text);

    public Values With(string name, int number) => With(name, locale => number.ToString("N0", locale.Culture));

    public Values With(string name, TimeSpan duration) => With(name, locale => locale.Duration(duration));

    public Values With(string name, TimeOnly time) => With(name, locale => locale.Time(time));

    /// <summary>A day of this year.</summary>
    public Values With(string name, DateOnly day) => With(name, locale => locale.Day(day));

    /// <summary>The time alone when it is today by <paramref name="now"/>, whose zone is the member's.</summary>
    public Values With(string name, DateTimeOffset moment, DateTimeOffset now) => With(name, locale => locale.Moment(moment, now));

    /// <summary>A date with its year, or the dates between which it lies.</summary>
    public Values With(string name, DateOnly from, DateOnly to) => With(name, locale => locale.Span(from, to));

    /// <summary>Written out in a language, by placeholder.</summary>
    public IReadOnlyDictionary<string, string> In(Locale locale) => _byName.ToDictionary(pair => pair.Key, pair => pair.Value(locale));

    internal string? Find(string name, Locale locale) => _byName.TryGetValue(name, out var show) ? show(locale) : null;

    private Values With(string name, Func<Locale, string> show) => new(_byName.SetItem(name, show));
}

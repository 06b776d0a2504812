using System.Collections.Frozen;

namespace KnowledgeBase.Wordings;

/// <summary>Everything the assistant says: wording id, language and values in, finished text out.</summary>
public sealed class WordingLibrary
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, Wording>> _byLocale;
    private readonly FrozenDictionary<string, IReadOnlyList<Wording>> _inEachLanguage;
    private readonly Action<MissingValue>? _whenValueMissing;

    internal WordingLibrary(LocaleList locales, IReadOnlyDictionary<string, IReadOnlyList<Wording>> byLocale, Action<MissingValue>? whenValueMissing)
    {
        Locales = locales;
        _byLocale = byLocale.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenDictionary(wording => wording.Id));
        _inEachLanguage = locales.All.OrderBy(locale => locale.Id != Locale.Fallback)
            .SelectMany(locale => byLocale.GetValueOrDefault(locale.Id) ?? [])
            .GroupBy(wording => wording.Id)
            .ToFrozenDictionary(same => same.Key, same => (IReadOnlyList<Wording>)[.. same]);
        _whenValueMissing = whenValueMissing;
    }

    public LocaleList Locales { get; }

    /// <summary>Every English wording, which is every wording there is.</summary>
    public IEnumerable<Wording> All => AllIn(Locale.Fallback);

    public IEnumerable<Wording> AllIn(string locale) => _byLocale.TryGetValue(locale, out var wordings) ? wordings.Values : [];

    public bool Has(string id) => In(id, Locale.Fallback) is not null;

    /// <summary>The wording in this language, or in English where the language lacks it.</summary>
    public Wording Find(string id, string locale) => Resolve(id, locale).Wording;

    /// <summary>The wording in each language that has it, the fallback first.</summary>
    public IReadOnlyList<Wording> InEachLanguage(string id) => _inEachLanguage.GetValueOrDefault(id) ?? [];

    /// <summary>The wording in this language alone; null when the language lacks it.</summary>
    public Wording? In(string id, string locale) => _byLocale.GetValueOrDefault(locale)?.GetValueOrDefault(id);

    public string Say(string id, string locale, Values values)
    {
        var (wording, spoken) = Resolve(id, locale);

        return Fill(wording, wording.Say, spoken, values);
    }

    /// <summary>The same in other words, or once more the same where there are none.</summary>
    public string Rephrase(string id, string locale, Values values)
    {
        var (wording, spoken) = Resolve(id, locale);

        return Fill(wording, wording.Rephrase ?? wording.Say, spoken, values);
    }

    /// <summary>Why the assistant asks; null where it does not say.</summary>
    public string? Why(string id, string locale, Values values)
    {
        var (wording, spoken) = Resolve(id, locale);

        return wording.Why is null ? null : Fill(wording, wording.Why, spoken, values);
    }

    /// <summary>The steps for the first of these variants that has its own, else the general ones.</summary>
    public IReadOnlyList<string> Steps(string id, string locale, IEnumerable<string> variants, Values values)
    {
        var (wording, spoken) = Resolve(id, locale);
        var own = variants.FirstOrDefault(wording.VariantSteps.ContainsKey);

        return [.. (own is null ? wording.Steps : wording.VariantSteps[own]).Select(step => Fill(wording, step, spoken, values))];
    }

    /// <summary>The usual answers, their labels filled.</summary>
    public IReadOnlyList<WordingChoice> Choices(string id, string locale, Values values)
    {
        var (wording, spoken) = Resolve(id, locale);

        return wording.Choices.Any(choice => choice.Label.Contains('{'))
            ? [.. wording.Choices.Select(choice => choice with { Label = Fill(wording, choice.Label, spoken, values) })]
            : wording.Choices;
    }

    // An English wording is filled in English even for a Spanish member: half a sentence in each would be worse.
    private (Wording Wording, Locale Spoken) Resolve(string id, string locale)
    {
        var wanted = Locales.Best(locale);

        return In(id, wanted.Id) is { } wording
            ? (wording, wanted)
            : (In(id, Locale.Fallback) ?? throw new KeyNotFoundException($"There is no wording '{id}'."), Locales.Best(Locale.Fallback));
    }

    private string Fill(Wording wording, string text, Locale locale, Values values)
    {
        if (!text.Contains('{'))
        {
            return text;
        }

        var missing = new List<string>();
        var filled = Fill(text, locale, values, missing);

        return missing.Count == 0 ? filled : FillWithout(missing, wording, text, locale, values);
    }

    // A member never reads a brace. Where faults are to be seen (tests, checks) a missing value throws; where people are served,
    // it is reported and the sentence that needs it is left out, as long as something remains to be said.
    private string FillWithout(List<string> missing, Wording wording, string text, Locale locale, Values values)
    {
        var missed = new MissingValue(wording.Id, locale.Id, missing[0]);
        var rest = Template.Sentences(text).Where(sentence => Template.NamesIn(sentence).All(name => !missing.Contains(name)));
        var filled = Fill(string.Concat(rest), locale, values, []).Trim();
        if (_whenValueMissing is null || filled.Length == 0)
        {
            throw new MissingValueException(missed);
        }

        _whenValueMissing(missed);

        return filled;
    }

    private static string Fill(string text, Locale locale, Values values, List<string> missing) => Template.Fill(text, name =>
    {
        var value = values.Find(name, locale);
        if (string.IsNullOrWhiteSpace(value))
        {
            missing.Add(name);
        }

        return value;
    });
}

/// <summary>A placeholder for which the caller gave no value.</summary>
public sealed record MissingValue(string Wording, string Locale, string Placeholder);

/// <summary>A wording was to be spoken without a value that it needs.</summary>
public sealed class MissingValueException(MissingValue missing)
    : Exception($"The wording '{missing.Wording}' ({missing.Locale}) needs a value for {{{missing.Placeholder}}}.")
{
    public MissingValue Missing { get; } = missing;
}

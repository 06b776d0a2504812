using Engine.Conversations;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using AskedFor = KnowledgeBase.Recognition.Asked;

namespace Engine.Understanding;

/// <summary>Finds which language a member asks for, or writes in.</summary>
internal sealed class LanguageReading(WordingLibrary wordings, Recogniser recogniser)
{
    private const string ChoicePrefix = "speak-";

    private readonly IReadOnlyList<Name> _names =
    [
        .. from locale in wordings.Locales.All
           from names in locale.Called
           from name in names.Value
           select new Name(locale.Id, names.Key, Words.Of(name)),
    ];

    /// <summary>The id of the choice that asks for a language.</summary>
    internal static string ChoiceOf(string locale) => ChoicePrefix + locale;

    internal LanguageWish? Read(InboundMessage message, Conversation before, Decoded decoded, Choice? chosen) => message.Kind switch
    {
        MessageKind.LanguagePicked => message.Locale is { } picked ? Asked(before, Known(picked.Split('-')[0])) : null,
        MessageKind.Said when before.Owner == Owner.Agent => null,
        MessageKind.Said when chosen?.Id.StartsWith(ChoicePrefix, StringComparison.Ordinal) == true => Asked(before, Known(chosen.Id[ChoicePrefix.Length..])),
        MessageKind.Said when chosen is null && decoded.Act == Act.ChangeLanguage => Asked(before, Named(decoded.Scrubbed, before.Locale)),
        MessageKind.Said when message.Pressed is null => Written(before, decoded),
        MessageKind.Said or MessageKind.Joined or MessageKind.DeviceTold or MessageKind.DeskTold or MessageKind.HandOffTold or MessageKind.Occurred => null,
    };

    private static LanguageWish? Asked(Conversation before, string? locale) => locale is null ? null : new LanguageWish(LanguageSign.Asked, before.Locale, locale);

    private string? Known(string locale) => wordings.Locales.Has(locale) ? wordings.Locales.Best(locale).Id : null;

    /// <summary>The language that is named; of several, one that is not spoken yet. "No hablo inglés" asks for the language that it is said in.</summary>
    private string? Named(string text, string spoken)
    {
        var said = Words.Of(text);
        var named = _names.Where(name => ChoiceMatcher.IsWithin(name.Spelt, said)).OrderBy(name => name.Of == spoken).ToList();
        var written = WrittenIn(text, spoken);
        if (named.Count == 0)
        {
            return written == spoken ? null : written;
        }

        if (!SmallWords.AreIn(SmallWords.Negations, said, wordings) || named.Any(name => name.Of != named[0].Of))
        {
            return named[0].Of;
        }

        return new[] { named[0].In, written }.FirstOrDefault(language => language is not null && language != named[0].Of && wordings.Locales.Has(language));
    }

    /// <summary>Once the member has chosen, only danger changes the language by itself.</summary>
    private LanguageWish? Written(Conversation before, Decoded decoded)
    {
        if ((before.LanguageFooting == LanguageFooting.Chosen && !decoded.Emergency) || WrittenIn(decoded.Scrubbed, before.Locale) is not { } written || !IsOwnWords(before, decoded))
        {
            return null;
        }

        if (written == before.Locale)
        {
            return before.LanguageFooting == LanguageFooting.Assumed ? new LanguageWish(LanguageSign.Written, written, written) : null;
        }

        // Whoever is in danger is answered in the language they cry out in.
        return decoded.Emergency || before.LanguageFooting == LanguageFooting.Assumed ? new LanguageWish(LanguageSign.Followed, before.Locale, written)
            : before.LanguageFooting == LanguageFooting.Used ? new LanguageWish(LanguageSign.Offered, before.Locale, written)
            : null;
    }

    /// <summary>Null when the small words don't tell, or tell a language that is not spoken here.</summary>
    private string? WrittenIn(string text, string spoken) => Known(recogniser.GuessLanguage(text, spoken)) is { } guess && (guess != spoken || recogniser.GuessLanguage(text, "") == spoken) ? guess : null;

    /// <summary>A portal's message or a name is in whatever language it is in, and says nothing of the member's.</summary>
    private bool IsOwnWords(Conversation before, Decoded decoded) => decoded.Emergency
        || ((before.Talk.Prompt?.Asked ?? AskedFor.Nothing) is AskedFor.Nothing or AskedFor.Choice or AskedFor.YesNo
            && (decoded.Seen is null || SmallWords.AreIn(SmallWords.OwnWords, decoded.Scrubbed, wordings)));

    /// <summary>What one language is called in another.</summary>
    private sealed record Name(string Of, string In, IReadOnlyList<string> Spelt);
}

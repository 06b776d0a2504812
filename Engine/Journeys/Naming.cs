using Engine.Conversations;
using Engine.Handover;
using Engine.Members;
using Engine.Understanding;
using KnowledgeBase.Recognition;

namespace Engine.Journeys;

/// <summary>
/// By what a member names their account. Whatever could be meant as a name is taken as one, well formed or not: an answer that
/// tells a good address from a bad one would tell too much.
/// </summary>
internal static class Naming
{
    private const int FewestLetters = 3;

    internal static Identifier? In(Heard heard)
    {
        var said = heard.Meaning.Entities;

        return EmailOrNumber(said) ?? (said.Phone.Count > 0 ? new Identifier(IdentifierKind.Phone, said.Phone[0]) : Odd(heard));
    }

    /// <summary>What was told before, so that it is not asked again.</summary>
    internal static Identifier? Before(Talk talk) =>
        talk.Given(Items.Email) is { } email ? new Identifier(IdentifierKind.Email, email)
        : talk.Given(Items.MemberNumber) is { } number ? new Identifier(IdentifierKind.MemberNumber, number)
        : null;

    /// <summary>Another account than the one that was named so far, named in so many words; a lone word or number may be anything.</summary>
    internal static Identifier? Another(Heard heard)
    {
        var named = EmailOrNumber(heard.Meaning.Entities) ?? (heard.Meaning.Decoded.Removed.Count > 0 ? null : NameIn(heard));
        var before = heard.Scene.Before.Talk;

        return named is not null && named.Value != before.Given(Items.Email) && named.Value != before.Given(Items.MemberNumber) ? named : null;
    }

    private static Identifier? EmailOrNumber(Entities said) =>
        said.Email.Count > 0 ? new Identifier(IdentifierKind.Email, said.Email[0])
        : said.MemberNumber.Count > 0 ? new Identifier(IdentifierKind.MemberNumber, said.MemberNumber[0])
        : null;

    private static Identifier? NameIn(Heard heard) =>
        SmallWords.LastAfter(SmallWords.NamePhrases, heard.Meaning.Text.Trim(), heard.Scene.Knowledge.Wordings) is { } name && !SmallWords.AreIn(SmallWords.ContactWords, name, heard.Scene.Knowledge.Wordings)
            ? new Identifier(IdentifierKind.UserName, name)
            : null;

    private static Identifier? Odd(Heard heard)
    {
        var text = heard.Meaning.Text.Trim();
        if (heard.ChosenId is not null || heard.Meaning.Decoded.Removed.Count > 0)
        {
            return null;
        }

        if (text.Contains('@', StringComparison.Ordinal))
        {
            return new Identifier(IdentifierKind.Email, text);
        }

        if (NameIn(heard) is { } name)
        {
            return name;
        }

        var isOneWord = text.Length > 0 && !text.Any(char.IsWhiteSpace);
        var digits = text.Count(char.IsDigit);
        if (isOneWord && digits > 0)
        {
            // "A1234567" is a number, "rosa1958" a name.
            return new Identifier(digits > text.Count(char.IsLetter) ? IdentifierKind.MemberNumber : IdentifierKind.UserName, text);
        }

        return isOneWord && text.Length >= FewestLetters && heard.Meaning.Decoded.Act is null && heard.Meaning.Decoded.Decision != Decision.Answer
            && !SmallWords.AreIn(SmallWords.ContactWords, text, heard.Scene.Knowledge.Wordings)
            ? new Identifier(IdentifierKind.UserName, text)
            : null;
    }
}

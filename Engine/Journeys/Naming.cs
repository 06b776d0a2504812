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
        if (said.Email.Count > 0)
        {
            return new Identifier(IdentifierKind.Email, said.Email[0]);
        }

        if (said.MemberNumber.Count > 0)
        {
            return new Identifier(IdentifierKind.MemberNumber, said.MemberNumber[0]);
        }

        return said.Phone.Count > 0 ? new Identifier(IdentifierKind.Phone, said.Phone[0]) : Odd(heard);
    }

    /// <summary>What was told before, so that it is not asked again.</summary>
    internal static Identifier? Before(Talk talk) =>
        talk.Given(Items.Email) is { } email ? new Identifier(IdentifierKind.Email, email)
        : talk.Given(Items.MemberNumber) is { } number ? new Identifier(IdentifierKind.MemberNumber, number)
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

        if (SmallWords.LastAfter(SmallWords.NamePhrases, text, heard.Scene.Knowledge.Wordings) is { } name && !SmallWords.AreIn(SmallWords.ContactWords, name, heard.Scene.Knowledge.Wordings))
        {
            return new Identifier(IdentifierKind.UserName, name);
        }

        var isOneWord = text.Length > 0 && !text.Any(char.IsWhiteSpace);
        if (isOneWord && text.Any(char.IsDigit))
        {
            return new Identifier(IdentifierKind.MemberNumber, text);
        }

        return isOneWord && text.Length >= FewestLetters && heard.Meaning.Decoded.Act is null && heard.Meaning.Decoded.Decision != Decision.Answer
            && !SmallWords.AreIn(SmallWords.ContactWords, text, heard.Scene.Knowledge.Wordings)
            ? new Identifier(IdentifierKind.UserName, text)
            : null;
    }
}

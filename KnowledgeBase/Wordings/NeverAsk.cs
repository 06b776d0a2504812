using System.Text.RegularExpressions;

namespace KnowledgeBase.Wordings;

/// <summary>
/// Finds sentences that ask a member to tell a secret. Speaking of secrets is fine ("choose Forgot password", "never share your PIN",
/// "type your password on the sign-in page"); asking for one in the chat is what an attacker would do, and teaches people to comply.
/// </summary>
internal sealed record NeverAsk
{
    /// <summary>Asks to be told a secret, wherever it is.</summary>
    internal required Regex Requests { get; init; }

    /// <summary>Asks to type one, which is meant on the portal and not in the chat.</summary>
    internal required Regex TypingRequests { get; init; }

    /// <summary>A bare "Your password:".</summary>
    internal required Regex BarePrompt { get; init; }

    internal required Regex Elsewhere { get; init; }
    internal required Regex IntoTheChat { get; init; }
    internal required Regex ClauseBreak { get; init; }
    internal required Regex Negation { get; init; }
    internal required Regex NegatedListOfVerbs { get; init; }
    internal required Regex AboutOthers { get; init; }

    /// <summary>The sentences that ask for a secret. <paramref name="isStep"/>: the text is a step to carry out elsewhere, where typing a password is meant.</summary>
    internal IEnumerable<string> SentencesIn(string text, bool isStep = false)
    {
        var plain = Manners.Quoted().Replace(text, "it").Replace("*", "", StringComparison.Ordinal);
        var happensElsewhere = isStep || Elsewhere.IsMatch(plain);

        return Template.Sentences(plain).Select(sentence => sentence.Trim()).Where(sentence => Asks(sentence, happensElsewhere));
    }

    private bool Asks(string sentence, bool happensElsewhere) =>
        BarePrompt.IsMatch(sentence)
        || Requests.Matches(sentence).Any(request => !IsExcused(sentence[..request.Index]))
        || TypingRequests.Matches(sentence).Any(request => (!happensElsewhere || IntoTheChat.IsMatch(sentence)) && !IsExcused(sentence[..request.Index]));

    // What stands before the request turns it into its opposite, or into a tale about others.
    private bool IsExcused(string before)
    {
        var clause = ClauseBreak.Split(before)[^1];

        return Negation.IsMatch(clause) || NegatedListOfVerbs.IsMatch(before) || AboutOthers.IsMatch(before);
    }
}

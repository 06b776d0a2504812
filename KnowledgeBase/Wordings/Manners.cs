using System.Text.RegularExpressions;

namespace KnowledgeBase.Wordings;

/// <summary>Finds what we never say in one language: words that blame, and sentences that ask a member for a secret. The patterns are content, in <c>safety/manners.yaml</c>.</summary>
internal sealed partial class Manners
{
    internal required Regex Blame { get; init; }
    internal required NeverAsk NeverAsk { get; init; }

    /// <summary>Words that tell members it was their fault, or that talk like a machine scolding; a message quoted from a screen may say what it likes.</summary>
    internal IEnumerable<string> BlamingIn(string text) => Blame.Matches(Quoted().Replace(text, "")).Select(match => match.Value);

    [GeneratedRegex("""“[^”]*”|"[^"]*"|‘[^’]*’|«[^»]*»""")]
    internal static partial Regex Quoted();
}

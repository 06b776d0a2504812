using System.Text.RegularExpressions;

namespace KnowledgeBase.Wordings;

/// <summary>
/// Finds sentences that ask a member to tell a secret. Speaking of secrets is fine ("choose Forgot password", "never share your PIN",
/// "type your password on the sign-in page"); asking for one in the chat is what an attacker would do, and teaches people to comply.
/// </summary>
internal static partial class NeverAsk
{
    private const string Secret = """
        \b(?:pass[\ -]?(?:word|code|phrase)s?|pins?(?:\ (?:code|number)s?)?|ssn|social\ security(?:\ number)?
        |(?:credit|debit|bank|payment)\ cards?(?:\ numbers?|\ details)?|(?<!(?:member|id|plan|insurance|health|medical)\ )card\ numbers?
        |cvv|cvc|security\ answers?|(?:recovery|backup|saved)\ codes?|(?:secret|setup)\ keys?)\b
        (?!-|\ (?:manager|reset|page|field|box|hint|rule|help|prompt|screen|link|error|message|change|list|app|saver|setting|generator|reader))
        """;

    // Only small words may stand between the verb and the secret: "send us your old password", but not "send a link to set a password".
    private const string SmallWords = """
        (?:\s+(?:me|us|it|out|in|back|the|your|a|an|any|that|this|what|old|new|current|full|whole|complete|exact|last|first|four|six|4|6|digits?
        |numbers?|letters?|of|on|for|both|user|name|username|id|email|address|and|or|again|here|below|is|was|to|with|portal|account|online|kp\.org),?)*\s+
        """;

    private const string Telling = "tell|give|send|share|provide|reveal|spell|text|e-?mail|message|submit|say|repeat|reply\\s+with|let\\s+(?:me|us)\\s+(?:know|have)";
    private const string Typing = "type|enter|paste|write|put|key|fill";
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant;

    /// <summary>The sentences that ask for a secret. <paramref name="isStep"/>: the text is a step to carry out elsewhere, where typing a password is meant.</summary>
    internal static IEnumerable<string> SentencesIn(string text, string locale, bool isStep = false)
    {
        if (locale != Locale.Fallback)
        {
            return [];
        }

        var plain = Quoted().Replace(text, "it").Replace("*", "", StringComparison.Ordinal);
        var happensElsewhere = isStep || Elsewhere().IsMatch(plain);

        return Template.Sentences(plain).Select(sentence => sentence.Trim()).Where(sentence => Asks(sentence, happensElsewhere));
    }

    private static bool Asks(string sentence, bool happensElsewhere) =>
        BarePrompt().IsMatch(sentence)
        || Requests().Matches(sentence).Any(request => !IsExcused(sentence[..request.Index]))
        || TypingRequests().Matches(sentence).Any(request => (!happensElsewhere || IntoTheChat().IsMatch(sentence)) && !IsExcused(sentence[..request.Index]));

    // What stands before the request turns it into its opposite, or into a tale about others.
    private static bool IsExcused(string before)
    {
        var clause = ClauseBreak().Split(before)[^1];

        return Negation().IsMatch(clause) || NegatedListOfVerbs().IsMatch(before) || AboutOthers().IsMatch(before);
    }

    [GeneratedRegex($"""
        \b(?:{Telling}){SmallWords}{Secret}
        | \b(?:confirm|verify|show|read)\s+(?:me|us|to\s+(?:me|us)){SmallWords}{Secret}
        | \bwhat(?:['’]s|\s+is|\s+was|\s+are){SmallWords}{Secret}
        | \bwhich\s+{Secret}\s+(?:did|do|have)\s+you\b
        | \b(?:i|we)(?:['’](?:ll|d|re|ve))?(?:\s+(?:will|would|do|also|just|still|only|may|might))*\s+(?:need|require|want|like|must\s+have|have\s+to\s+(?:know|have|see)|ask(?:\s+(?:you\s+)?for)?){SmallWords}{Secret}
        | \b(?:may|can|could)\s+(?:i|we)\s+(?:please\s+)?(?:have|get|see|know|ask){SmallWords}{Secret}
        | {Secret},?\s+please\s*[.!?]?\s*$
        """, Options)]
    private static partial Regex Requests();

    [GeneratedRegex($@"\b(?:{Typing}){SmallWords}{Secret}", Options)]
    private static partial Regex TypingRequests();

    [GeneratedRegex($"""
        ^\s*(?:your|please|the|my)?{SmallWords}?{Secret}\s*:\s*$
        | ^\s*your{SmallWords}?{Secret}\s*\?
        | ^\s*(?:the\s+)?(?:last|first)\s+(?:four|six|4|6)\s+(?:digits|numbers)\s+of{SmallWords}{Secret}\s*[:?]
        """, Options)]
    private static partial Regex BarePrompt();

    [GeneratedRegex(@"\b(?:page|site|portal|app|screen|box|field|form|browser|window|sign(?:ing)?[ -]in|settings|computer|keyboard|web)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\b(?:here|below|(?:this|the|our)\s+chat|to\s+(?:me|us)|for\s+(?:me|us)|reply|answer)\b", RegexOptions.IgnoreCase)]
    private static partial Regex IntoTheChat();

    [GeneratedRegex(@"[,;:()—–]|\b(?:but|so|then|and|because)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClauseBreak();

    [GeneratedRegex(@"\b(?:never|not|no|nobody|nor|neither|without|cannot|avoid|instead\s+of)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex($@"(?:\b(?:never|not|no\s+one|nobody)|n['’]t)\s+(?:(?!the\b|your\b|an?\b)\w+\s+){{0,3}}?(?:{Telling}|{Typing}|save|show|ask)\b(?:(?!\bbut\b)[\w\s,/'’])*$", Options)]
    private static partial Regex NegatedListOfVerbs();

    [GeneratedRegex("""
        \b(?:did|have|has|had)\s+(?:you|he|she|they|anyone|somebody|someone)\b[\w\s]*$
        | \b(?:anyone|anybody|somebody|someone|caller|call|message|text|e-?mail|mail|stranger|person|people|that|who|which)\b[\w\s]*\bask[\w\s]*$
        | \b(?:asked|told)\s+to\s*$
        | (?<!\byou\s+)\b(?:may|might)\s*$
        | \blet['’]s\s*$
        """, Options)]
    private static partial Regex AboutOthers();

    [GeneratedRegex("""“[^”]*”|"[^"]*"|‘[^’]*’""")]
    private static partial Regex Quoted();
}

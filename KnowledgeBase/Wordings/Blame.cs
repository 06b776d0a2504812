using System.Text.RegularExpressions;

namespace KnowledgeBase.Wordings;

/// <summary>Finds words that tell members it was their fault, or that talk like a machine scolding.</summary>
internal static partial class Blame
{
    /// <summary>The words found; a message quoted from a screen may say what it likes.</summary>
    internal static IEnumerable<string> WordsIn(string text, string locale) =>
        locale == Locale.Fallback ? English().Matches(Quoted().Replace(text, "")).Select(match => match.Value) : [];

    [GeneratedRegex("""
        \byou(?:['’]ve)?\ (?:have\ )?failed\b | (?<!\bnot\ |n['’]t\ )\byour\ (?:own\ )?(?:fault|mistake|error|failure)s?\b | \byou\ should(?:\ have|n['’]t\ have|['’]ve)\b
        | \byou\ (?:did|entered|typed|used)\ (?:it|this|that|something|an?|the)?\ ?(?:wrong|incorrect)(?:ly)?\b | \byou\ were\ wrong\b
        | \byou\ (?:forgot|neglected|refused)\ to\b | \buser\ error\b | \b(?:invalid|illegal|forbidden)\b | \b(?:obviously|as\ i\ (?:already\ )?said)\b
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex English();

    [GeneratedRegex("""“[^”]*”|"[^"]*"|‘[^’]*’""")]
    private static partial Regex Quoted();
}

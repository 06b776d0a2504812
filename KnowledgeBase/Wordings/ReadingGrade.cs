using System.Text.RegularExpressions;

namespace KnowledgeBase.Wordings;

/// <summary>How many years of school a text asks of its reader, by Flesch and Kincaid. Rough for one sentence, telling for a paragraph.</summary>
internal static partial class ReadingGrade
{
    // Below this one long word decides the result, and "Authentication app" would read as college.
    private const int FewestWords = 10;

    /// <summary>Null for languages whose formula we don't have, and for texts too short to judge.</summary>
    internal static double? Of(string text, string locale) => locale switch
    {
        "en" => English(text),
        _ => null,
    };

    internal static int SyllablesIn(string word)
    {
        var letters = word.ToLowerInvariant();
        var count = VowelGroup().Count(letters);

        // A last e is silent (make, used, times) unless it carries the syllable (table, added, pages).
        if (count > 1 && SilentEnding().IsMatch(letters))
        {
            count--;
        }

        return Math.Max(1, count);
    }

    private static double? English(string text)
    {
        var plain = Placeholder().Replace(text, "today");
        var words = Word().Matches(plain).Select(match => match.Value).ToList();
        if (words.Count < FewestWords)
        {
            return null;
        }

        var sentences = Math.Max(1, SentenceEnd().Count(plain.TrimEnd() + "\n"));

        return 0.39 * words.Count / sentences + 11.8 * words.Sum(SyllablesIn) / words.Count - 15.59;
    }

    [GeneratedRegex("[aeiouy]+")]
    private static partial Regex VowelGroup();

    [GeneratedRegex("(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$")]
    private static partial Regex SilentEnding();

    [GeneratedRegex(@"\{[^}]*\}|https?://\S+|\b[\w-]+(?:\.[\w-]+)+\b")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[A-Za-z0-9]+(?:['’][A-Za-z]+)*")]
    private static partial Regex Word();

    // A line that ends without a stop (a list item, a heading) is a sentence too.
    [GeneratedRegex(@"[.!?:]+[""”’)*]*\s|(?<![.!?:""”’)*\s])\s*\n")]
    private static partial Regex SentenceEnd();
}

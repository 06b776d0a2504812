using System.Text.RegularExpressions;

namespace KnowledgeBase.Wordings;

/// <summary>How many years of school a text asks of its reader. Rough for one sentence, telling for a paragraph.</summary>
internal static partial class ReadingGrade
{
    // Below this one long word decides the result, and "Authentication app" would read as college.
    private const int FewestWords = 10;

    /// <summary>Null for languages without a formula, and for texts too short to judge.</summary>
    internal static double? Of(string text, ReadingFormula? formula)
    {
        var plain = Placeholder().Replace(text, "today");
        var words = Word().Matches(plain).Select(match => match.Value).ToList();
        if (formula is null || words.Count < FewestWords)
        {
            return null;
        }

        var sentences = Math.Max(1, SentenceEnd().Count(plain.TrimEnd() + "\n"));

        return formula.Grade((double)words.Count / sentences, (double)words.Sum(formula.SyllablesIn) / words.Count);
    }

    /// <summary>What a member reads of a wording, one line each: a list item is a sentence of its own. Buttons are no sentences.</summary>
    internal static double? Of(Wording wording, ReadingFormula? formula) =>
        Of(string.Join('\n', wording.Texts.Except(wording.Choices.Select(choice => choice.Label))), formula);

    [GeneratedRegex(@"\{[^}]*\}|https?://\S+|\b[\w-]+(?:\.[\w-]+)+\b")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:['’]\p{L}+)*")]
    private static partial Regex Word();

    // A line that ends without a stop (a list item, a heading) is a sentence too.
    [GeneratedRegex(@"[.!?:]+[""”’)*]*\s|(?<![.!?:""”’)*\s])\s*\n")]
    private static partial Regex SentenceEnd();
}

using System.Text.RegularExpressions;

namespace KnowledgeBase.Wordings;

/// <summary>How a language's texts are graded: a linear formula over words and syllables, and, where it gives an ease of reading, the school grades that its author set against it.</summary>
public sealed record ReadingFormula
{
    public required double PerWordInSentence { get; init; }
    public required double PerSyllableInWord { get; init; }
    public required double Plus { get; init; }

    /// <summary>Ease of reading and the grade it stands for, by falling ease; empty when the formula gives the grade itself.</summary>
    public required IReadOnlyList<(double Ease, double Grade)> Grades { get; init; }

    /// <summary>Finds one syllable of a word in small letters.</summary>
    public required Regex Syllable { get; init; }

    /// <summary>Word endings whose last vowel is not spoken.</summary>
    public Regex? Silent { get; init; }

    internal int SyllablesIn(string word)
    {
        var letters = word.ToLowerInvariant();
        var count = Syllable.Count(letters);

        return Math.Max(1, count > 1 && Silent?.IsMatch(letters) == true ? count - 1 : count);
    }

    internal double Grade(double wordsInSentence, double syllablesInWord)
    {
        var value = PerWordInSentence * wordsInSentence + PerSyllableInWord * syllablesInWord + Plus;
        if (Grades.Count == 0)
        {
            return value;
        }

        // Between two points of the author's table, and on in the same direction beyond its ends.
        var upper = Math.Clamp(Grades.TakeWhile(point => point.Ease > value).Count(), 1, Grades.Count - 1);
        var (from, to) = (Grades[upper - 1], Grades[upper]);

        return from.Grade + (from.Ease - value) * (to.Grade - from.Grade) / (from.Ease - to.Ease);
    }
}

using System.Text;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>The part of a sentence around some of its words, from comma to comma or "and", so that a long story before it does not drown it.</summary>
internal static class Clause
{
    private const int Widest = 8;

    /// <param name="start">The first token of the sentence.</param>
    /// <param name="end">The token behind the sentence.</param>
    /// <param name="firstWord">The first of the words, counted in the sentence without its signs.</param>
    /// <param name="lastWord">The last of them.</param>
    /// <param name="isTurning">Does another thought begin with this token?</param>
    public static string Around(ScannedText text, int start, int end, int firstWord, int lastWord, Func<int, bool> isTurning)
    {
        var first = TokenOf(text, start, firstWord);
        var last = TokenOf(text, first, lastWord - firstWord);
        for (var far = 0; far < Widest && first > start && !IsCut(text, first - 1) && !isTurning(first - 1); far++) { first--; }
        for (var far = 0; far < Widest && last + 1 < end && !IsCut(text, last + 1) && !isTurning(last + 1); far++) { last++; }
        var clause = new StringBuilder();
        for (var i = first; i <= last; i++) { clause.Append(text.Word(i)).Append(' '); }

        return clause.ToString();
    }

    private static bool IsCut(ScannedText text, int i) => text[i].Kind == TokenKind.LineEnd || (text[i].Kind == TokenKind.Symbol && text.Word(i) is "," or ":" or ";" or "-" or "(" or ")");

    /// <summary>The token that is the so-manieth word from a token on.</summary>
    private static int TokenOf(ScannedText text, int from, int word)
    {
        for (var i = from; i < text.Count; i++)
        {
            if (text[i].Kind is TokenKind.Word or TokenKind.Number && word-- == 0) { return i; }
        }

        return from;
    }
}

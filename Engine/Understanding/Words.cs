using System.Text;

namespace Engine.Understanding;

/// <summary>Plain words of a text: small letters, no punctuation, apostrophes and accents folded.</summary>
internal static class Words
{
    internal static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Safe(text).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(rune))
            {
                word.Append(char.ToLowerInvariant(rune));
            }
            else if (word.Length > 0 && rune is not ('\'' or '’') && !IsMark(rune))
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static bool IsMark(char letter) => char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.NonSpacingMark;

    /// <summary>Normalisation throws on half a surrogate pair, which a channel may deliver.</summary>
    private static string Safe(string text)
    {
        if (!text.Any(char.IsSurrogate))
        {
            return text;
        }

        return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
    }
}

using System.Globalization;
using System.Text;

namespace Engine.Understanding;

/// <summary>Plain words of a text: small letters, no punctuation, apostrophes and accents folded.</summary>
internal static class Words
{
    internal static IReadOnlyList<string> Of(string text)
    {
        var plain = Ascii.IsValid(text) ? text : Safe(text).Normalize(NormalizationForm.FormD);
        var words = new List<string>();
        Span<char> word = plain.Length <= 256 ? stackalloc char[plain.Length] : new char[plain.Length];
        var length = 0;
        foreach (var letter in plain)
        {
            if (char.IsLetterOrDigit(letter))
            {
                word[length++] = char.ToLowerInvariant(letter);
            }
            else if (length > 0 && letter is not ('\'' or '’') && !IsMark(letter))
            {
                words.Add(word[..length].ToString());
                length = 0;
            }
        }

        if (length > 0)
        {
            words.Add(word[..length].ToString());
        }

        return words;
    }

    private static bool IsMark(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;

    /// <summary>Normalisation throws on half a surrogate pair, which a channel may deliver.</summary>
    private static string Safe(string text) =>
        text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())) : text;
}

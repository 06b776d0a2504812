using System.Globalization;
using System.Text;

namespace KnowledgeBase.Recognition.Words;

/// <summary>Brings letters and digits to one plain form, so that accents, capitals, full-width and styled letters don't hide a word.</summary>
internal static class Folding
{
    /// <summary>Not part of a word.</summary>
    public const char Gap = '\0';

    /// <summary>Invisible inside a word: combining marks, zero-width characters, variation selectors.</summary>
    public const char Nothing = '\uFFFF';

    private static readonly char[] Table = Build();

    public static char Fold(char letter) => Table[letter];

    /// <summary>Styled mathematical letters, which some keyboards produce, live outside the first plane.</summary>
    public static char Fold(char high, char low)
    {
        if (high != '\uD835' || !char.IsLowSurrogate(low)) { return Gap; }
        var plain = new Rune(high, low).ToString().Normalize(NormalizationForm.FormKD);

        return Fold(plain[0]);
    }

    private static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (var code = 0; code <= char.MaxValue; code++)
        {
            table[code] = FoldSlowly((char)code);
        }

        return table;
    }

    private static char FoldSlowly(char letter)
    {
        if (char.IsSurrogate(letter)) { return Gap; }
        if (char.IsAscii(letter)) { return char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : Gap; }
        if (letter is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD' or (>= '\uFE00' and <= '\uFE0F')) { return Nothing; }
        if (char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) { return Nothing; }
        if (IsDecomposable(letter))
        {
            var plain = letter.ToString().Normalize(NormalizationForm.FormKD)[0];
            if (char.IsAsciiLetterOrDigit(plain)) { return char.ToLowerInvariant(plain); }
        }

        return char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : Gap;
    }

    // The blocks that hold accented, letter-like, circled and full-width forms of Latin letters and digits.
    private static bool IsDecomposable(char letter) =>
        letter is < '\u0250' or (>= '\u1E00' and <= '\u1EFF') or (>= '\u2070' and <= '\u209F')
            or (>= '\u2100' and <= '\u214F') or (>= '\u2460' and <= '\u24FF') or (>= '\uFF00' and <= '\uFFEF');
}

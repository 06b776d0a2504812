using System.Globalization;
using System.Text;

namespace KnowledgeBase.Recognition.Scanning;

/// <summary>Writes any character the way the matchers expect it: lower case, without accents, ASCII digits, plain quotes and dashes.</summary>
internal static class Folding
{
    /// <summary>Stands for characters that carry no text: zero-width marks, controls, accents that stand alone.</summary>
    internal const char Nothing = '\0';

    /// <summary>Stands for half a character; such text must not throw.</summary>
    internal const char Broken = '\uFFFD';

    private const int TableSize = 0x250;
    private static readonly char[] Table = BuildTable();

    /// <summary>Letters of other scripts that look like Latin ones, so that they cannot be used to slip a word past the scrubber.</summary>
    private const string Foreign = "авеѕіјкмнорстухԁѡαεικνορτυχ";
    private const string Latin = "abesijkmhopctyxdwaeikvoptux";

    internal static char Fold(char c) => c < TableSize ? Table[c] : FoldRare(c);

    /// <summary>Mathematical and enclosed letters and digits outside the basic plane.</summary>
    internal static char Fold(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber)
        {
            return (char)('0' + (int)Rune.GetNumericValue(rune));
        }

        if (rune.Value is >= 0x1D400 and <= 0x1D7FF or >= 0x1F130 and <= 0x1F189)
        {
            var plain = rune.ToString().Normalize(NormalizationForm.FormKC);
            return plain.Length == 1 ? Fold(plain[0]) : Broken;
        }

        // Tags and variation selectors of the higher planes are invisible; everything else is an emoji or a rare letter.
        return rune.Value is >= 0xE0000 and <= 0xE01EF ? Nothing : Broken;
    }

    private static char FoldRare(char c)
    {
        switch (c)
        {
            case '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u02BC': return '\'';
            case '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2033' or '\u300C' or '\u300D': return '"';
            case >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE58' or '\uFE63': return '-';
            case >= '\uFF01' and <= '\uFF5E': return Fold((char)(c - 0xFEE0));
            case >= '\u2460' and <= '\u2468': return (char)('1' + (c - '\u2460'));
            case >= '\u2776' and <= '\u277E': return (char)('1' + (c - '\u2776'));
            case '\u24EA': return '0';
            case >= '\u2080' and <= '\u2089': return (char)('0' + (c - '\u2080'));
            case '\u2070' or >= '\u2074' and <= '\u2079': return (char)('0' + (c - '\u2070'));
            case '\u2024' or '\uFE52': return '.';
            case '\u2044' or '\u2215': return '/';
            case '\uFE0E' or '\uFE0F': return Nothing;
            // Hangul fillers count as letters, yet show as nothing.
            case '\u115F' or '\u1160' or '\u3164' or '\uFFA0': return Nothing;
        }

        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark => Nothing,
            UnicodeCategory.Format or UnicodeCategory.Control => Nothing,
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '\n',
            UnicodeCategory.Surrogate => Broken,
            UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter => FoldLetter(char.ToLowerInvariant(c)),
            _ => c,
        };
    }

    private static char FoldLetter(char lower)
    {
        var twin = Foreign.IndexOf(lower, StringComparison.Ordinal);
        if (twin >= 0)
        {
            return Latin[twin];
        }

        // Latin letters with stacked accents (Vietnamese and others).
        return lower is >= '\u1E00' and <= '\u1EFF' ? lower.ToString().Normalize(NormalizationForm.FormD)[0] : lower;
    }

    private static char[] BuildTable()
    {
        var table = new char[TableSize];
        for (var i = 0; i < TableSize; i++)
        {
            table[i] = FoldCommon((char)i);
        }

        return table;
    }

    private static char FoldCommon(char c) => c switch
    {
        '\n' or '\r' or '\u0085' => '\n',
        '\t' or '\u00A0' or '\v' or '\f' => ' ',
        '\u00AD' => Nothing,
        '`' or '\u00B4' => '\'',
        '\u00AB' or '\u00BB' => '"',
        '\u00B9' => '1',
        '\u00B2' => '2',
        '\u00B3' => '3',
        'Ø' or 'ø' => 'o',
        'Ł' or 'ł' => 'l',
        'ı' => 'i',
        _ when char.IsControl(c) => Nothing,
        _ when char.IsLetter(c) => char.ToLowerInvariant(c.ToString().Normalize(NormalizationForm.FormD)[0]),
        _ => c,
    };
}

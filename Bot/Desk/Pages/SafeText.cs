using System.Globalization;
using System.Text;

namespace Bot.Desk.Pages;

/// <summary>Makes typed text honest to look at: signs that hide or turn text round are shown by their number, and hosts with letters of other scripts as punycode.</summary>
internal static class SafeText
{
    private static readonly IdnMapping Idn = new();

    internal static string Show(string text)
    {
        var shown = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var end = WordEnd(text, at);
            if (end > at)
            {
                ShowWord(text[at..end], shown);
                at = end;
            }
            else
            {
                at += ShowSign(text, at, shown);
            }
        }

        return shown.ToString();
    }

    /// <summary>A run of letters, digits, dots and hyphens: what could be a host.</summary>
    private static int WordEnd(string text, int at)
    {
        while (at < text.Length && Rune.TryGetRuneAt(text, at, out var rune) && (Rune.IsLetterOrDigit(rune) || IsMark(rune) || rune.Value is '.' or '-' or '。' or '．' or '｡'))
        {
            at += rune.Utf16SequenceLength;
        }

        return at;
    }

    private static void ShowWord(string word, StringBuilder shown)
    {
        var dots = word.AsSpan().IndexOfAny('.', '。', '．') is > 0 and var dot && dot < word.Length - 1;
        if (!dots || word.All(char.IsAscii))
        {
            shown.Append(word);
            return;
        }

        try
        {
            shown.Append(Idn.GetAscii(word.Trim('.')));
        }
        catch (ArgumentException)
        {
            // No host at all, or one that no browser would open; its letters are shown by number all the same.
            foreach (var rune in word.EnumerateRunes())
            {
                shown.Append(rune.IsAscii ? rune.ToString() : NumberOf(rune.Value));
            }
        }
    }

    private static int ShowSign(string text, int at, StringBuilder shown)
    {
        if (!Rune.TryGetRuneAt(text, at, out var rune))
        {
            shown.Append(NumberOf(text[at]));
            return 1;
        }

        var hides = Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => rune.Value is not ('\n' or '\r' or '\t'),

            // Joiners stay: emoji and some scripts need them. Everything else that has no width, or turns the direction, does not.
            UnicodeCategory.Format => rune.Value is not (0x200D or 0x200C),
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => true,
            _ => false,
        };
        shown.Append(hides ? NumberOf(rune.Value) : rune.ToString());
        return rune.Utf16SequenceLength;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string NumberOf(int value) => $"⟨U+{value:X4}⟩";
}

using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Words for secrets that are written to slip through: "p4ssw0rd", "pa$$word", "p a s s w o r d", "s.s.n.". What follows them is a secret all the same.</summary>
internal static class DisguisedCue
{
    private const SecretSense Cues = SecretSense.PasswordWords | SecretSense.PinWords | SecretSense.SsnWords | SecretSense.CodeWords | SecretSense.CardWords;
    private const int Longest = 12;
    private const int ShortestSpread = 3;

    internal delegate SecretSense SenseOf(ReadOnlySpan<char> word);

    public static void Mark(ScannedText text, SecretSense[] senses, SenseOf senseOf)
    {
        var endOfSpread = 0;
        for (var i = 0; i < senses.Length; i++)
        {
            MarkLookAlikeSigns(text, senses, i, senseOf);
            if (i >= endOfSpread && IsLetter(text, i)) { endOfSpread = MarkSpread(text, senses, i, senseOf); }
        }
    }

    /// <summary>"p4ssw0rd", "pa$$word".</summary>
    private static void MarkLookAlikeSigns(ScannedText text, SecretSense[] senses, int first, SenseOf senseOf)
    {
        if (text.IsGlued(first) || !text.IsGlued(first + 1))
        {
            return;
        }

        Span<char> plain = stackalloc char[Longest];
        var length = 0;
        var last = first;
        for (var i = first; i < text.Count && (i == first || text.IsGlued(i)); i++)
        {
            foreach (var letter in text.Word(i))
            {
                if (length == Longest || Plain(letter) is not { } meant)
                {
                    return;
                }

                plain[length++] = meant;
            }

            last = i;
            if (text.IsGlued(i + 1) && text.Word(i + 1) is ":" or "=")
            {
                break;
            }
        }

        if (last > first && (senseOf(plain[..length]) & SecretSense.PasswordWords) != 0)
        {
            senses[last] = SecretSense.PasswordWords;
        }
    }

    /// <summary>"p a s s w o r d", "s.s.n.": tells where the row of letters ends, so that a long row is read once.</summary>
    private static int MarkSpread(ScannedText text, SecretSense[] senses, int first, SenseOf senseOf)
    {
        Span<char> letters = stackalloc char[Longest];
        var length = 0;
        var cue = -1;
        var sense = SecretSense.None;
        var i = first;
        while (IsLetter(text, i))
        {
            if (length < Longest)
            {
                letters[length++] = text.Word(i)[0];
                if (length >= ShortestSpread && (senseOf(letters[..length]) & Cues) is not SecretSense.None and var found) { (cue, sense) = (i, found); }
            }

            i += text.Word(i + 1) is "." or "-" or "_" or "*" or "/" or "," && IsLetter(text, i + 2) ? 2 : 1;
        }

        if (cue >= 0) { senses[cue] = sense; }

        return i;
    }

    private static bool IsLetter(ScannedText text, int i) => text.IsWord(i) && text.LengthOf(i) == 1;

    private static char? Plain(char letter) => letter switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' or '@' or '*' => 'a',
        '5' or '$' => 's',
        >= 'a' and <= 'z' => letter,
        _ => null,
    };
}

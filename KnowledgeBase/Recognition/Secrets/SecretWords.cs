using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Emergencies;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>The words around secrets, as <c>Content/safety/secrets.yaml</c> lists them, of all languages at once.</summary>
internal sealed class SecretWords
{
    private readonly WordTable<SecretSense> _senses;
    private readonly PhraseWords _refusals = new();

    private SecretWords(Dictionary<string, SecretSense> senses)
    {
        _senses = new WordTable<SecretSense>(senses);
        foreach (var refusal in senses.Where(word => word.Value.HasFlag(SecretSense.Refusals)))
        {
            _refusals.Add(refusal.Key);
        }
    }

    public static SecretWords Read(ContentFolder content)
    {
        var root = content.Yaml("safety/secrets.yaml");
        _ = root.Required("source").Text();
        _ = root.Required("reviewed").Date();
        var senses = new Dictionary<string, SecretSense>();
        foreach (var sense in Enum.GetValues<SecretSense>().Where(sense => sense != SecretSense.None))
        {
            foreach (var word in root.Required(KeyOf(sense)).Map(atLeast: 1).SelectMany(locale => WordsOf(locale.Value)))
            {
                senses[word] = senses.GetValueOrDefault(word) | sense;
            }
        }

        return new SecretWords(senses);
    }

    public SecretSense[] Of(ScannedText text)
    {
        var senses = new SecretSense[text.Count];
        var refusals = _refusals.Of(text);
        for (var i = 0; i < senses.Length; i++)
        {
            if (text.IsWord(i) && _senses.TryGet(text.Word(i), out var sense))
            {
                senses[i] = sense;
            }
            else if (refusals[i] != PhraseWords.Unknown)
            {
                // "the password is incorect" names none.
                senses[i] = SecretSense.OrdinaryWords | SecretSense.Refusals;
            }
        }

        for (var i = 0; i + 1 < senses.Length; i++)
        {
            if (text.Word(i) is "pass" && text.Word(i + 1) is "word" or "words" or "code" or "phrase")
            {
                (senses[i], senses[i + 1]) = (SecretSense.None, SecretSense.PasswordWords);
            }

            MarkDisguised(text, senses, i);
        }

        return senses;
    }

    /// <summary>"p4ssw0rd", "pa$$word": the word for a password with look-alike signs. What follows it is one all the same.</summary>
    private void MarkDisguised(ScannedText text, SecretSense[] senses, int first)
    {
        const int LongestCue = 12;
        if (text.IsGlued(first) || !text.IsGlued(first + 1))
        {
            return;
        }

        Span<char> plain = stackalloc char[LongestCue];
        var length = 0;
        var last = first;
        for (var i = first; i < text.Count && (i == first || text.IsGlued(i)); i++)
        {
            foreach (var letter in text.Word(i))
            {
                if (length == LongestCue || Plain(letter) is not { } meant)
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

        if (last > first && _senses.TryGet(plain[..length], out var sense) && (sense & SecretSense.PasswordWords) != 0)
        {
            senses[last] = SecretSense.PasswordWords;
        }
    }

    private static char? Plain(char letter) => letter switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        >= 'a' and <= 'z' => letter,
        _ => null,
    };

    private static string[] WordsOf(ContentNode node) =>
        node.IsText ? node.Text().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [.. node.Texts()];

    /// <summary>"PasswordWords" is the key <c>password-words</c>.</summary>
    private static string KeyOf(SecretSense sense) =>
        string.Concat(sense.ToString().Select((c, at) => char.IsUpper(c) && at > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}

using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Emergencies;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>
/// The words and phrases around secrets, as <c>Content/safety/secrets.yaml</c> lists them, of all languages at once. The sense of a phrase
/// stands at its last word.
/// </summary>
internal sealed class SecretWords
{
    /// <summary>"passed" is too near to "passwd".</summary>
    private const int ShortestMistyped = 7;

    private readonly WordTable<Entry> _entries;
    private readonly PhraseWords _mistyped = new();
    private readonly int _passwordWords;
    private readonly DisguisedCue.SenseOf _senseOf;

    private SecretWords(Dictionary<string, Entry> entries)
    {
        _entries = new WordTable<Entry>(entries);
        _senseOf = word => _entries.TryGet(word, out var entry) ? entry.Sense : SecretSense.None;
        foreach (var sense in (SecretSense[])[SecretSense.PasswordWords, SecretSense.Refusals])
        {
            foreach (var word in entries.Where(entry => entry.Value.Sense.HasFlag(sense) && (sense == SecretSense.Refusals || entry.Key.Length >= ShortestMistyped))) { _mistyped.Add(word.Key); }
            if (sense == SecretSense.PasswordWords) { _passwordWords = _mistyped.Count; }
        }
    }

    public static SecretWords Read(ContentFolder content)
    {
        var root = content.Yaml("safety/secrets.yaml");
        _ = root.Required("source").Text();
        _ = root.Required("reviewed").Date();
        var entries = new Dictionary<string, Entry>();
        foreach (var sense in Enum.GetValues<SecretSense>().Where(sense => sense != SecretSense.None))
        {
            foreach (var words in root.Required(KeyOf(sense)).Map(atLeast: 1).SelectMany(locale => WordsOf(locale.Value)))
            {
                Add(entries, ScannedText.Of(words), sense);
            }
        }

        return new SecretWords(entries);
    }

    public SecretSense[] Of(ScannedText text)
    {
        var senses = new SecretSense[text.Count];
        var mistyped = _mistyped.Of(text);
        List<(int First, List<Phrase> Phrases)>? starts = null;
        for (var i = 0; i < senses.Length; i++)
        {
            if (_entries.TryGet(text.Word(i), out var entry))
            {
                senses[i] = entry.Sense;
                if (entry.Phrases is { } phrases) { (starts ??= []).Add((i, phrases)); }
            }
            else if (mistyped[i] != PhraseWords.Unknown)
            {
                // "the password is incorect" names none, "my pasward is tugboat" does.
                senses[i] = mistyped[i] < _passwordWords ? SecretSense.PasswordWords : SecretSense.OrdinaryWords | SecretSense.Refusals;
            }
        }

        foreach (var (first, phrases) in starts ?? []) { MarkPhrases(text, senses, first, phrases); }
        DisguisedCue.Mark(text, senses, _senseOf);

        return senses;
    }

    private static void MarkPhrases(ScannedText text, SecretSense[] senses, int first, List<Phrase> phrases)
    {
        foreach (var phrase in phrases)
        {
            var next = first + 1;
            while (next - first <= phrase.Rest.Length && text.Word(next).SequenceEqual(phrase.Rest[next - first - 1])) { next++; }
            if (next - first <= phrase.Rest.Length) { continue; }

            // "pass word" is one word, and neither of the two it is made of.
            if (phrase.Sense == SecretSense.PasswordWords) { senses.AsSpan(first, next - first).Clear(); }
            senses[next - 1] |= phrase.Sense;
        }
    }

    private static void Add(Dictionary<string, Entry> entries, ScannedText words, SecretSense sense)
    {
        var first = words.Word(0).ToString();
        var entry = entries.GetValueOrDefault(first);
        if (words.Count > 1)
        {
            var rest = Enumerable.Range(1, words.Count - 1).Select(at => words.Word(at).ToString()).ToArray();
            entries[first] = entry with { Phrases = [.. entry.Phrases ?? [], new Phrase(rest, sense)] };
        }
        else
        {
            entries[first] = entry with { Sense = entry.Sense | sense };
        }
    }

    private static string[] WordsOf(ContentNode node) =>
        node.IsText ? node.Text().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [.. node.Texts()];

    /// <summary>"PasswordWords" is the key <c>password-words</c>.</summary>
    private static string KeyOf(SecretSense sense) =>
        string.Concat(sense.ToString().Select((c, at) => char.IsUpper(c) && at > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    private readonly record struct Entry(SecretSense Sense, List<Phrase>? Phrases);

    private readonly record struct Phrase(string[] Rest, SecretSense Sense);
}

using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>The words around secrets, as <c>Content/safety/secrets.yaml</c> lists them, of all languages at once.</summary>
internal sealed class SecretWords
{
    private readonly WordTable<SecretSense> _senses;

    private SecretWords(Dictionary<string, SecretSense> senses) => _senses = new WordTable<SecretSense>(senses);

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
        for (var i = 0; i < senses.Length; i++)
        {
            if (text.IsWord(i) && _senses.TryGet(text.Word(i), out var sense))
            {
                senses[i] = sense;
            }
        }

        return senses;
    }

    private static string[] WordsOf(ContentNode node) =>
        node.IsText ? node.Text().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [.. node.Texts()];

    /// <summary>"PasswordWords" is the key <c>password-words</c>.</summary>
    private static string KeyOf(SecretSense sense) =>
        string.Concat(sense.ToString().Select((c, at) => char.IsUpper(c) && at > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}

using System.Text;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Scanning;
using KnowledgeBase.Recognition.Secrets.Learnt;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>A text without its secrets, and the kinds that were taken out, in the order they stood.</summary>
public sealed record ScrubbedText(string Text, IReadOnlyList<string> Removed);

/// <summary>
/// Takes passwords, codes, numbers that open accounts, and keys out of what a member typed, before anything is stored or logged.
/// One pass over the text per kind, no backtracking: the time grows with the length and nothing else. Rules come first, then what was learnt from examples.
/// </summary>
public sealed class SecretScrubber
{
    /// <summary>In this order: what one has taken, the next no longer looks at.</summary>
    private static readonly (Action<SecretSearch> Find, string Why)[] Finders =
    [
        (KeyFinder.Find, "a key, a token or a link with one, by its shape"),
        (AccountNumberFinder.Find, "digits that are a card's or a social security number's, by their length and check digits or by the words before them"),
        (SpelledPasswordFinder.Find, "letters and digits spelled out behind a word for a password"),
        (PasswordFinder.Find, "it stands where a password is told, or mixes letters, digits and signs as passwords do"),
        (SecurityAnswerFinder.Find, "an answer to a security question"),
        (PinFinder.Find, "a short number behind a word for a PIN or a lock"),
        (CodeFinder.Find, "a code beside a word for codes, where none was asked for"),
    ];

    private readonly SecretWords _words;
    private readonly LearntSecrets _learnt;

    private SecretScrubber(SecretWords words, LearntSecrets learnt)
    {
        _words = words;
        _learnt = learnt;
    }

    internal static SecretScrubber From(ContentFolder content)
    {
        var words = SecretWords.Read(content);

        return new SecretScrubber(words, LearntSecrets.From(content, words));
    }

    /// <summary>What was asked decides what may stay: a one-time code stays only where a code was asked for.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="asked">What had been asked for.</param>
    /// <param name="isSpeech">A person said it freely; in all else secrets are looked for by rules alone.</param>
    public ScrubbedText Scrub(string text, Asked asked, bool isSpeech = true)
    {
        // Whatever goes wrong in here, a secret must not get past: then all of the text goes.
#pragma warning disable CA1031
        try
        {
            return Cut(text, asked, isSpeech);
        }
        catch (Exception)
        {
            return new ScrubbedText($"[removed: {SecretKind.Unreadable}]", [SecretKind.Unreadable]);
        }
#pragma warning restore CA1031
    }

    /// <summary>Which secrets are found, by what rule, and where the content says so; for an editor.</summary>
    internal IReadOnlyList<(string Kind, string Why, string Where)> Explain(string text, Asked asked)
    {
        var scanned = ScannedText.Of(text);
        var search = new SecretSearch(scanned, _words.Of(scanned), asked);
        var reasons = new List<(string Kind, string Why, string Where)>();
        foreach (var (find, why) in Finders)
        {
            var before = search.Found.Count;
            find(search);
            reasons.AddRange(search.Found.Skip(before).Select(span => (span.Kind, why, "safety/secrets.yaml")));
        }
        var byRule = search.Found.Count;
        _learnt.Find(search);
        reasons.AddRange(search.Found.Skip(byRule).Select(span => (span.Kind, "it is told as the secrets in the examples are", LearntSecrets.Folder)));

        return reasons;
    }

    private ScrubbedText Cut(string text, Asked asked, bool isSpeech)
    {
        var scanned = ScannedText.Of(text);
        var search = new SecretSearch(scanned, _words.Of(scanned), asked);
        foreach (var (find, _) in Finders) { find(search); }
        if (isSpeech) { _learnt.Find(search); }

        return search.Found.Count == 0 ? new ScrubbedText(text, []) : Replace(scanned, search.Found);
    }

    private static ScrubbedText Replace(ScannedText text, List<SecretSpan> found)
    {
        found.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : other.End.CompareTo(one.End));
        var result = new StringBuilder(text.Text.Length);
        var removed = new List<string>(found.Count);
        var done = 0;
        foreach (var span in found)
        {
            var start = text.OriginOf(span.Start);
            var end = text.OriginAfter(span.End);
            if (start >= done)
            {
                result.Append(text.Text, done, start - done).Append("[removed: ").Append(span.Kind).Append(']');
                removed.Add(span.Kind);
            }

            done = Math.Max(done, end);
        }

        return new ScrubbedText(result.Append(text.Text, done, text.Text.Length - done).ToString(), removed);
    }
}

using System.Text;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>A text without its secrets, and the kinds that were taken out, in the order they stood.</summary>
public sealed record ScrubbedText(string Text, IReadOnlyList<string> Removed);

/// <summary>
/// Takes passwords, codes, numbers that open accounts, and keys out of what a member typed, before anything is stored or logged.
/// One pass over the text per kind, no backtracking: the time grows with the length and nothing else.
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

    private SecretScrubber(SecretWords words) => _words = words;

    internal static SecretScrubber From(ContentFolder content) => new(SecretWords.Read(content));

    /// <summary>What was asked decides what may stay: a one-time code stays only where a code was asked for.</summary>
    public ScrubbedText Scrub(string text, Asked asked)
    {
        // Whatever goes wrong in here, a secret must not get past: then all of the text goes.
#pragma warning disable CA1031
        try
        {
            return Cut(text, asked);
        }
        catch (Exception)
        {
            return new ScrubbedText($"[removed: {SecretKind.Unreadable}]", [SecretKind.Unreadable]);
        }
#pragma warning restore CA1031
    }

    /// <summary>Which secrets are found and by what rule, for an editor.</summary>
    internal IReadOnlyList<(string Kind, string Why)> Explain(string text, Asked asked)
    {
        var scanned = ScannedText.Of(text);
        var search = new SecretSearch(scanned, _words.Of(scanned), asked);
        var reasons = new List<(string Kind, string Why)>();
        foreach (var (find, why) in Finders)
        {
            var before = search.Found.Count;
            find(search);
            reasons.AddRange(search.Found.Skip(before).Select(span => (span.Kind, why)));
        }

        return reasons;
    }

    private ScrubbedText Cut(string text, Asked asked)
    {
        var scanned = ScannedText.Of(text);
        var search = new SecretSearch(scanned, _words.Of(scanned), asked);
        foreach (var (find, _) in Finders) { find(search); }

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

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

    private ScrubbedText Cut(string text, Asked asked)
    {
        var scanned = ScannedText.Of(text);
        var search = new SecretSearch(scanned, _words.Of(scanned), asked);
        KeyFinder.Find(search);
        AccountNumberFinder.Find(search);
        SpelledPasswordFinder.Find(search);
        PasswordFinder.Find(search);
        PinFinder.Find(search);
        CodeFinder.Find(search);

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

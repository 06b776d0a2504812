using System.Text;
using Engine.Conversations;
using Engine.Replies;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Activities;

/// <summary>
/// Says to members, in their language, what was taken out of a message. It is stored as <c>[removed: password]</c>, which machines read and which stays so; who reads their own chat in
/// Spanish is not shown a word of English in place of theirs.
/// </summary>
/// <param name="knowledge">Asked for with the first mark: what only opens the storage has no content.</param>
internal sealed class RemovedMarks(Func<Knowledge> knowledge)
{
    private const string Begin = "[removed: ";
    private const char End = ']';
    private const int LongestKind = 40;
    private const string AnyKind = "removed-marks.secret";

    /// <summary>A line of the assistant's, in the language it was said in.</summary>
    internal TranscriptEntry InWords(TranscriptEntry entry) => InWords(entry, entry.Locale ?? Locale.Fallback);

    /// <param name="entry">A line as it is kept.</param>
    /// <param name="locale">The language it is read in.</param>
    internal TranscriptEntry InWords(TranscriptEntry entry, string locale) => entry switch
    {
        { Reply: { } reply } when HasMark(reply.Text) || reply.Card is not null =>
            entry with { Reply = reply with { Text = InWords(reply.Text, locale), Card = reply.Card is { } card ? InWords(card, locale) : null } },
        _ when HasMark(entry.Text) => entry with { Text = InWords(entry.Text, locale) },
        _ => entry,
    };

    private static bool HasMark(string text) => text.Contains(Begin, StringComparison.Ordinal);

    private Card InWords(Card card, string locale) => card switch
    {
        ReviewCard review => review with { Lines = [.. review.Lines.Select(line => line with { Value = InWords(line.Value, locale) })] },
        SummaryCard summary => summary with { Lines = [.. summary.Lines.Select(line => line with { Value = InWords(line.Value, locale) })] },
        _ => card,
    };

    internal string InWords(string text, string locale)
    {
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        if (begin < 0)
        {
            return text;
        }

        var (said, done) = (new StringBuilder(text.Length), 0);
        for (; begin >= 0; begin = text.IndexOf(Begin, done, StringComparison.Ordinal))
        {
            var kindAt = begin + Begin.Length;
            var length = text.AsSpan(kindAt, Math.Min(LongestKind, text.Length - kindAt)).IndexOf(End);
            var end = length < 0 ? kindAt : kindAt + length + 1;
            said.Append(text, done, begin - done).Append(length < 0 ? Begin : Say(text.AsSpan(kindAt, length), locale));
            done = end;
        }

        return said.Append(text, done, text.Length - done).ToString();
    }

    private string Say(ReadOnlySpan<char> kind, string locale)
    {
        var wording = $"removed-marks.{kind}";
        var wordings = knowledge().Wordings;

        return wordings.Say(wordings.Has(wording) ? wording : AnyKind, locale, Values.None);
    }
}

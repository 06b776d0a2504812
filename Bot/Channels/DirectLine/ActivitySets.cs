using Bot.Activities;
using Engine.Conversations;
using KnowledgeBase.Wordings;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Lines of a transcript as clients get them.</summary>
internal sealed class ActivitySets(RemovedMarks marks, IOptions<DirectLineOptions> options)
{
    /// <summary>Who speaks for the assistant.</summary>
    internal ChannelAccount Bot { get; } = new(options.Value.BotId, options.Value.BotName, "bot");

    internal ActivitySet Of(IReadOnlyList<TranscriptEntry> entries, ConversationKey key, long after) => new(
        [.. entries.Where(ActivityWriter.IsShown).Select(entry => ActivityWriter.Write(marks.InWords(entry, LanguageOf(entry, entries)), key, Bot))],
        Watermark.Write(entries.Count == 0 ? after : entries[^1].Sequence));

    /// <summary>A member's line is read in the language that it was answered in: what their client says of itself may be another.</summary>
    private static string LanguageOf(TranscriptEntry entry, IReadOnlyList<TranscriptEntry> entries) =>
        entries.FirstOrDefault(later => later.Sequence >= entry.Sequence && later.Reply is not null)?.Locale ?? entry.Locale ?? Locale.Fallback;
}

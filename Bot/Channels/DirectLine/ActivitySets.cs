using Bot.Activities;
using Engine.Conversations;

namespace Bot.Channels.DirectLine;

/// <summary>Lines of a transcript as clients get them.</summary>
internal static class ActivitySets
{
    internal static ActivitySet Of(IReadOnlyList<TranscriptEntry> entries, ConversationKey key, ChannelAccount bot, long after) => new(
        [.. entries.Where(ActivityWriter.IsShown).Select(entry => ActivityWriter.Write(entry, key, bot))],
        Watermark.Write(entries.Count == 0 ? after : entries[^1].Sequence));
}

using Engine.Conversations;
using Engine.Journeys;

namespace Bot.Storage;

/// <summary>Takes what was told of the person out of conversations that were left alone for a day, whether or not the member comes back.</summary>
internal sealed class LongRests(IAssistantDatabase database, ConversationStore conversations, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>Looked at again by the next pass: a turn may have been under way.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private static readonly string Rested = $"""
        SELECT "RowId", "Channel", "Id" FROM "Conversations" WHERE "UpdatedAt" >= @from AND "UpdatedAt" <= @to AND "RowId" > @row ORDER BY "RowId" LIMIT {Batch}
        """;

    /// <summary>Up to when everything has been looked at; the first pass looks at all.</summary>
    private DateTimeOffset _done = DateTimeOffset.UnixEpoch + Overlap;

    /// <summary>How many conversations had something to let go of, and how many could not be read.</summary>
    internal async Task<(int Changed, int Unreadable)> LetGoAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (from, to) = (_done - Overlap, now - LongRest.Begins);
        var (changed, unreadable) = (0, 0);
        for (long? row = 0; row is { } after;)
        {
            var batch = await database.ReadAsync(
                (connection, cancel) => connection.ListAsync(
                    Rested, found => (RowId: found.GetInt64(0), Key: new ConversationKey(found.GetString(1), found.GetString(2))), cancel,
                    ("from", from.ToUnixTimeMilliseconds()), ("to", to.ToUnixTimeMilliseconds()), ("row", after)),
                cancellation);
            foreach (var (_, key) in batch)
            {
                try
                {
                    changed += await conversations.RewriteAsync(key, state => LongRest.Of(state, now), cancellation) ? 1 : 0;
                }
                catch (Exception fault) when (fault is NewerSchemaException or SealBrokenException)
                {
                    // One that this version cannot read keeps no other from being cleared.
                    unreadable++;
                }
            }

            row = batch.Count == Batch ? batch[^1].RowId : null;
        }

        _done = to;
        if (changed > 0)
        {
            // So that the earlier form does not linger in the log either.
            await database.ScrubAsync(cancellation);
        }

        return (changed, unreadable);
    }
}

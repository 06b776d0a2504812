using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bot.Activities;
using Bot.Delivery;
using Bot.Storage;
using Bot.Storage.Encryption;
using Bot.Storage.Model;

namespace Bot.Channels.BotConnector;

/// <summary>Answers where others read along: one line, with the way to a private chat. Neither what was said nor who said it is kept.</summary>
internal sealed class GroupTalk(IAssistantDatabase database, StorageKeys keys, OutboxSignal signal, PrivateLine line, TimeProvider clock)
{
    /// <summary>Threads of a Teams channel are one group.</summary>
    private const string ThreadMark = ";messageid=";

    /// <summary>Being added is told twice, and a message that seems lost comes again under a new id: a group hears the line once in this time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private static readonly string Insert = $"""
        INSERT INTO "Outbox" ("Lane", "Kind", "Target", "IdempotencyKey", "Subject", "Attempt", "NextAt", "ClaimToken", "ClaimedUntil", "State", "CreatedAt", "DataKeyId", "Payload")
        SELECT @lane, {(int)OutboxKind.Reply}, @target, @key, @subject, 0, 0, 0, 0, {(int)OutboxState.Due}, @at, @dataKey, @payload
        WHERE NOT EXISTS (SELECT 1 FROM "Outbox" WHERE "IdempotencyKey" = @key OR ("Subject" = @subject AND "CreatedAt" > @since))
        ON CONFLICT DO NOTHING
        """;

    internal Activity Line(Activity activity, ChannelReference reference)
    {
        var said = new Activity { Type = ActivityTypes.Message, Text = line.Write(activity), TextFormat = "markdown", Locale = activity.Locale };

        return ConnectorActivities.Addressed(said, reference, activity.Id) with { Recipient = null };
    }

    /// <summary>Queues the line, unless this activity was answered before or the group heard it just now.</summary>
    internal async Task QueueAsync(Activity activity, ChannelReference reference, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var group = Digest($"{reference.Audience} {reference.ChannelId} {activity.Conversation!.Id!.Split(ThreadMark)[0]}");
        var key = $"group:{group}:{Digest(activity.Id!)}";
        var call = ConnectorSends.Call(reference) with
        {
            ReplyToId = activity.Type == ActivityTypes.Message ? activity.Id : null,
            Activity = Line(activity, reference),
        };
        var (dataKey, stored) = keys.DataKeys.Create();
        using var seal = dataKey.Seal;
        (string, object?)[] row =
        [
            ("lane", $"group:{group}"),
            ("target", new Uri(reference.ServiceUrl).IdnHost),
            ("key", key),
            ("subject", $"group/{group}"),
            ("at", now),
            ("since", now - (long)Rest.TotalMilliseconds),
            ("payload", seal.Close(JsonSerializer.SerializeToUtf8Bytes(call, ActivityJson.Default.ConnectorCall), TurnSealer.PayloadName(key))),
        ];
        if (await database.WriteAsync((connection, cancel) => InsertAsync(connection, row, stored, cancel), cancellation))
        {
            signal.Wake(OutboxKind.Reply);
        }
    }

    private static async Task<bool> InsertAsync(DbConnection connection, (string, object?)[] row, WrappedKey stored, CancellationToken cancellation)
    {
        if (await connection.ChangeAsync(Insert, cancellation, [.. row, ("dataKey", connection.Stored(stored.Id))]) == 0)
        {
            return false;
        }

        await connection.AddKeyAsync(stored, cancellation);
        return true;
    }

    /// <summary>Tells one group or message from another, and names neither.</summary>
    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

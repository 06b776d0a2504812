using System.Data.Common;
using System.Text.Json;
using Bot.Delivery.Mail;
using Bot.Storage;
using Bot.Storage.Model;
using Microsoft.Extensions.Options;

namespace Bot.Delivery.Messages;

/// <summary>Queues what members are sent, in the transaction of the change that it tells of, under a data key that goes when the message went, or is over.</summary>
internal sealed class MessageQueue(StorageKeys keys, OutboxSignal signal, IOptions<MailOptions> mail, IOptions<TextOptions> texts, TimeProvider clock)
{
    internal const string MailTarget = "members-mail";
    internal const string TextTarget = "members-text";

    private const string Newer = "A newer one takes its place.";

    /// <summary>Whether messages of that kind leave this machine.</summary>
    internal bool Sends(MessageWay way) => way switch
    {
        MessageWay.Mail => mail.Value.Host.Length > 0,
        MessageWay.Text => texts.Value.IsConfigured,
        MessageWay.Call => texts.Value.CanCall,
    };

    /// <param name="lane">What is still waiting in it is void now, and goes nowhere; a code, by what it is for.</param>
    internal async Task AddAsync(DbConnection connection, MemberMessage message, string lane, CancellationToken cancellation)
    {
        await DropAsync(connection, lane, cancellation);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (dataKey, stored) = keys.DataKeys.Create();
        using var seal = dataKey.Seal;
        var key = $"message:{stored.Id:N}";
        await connection.ChangeAsync(
            $"""
            INSERT INTO "Outbox" ("Lane", "Kind", "Target", "IdempotencyKey", "Subject", "Attempt", "NextAt", "ClaimToken", "ClaimedUntil", "State", "CreatedAt", "DataKeyId", "Payload")
            VALUES (@lane, {(int)OutboxKind.Message}, @target, @key, @lane, 0, 0, 0, 0, {(int)OutboxState.Due}, @at, @dataKey, @payload)
            """,
            cancellation,
            ("lane", lane),
            ("target", message.Way == MessageWay.Mail ? MailTarget : TextTarget),
            ("key", key),
            ("at", now),
            ("dataKey", connection.Stored(stored.Id)),
            ("payload", seal.Close(JsonSerializer.SerializeToUtf8Bytes(message), TurnSealer.PayloadName(key))));
        await connection.AddKeyAsync(stored, cancellation);

        // Not committed yet: a sender that looks too soon looks again in a moment.
        signal.Wake(OutboxKind.Message);
    }

    private static async Task DropAsync(DbConnection connection, string lane, CancellationToken cancellation)
    {
        const string Waiting = """ "Lane" = @lane AND "State" = 0""";
        await connection.ChangeAsync($"""DELETE FROM "DataKeys" WHERE "Id" IN (SELECT "DataKeyId" FROM "Outbox" WHERE {Waiting})""", cancellation, ("lane", lane));
        await connection.ChangeAsync(
            $"""UPDATE "Outbox" SET "State" = {(int)OutboxState.Dead}, "Payload" = NULL, "Reason" = @reason WHERE {Waiting}""", cancellation, ("lane", lane), ("reason", Newer));
    }
}

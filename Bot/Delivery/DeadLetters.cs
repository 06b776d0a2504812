using Bot.Storage;
using Bot.Storage.Model;

namespace Bot.Delivery;

/// <summary>What was given up. It stays for a while, sealed, so that an operator can send it again; then it goes.</summary>
internal sealed class DeadLetters(IAssistantDatabase database, TimeProvider clock)
{
    /// <summary>How long what was delivered is remembered, so that a repetition is known as one.</summary>
    private static readonly TimeSpan Recognised = TimeSpan.FromDays(7);

    /// <summary>How many were erased, with those delivered long ago.</summary>
    internal Task<int> EraseAsync(int days, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            var now = clock.GetUtcNow();
            await using var dead = connection.Command(
                $"""DELETE FROM "Outbox" WHERE "State" = {(int)OutboxState.Dead} AND "NextAt" < @before""", ("before", now.AddDays(-days).ToUnixTimeMilliseconds()));
            await using var done = connection.Command(
                $"""DELETE FROM "Outbox" WHERE "State" = {(int)OutboxState.Done} AND "CreatedAt" < @before""", ("before", (now - Recognised).ToUnixTimeMilliseconds()));
            return await dead.ExecuteNonQueryAsync(cancel) + await done.ExecuteNonQueryAsync(cancel);
        },
        cancellation);

    /// <summary>Queues all dead letters for that receiver again, as if for the first time. No two names differ by capitals alone, so people may write "ServiceNow".</summary>
    internal Task<int> ReviveAsync(string target, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            await using var command = connection.Command(
                $"""
                UPDATE "Outbox" SET "State" = {(int)OutboxState.Due}, "Attempt" = 0, "NextAt" = @now, "CreatedAt" = @now, "ClaimedUntil" = 0, "Reason" = NULL
                WHERE "State" = {(int)OutboxState.Dead} AND lower("Target") = lower(@target) AND "Payload" IS NOT NULL
                """,
                ("now", now),
                ("target", target));
            return await command.ExecuteNonQueryAsync(cancel);
        },
        cancellation);
}

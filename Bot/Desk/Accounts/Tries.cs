using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bot.Storage;
using Microsoft.EntityFrameworkCore;

namespace Bot.Desk.Accounts;

/// <summary>Counts failed sign-ins by name, over all replicas, and lets the next be looked at only after a wait that grows.</summary>
internal sealed class Tries(AgentsDatabase database, StorageKeys keys, TimeProvider clock)
{
    /// <summary>Looked at within 24 hours at the most.</summary>
    internal const int MostADay = 10;

    /// <summary>In a row; then only a reset by others opens the account again.</summary>
    internal const int MostInARow = 20;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>The wait after so many failures in a row.</summary>
    private static readonly TimeSpan[] Waits =
        [.. new[] { 0, 0, 0, 30, 60, 120, 240, 480, 960, 1_920, 3_600 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>Takes a try before it is looked at, so that many at the same moment are counted, too. False when it must not be looked at.</summary>
    internal Task<bool> TryTakeAsync(string name, CancellationToken cancellation) => database.WriteAsync(
        async context =>
        {
            var lane = LaneOf(name);
            var now = clock.GetUtcNow();

            // Makes the row, or locks it: two tries at once would else both see the same count.
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "AgentTries" ("Lane", "Failures", "UpdatedAt") VALUES ({lane}, '', {now.ToUnixTimeMilliseconds()})
                ON CONFLICT ("Lane") DO UPDATE SET "UpdatedAt" = excluded."UpdatedAt"
                """,
                cancellation);
            var row = await context.Tries.SingleAsync(tries => tries.Lane == lane, cancellation);
            var failures = Read(row.Failures);
            if (!MayTry(failures, now))
            {
                return false;
            }

            row.Failures = string.Join(',', failures.Append(now).TakeLast(MostInARow).Select(at => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
            return true;
        },
        cancellation);

    /// <summary>After a success, or when others have set the account's factors anew.</summary>
    internal Task ForgetAsync(string name, CancellationToken cancellation)
    {
        var lane = LaneOf(name);
        return database.WriteAsync(context => context.Tries.Where(tries => tries.Lane == lane).ExecuteDeleteAsync(cancellation), cancellation);
    }

    internal static bool MayTry(IReadOnlyList<DateTimeOffset> failures, DateTimeOffset now)
    {
        if (failures.Count == 0)
        {
            return true;
        }

        return failures.Count < MostInARow
            && failures.Count(at => at > now - Day) < MostADay
            && now >= failures[^1] + Waits[Math.Min(failures.Count, Waits.Length) - 1];
    }

    private static List<DateTimeOffset> Read(string failures) =>
        [.. failures.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(at => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)))];

    private byte[] LaneOf(string name) => HMACSHA256.HashData(keys.Ring.Derive("agents' tries"), Encoding.UTF8.GetBytes(name));
}

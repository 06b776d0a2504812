using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bot.Accounts.Rules;
using Bot.Storage;
using Microsoft.EntityFrameworkCore;

namespace Bot.Desk.Accounts;

/// <summary>Counts failed sign-ins by name, over all replicas, and lets the next be looked at only after a wait that grows.</summary>
internal sealed class Tries(AgentsDatabase database, StorageKeys keys, TimeProvider clock)
{
    /// <summary>As usual for members' codes, whatever a plan has set for those: the waits, so many a day, and so many in a row; then only a reset by others opens the account again.</summary>
    private static readonly CodeRules Rules = new();

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

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

            row.Failures = string.Join(',', failures.Append(now).TakeLast(Rules.WrongUntilLocked).Select(at => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
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

        return failures.Count < Rules.WrongUntilLocked
            && failures.Count(at => at > now - Day) < Rules.WrongPerDay
            && now >= failures[^1] + Rules.DelayAfter(failures.Count);
    }

    private static List<DateTimeOffset> Read(string failures) =>
        [.. failures.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(at => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)))];

    private byte[] LaneOf(string name) => HMACSHA256.HashData(keys.Ring.Derive("agents' tries"), Encoding.UTF8.GetBytes(name));
}

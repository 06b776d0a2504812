using System.Security.Cryptography;
using Bot.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Bot.Storage.Auditing;

/// <summary>Goes through the whole audit and finds what was changed, is missing or stands elsewhere than it was written.</summary>
internal sealed class AuditCheck(IAssistantDatabase database, Audit audit)
{
    private const int Page = 1_000;

    /// <summary>Enough to see what was done; a chain that was cut up would name every line.</summary>
    private const int MostFaults = 100;

    /// <param name="expected">A last line that was noted earlier outside the database: it must still stand.</param>
    internal async Task<AuditReport> VerifyAsync(AuditMark? expected, CancellationToken cancellation)
    {
        var heads = await database.QueryAsync(context => context.AuditHead.AsNoTracking().ToListAsync(cancellation));
        var faults = new List<string>();
        var head = heads.Count > 0 ? heads[0] : null;
        if (head is not null && !Equal(audit.Chain.CheckOf(head), head.Check))
        {
            faults.Add("The row that tells where the audit begins and ends was changed.");
        }

        var next = head?.First ?? 1;
        var before = head?.Before ?? AuditChain.Beginning;
        var lines = 0L;
        var isExpected = expected is null;
        var position = long.MinValue;
        while (faults.Count < MostFaults && await ReadAsync(position, cancellation) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                Missing(faults, next, row.Sequence);
                var fits = row.Sequence < next || (row.Sequence == next && Equal(audit.Chain.HashOf(before, row), row.Hash));
                if (row.Sequence < next || (row.Sequence == next && !fits))
                {
                    faults.Add($"Line {row.Sequence} is not what was written there: it was changed, moved or put in.");
                }

                isExpected |= expected is { } mark && mark.Sequence == row.Sequence && Equal(mark.Hash, row.Hash);

                // From here on each line is judged by what stands before it, so that one fault is told once.
                (before, next, position) = (row.Hash, Math.Max(next, row.Sequence + 1), row.Sequence);
                lines++;
            }
        }

        if (head is null ? lines > 0 : next - 1 != head.Last || !Equal(before, head.LastHash))
        {
            faults.Add(head is null
                ? "The row that tells where the audit begins and ends is missing."
                : next - 1 < head.Last ? $"Lines {next} to {head.Last} are missing at the end." : $"The audit does not end with the line {head.Last} that was written last.");
        }

        if (!isExpected)
        {
            faults.Add($"The line {expected!.Value.Sequence} that was noted earlier is not there as it was.");
        }

        return new AuditReport(lines, head is null ? null : new AuditMark(head.Last, head.LastHash), faults);
    }

    private static void Missing(List<string> faults, long next, long found)
    {
        if (found > next)
        {
            faults.Add(found == next + 1 ? $"Line {next} is missing." : $"Lines {next} to {found - 1} are missing.");
        }
    }

    private Task<List<AuditRow>> ReadAsync(long after, CancellationToken cancellation) => database.QueryAsync(
        context => context.Audit.AsNoTracking().Where(row => row.Sequence > after).OrderBy(row => row.Sequence).Take(Page).ToListAsync(cancellation));

    private static bool Equal(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}

/// <summary>A line to be found again: its number and hash, as <c>verify-audit</c> prints them.</summary>
internal readonly record struct AuditMark(long Sequence, byte[] Hash)
{
    internal static AuditMark? Parse(string text)
    {
        var parts = text.Split(':');
        try
        {
            return parts.Length == 2 && long.TryParse(parts[0], out var sequence) ? new AuditMark(sequence, Convert.FromHexString(parts[1])) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public override string ToString() => $"{Sequence}:{Convert.ToHexStringLower(Hash)}";
}

/// <summary>How many lines there are, which is the last, and what is wrong with them.</summary>
internal sealed record AuditReport(long Lines, AuditMark? Last, IReadOnlyList<string> Faults);

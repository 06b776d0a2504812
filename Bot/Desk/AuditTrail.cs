using Bot.Storage.Auditing;

namespace Bot.Desk;

/// <summary>The audit as supervisors and auditors read it; reading it stands in it, too.</summary>
internal sealed class AuditTrail(DeskGate gate, DeskWrites writes, Audit audit, AuditCheck check)
{
    /// <summary>When there are so many, there may be more.</summary>
    internal const int MostLines = 200;

    /// <summary>The newest lines first, about one ticket or about all.</summary>
    /// <param name="before">Only lines older than this one: the next page.</param>
    internal Task<DeskAnswer<IReadOnlyList<AuditEntry>>> ReadAsync(DeskAgent who, string? number, long? before, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.ReadAudit, async () =>
        {
            await writes.SeenAsync(who, new AuditLine(AuditActs.AuditRead, number ?? "", before is null ? "" : $"before={before}"), cancellation);
            return DeskAnswer<IReadOnlyList<AuditEntry>>.Done(await audit.ReadAsync(number, before, MostLines, cancellation));
        },
        cancellation);

    /// <summary>Goes through the whole chain, as <c>verify-audit</c> does.</summary>
    internal Task<DeskAnswer<AuditReport>> VerifyAsync(DeskAgent who, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.ReadAudit, async () => DeskAnswer<AuditReport>.Done(await check.VerifyAsync(null, cancellation)), cancellation);
}

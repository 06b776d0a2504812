namespace Bot.Storage.Model;

/// <summary>One line of the audit: who did what to which ticket. Each holds a keyed hash over itself and the line before it.</summary>
internal sealed class AuditRow
{
    /// <summary>From 1 up without gaps.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required string Role { get; init; }
    public required string Act { get; init; }
    public required string Subject { get; init; }

    /// <summary>Ids and counts.</summary>
    public required string Facts { get; init; }

    /// <summary>Words of a person, such as a reason; null when there were none.</summary>
    public byte[]? Words { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>The one row that tells where the audit begins and ends, so that lines missing at either end are noticed.</summary>
internal sealed class AuditHeadRow
{
    public int Id { get; init; }

    /// <summary>The first line that is kept, and the hash of the one before it.</summary>
    public long First { get; init; }

    public required byte[] Before { get; init; }
    public long Last { get; init; }
    public required byte[] LastHash { get; init; }
    public required byte[] Check { get; init; }
}

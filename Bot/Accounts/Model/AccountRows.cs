namespace Bot.Accounts.Model;

/// <summary>Where a sent code stands.</summary>
internal enum ChallengeState { Open, Used, Replaced, Void }

/// <summary>A code that was sent: never itself, only its keyed hash, bound to what it was sent for.</summary>
internal sealed class ChallengeRow
{
    public required string Id { get; init; }
    public required string Conversation { get; init; }
    public required string Account { get; init; }

    /// <summary>What it may be checked for: channel and purpose. A newer code of the same lane replaces it.</summary>
    public required string Lane { get; init; }

    public int Channel { get; init; }
    public required byte[] CodeHash { get; init; }
    public long SentAt { get; init; }
    public long ExpiresAt { get; init; }
    public int Tries { get; init; }
    public ChallengeState State { get; init; }
}

/// <summary>How checking went so far for one account and kind of factor. No resend, restart or other channel makes a new one.</summary>
internal sealed class CounterRow
{
    public required string Account { get; init; }
    public required string Factor { get; init; }
    public int WrongInARow { get; init; }
    public long NextTryAt { get; init; }

    /// <summary>For an authenticator: the time step of the last wrong code, and how many there were in it.</summary>
    public long Step { get; init; }

    public int WrongInStep { get; init; }
}

/// <summary>A wrong code, or a sent one, and when: what the limits of a day count.</summary>
internal sealed class OccasionRow
{
    public long RowId { get; init; }
    public required string Subject { get; init; }
    public long At { get; init; }
}

/// <summary>Something proven in a conversation.</summary>
internal sealed class ProofRow
{
    public required string Id { get; init; }
    public required string Conversation { get; init; }
    public required string Account { get; init; }
    public int Method { get; init; }
    public long At { get; init; }
}

/// <summary>The answer that was given under a key, sealed; given again when the same call comes again.</summary>
internal sealed class AnswerRow
{
    public required string Key { get; init; }
    public long At { get; init; }
    public byte[]? Answer { get; init; }
}

/// <summary>Where a factor stands.</summary>
internal enum FactorState { Begun, Bound, Removed }

/// <summary>A second factor. Its secret and phone are sealed.</summary>
internal sealed class FactorRow
{
    public required string Id { get; init; }
    public required string Account { get; init; }
    public int Kind { get; init; }
    public FactorState State { get; init; }
    public byte[]? Secret { get; init; }
    public byte[]? Phone { get; init; }
    public string Label { get; init; } = "";
    public long Since { get; init; }

    /// <summary>When a begun one is over.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>The time step of the last accepted code; it only grows.</summary>
    public long LastStep { get; init; }

    /// <summary>While confirming: the step of a code that would be right at another time, and between which milliseconds the phone's clock is ahead.</summary>
    public long? DriftStep { get; init; }

    public long DriftFrom { get; init; }
    public long DriftTo { get; init; }

    /// <summary>The code that was sent to a begun phone.</summary>
    public string? Challenge { get; init; }
}

/// <summary>A saved recovery code as a keyed hash.</summary>
internal sealed class RecoveryCodeRow
{
    public required string Account { get; init; }
    public required byte[] Hash { get; init; }
    public long MadeAt { get; init; }
    public long? UsedAt { get; init; }
}

/// <summary>What a one-time page is for.</summary>
internal enum PageKind { SetPassword, ShowKey, ShowRecoveryCodes }

/// <summary>A page that is shown once. Its address holds a random id, of which only the hash is kept.</summary>
internal sealed class PageRow
{
    public required byte[] IdHash { get; init; }
    public required string Conversation { get; init; }
    public required string Account { get; init; }
    public PageKind Kind { get; init; }
    public string? Factor { get; init; }
    public long ExpiresAt { get; init; }
    public long? ShownAt { get; init; }
    public long? DoneAt { get; init; }

    /// <summary>Recovery codes until they were shown, sealed.</summary>
    public byte[]? Secret { get; init; }

    /// <summary>Hash of the token by which the one who was shown the page may send it off.</summary>
    public byte[]? FormHash { get; init; }
}

/// <summary>A change of email address or phone: in force from then on, unless it is taken back.</summary>
internal sealed class ContactChangeRow
{
    public required string Id { get; init; }
    public required string Account { get; init; }
    public int Kind { get; init; }
    public required byte[] Value { get; init; }
    public byte[]? Replaced { get; init; }
    public long From { get; init; }
    public long UndoUntil { get; init; }
    public required byte[] UndoHash { get; init; }
    public long? AppliedAt { get; init; }
    public long? UndoneAt { get; init; }
}

/// <summary>A mail or text that the sandbox "sent". To nobody when no such account or contact is there: the work is the same.</summary>
internal sealed class SandboxMessageRow
{
    public required string Id { get; init; }
    public string? Member { get; init; }
    public int Channel { get; init; }
    public long At { get; init; }

    /// <summary>Address, subject and text, sealed: it may hold a code.</summary>
    public required byte[] Content { get; init; }
}

namespace Bot.Desk.Pages;

/// <summary>A ticket as its page draws it. What the member typed stands in it as they typed it, and is drawn by <c>MemberText</c> alone.</summary>
public sealed record TicketView
{
    public required string Number { get; init; }
    public required string Topic { get; init; }
    public required string Problem { get; init; }
    public required string State { get; init; }
    public required IReadOnlyList<FlagView> Flags { get; init; }
    public required string FiledAt { get; init; }
    public required string Age { get; init; }
    public required string Channel { get; init; }
    public required string Language { get; init; }
    public required string Who { get; init; }
    public required string Goal { get; init; }
    public required string MemberLocal { get; init; }
    public required string Reason { get; init; }
    public required string NextStep { get; init; }
    public required ErrorView Error { get; init; }
    public CauseView? RuledIn { get; init; }
    public required IReadOnlyList<CauseView> RuledOut { get; init; }
    public required IReadOnlyList<StepView> Steps { get; init; }
    public required IReadOnlyList<FieldView> Fields { get; init; }
    public required IReadOnlyList<(string Name, string Value)> Environment { get; init; }
    public required string? Redactions { get; init; }
    public required IReadOnlyList<NoteView> Notes { get; init; }
    public required IReadOnlyList<(string Id, string Words)> Causes { get; init; }
    public required IReadOnlyList<(string Number, string Words)> Duplicates { get; init; }

    public string? Owner { get; init; }
    public bool IsMine { get; init; }
    public bool IsOpen { get; init; }
    public bool IsClosed { get; init; }
    public string? MergedInto { get; init; }

    /// <summary>None, Waiting, Present or Over.</summary>
    public required string Live { get; init; }

    public required string LiveWords { get; init; }

    /// <summary>The same as long as nothing around the talk has changed.</summary>
    public required string Mark { get; init; }
}

/// <summary>What the portal showed.</summary>
public sealed record ErrorView(string? Verbatim, string Family, string? Code, string? At, string? WaitUntil);

/// <summary>A cause and what speaks for or against it.</summary>
public sealed record CauseView(string Words, string Evidence);

/// <summary>A fix that was tried.</summary>
public sealed record StepView(string Words, string OfferedAt, string Result);

/// <summary>One item of the checklist.</summary>
public sealed record FieldView(string Id, string Label, string State, string? Value, bool IsMasked, bool IsPersonal, long? LeftMilliseconds, string? Provenance, string? Flag, bool IsSettled);

/// <summary>A private note.</summary>
public sealed record NoteView(string At, string By, string Kind, string Text);

/// <summary>One line of the talk.</summary>
public sealed record LineView(long Sequence, string Speaker, string Name, string At, string Text, string? English, string? Language);

/// <summary>What this visitor may do with this ticket.</summary>
public sealed record PowersView(
    bool MayClaim, bool MayRelease, bool MayTransfer, bool MayNote, bool MayFlag, bool MayReveal, bool MustProve, bool ProvesElsewhere, bool MayBreakGlass, bool MayClose, bool MayReopen, bool MayMerge, bool MayJoin,
    bool MayChat, IReadOnlyList<(string Id, string Name)> Colleagues, IReadOnlyList<(string Id, string Words)> WrapUps, IReadOnlyList<(string Id, string Title, string Text)> Canned, IReadOnlyList<(string Id, string Words)> Topics);

/// <summary>New lines of a talk, and the mark of what is around it.</summary>
public sealed record TalkView(IReadOnlyList<LineView> Lines, string Mark);

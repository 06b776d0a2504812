namespace Bot.Desk.Pages;

/// <summary>Something that is pressing about a ticket, in words and with its colour.</summary>
public sealed record FlagView(string Text, string Kind);

/// <summary>One line of the queue as it is drawn.</summary>
public sealed record QueueRow(
    string Number, string Topic, IReadOnlyList<FlagView> Flags, string Age, string FiledAt, string Channel, string Language, string State, string? Owner, bool IsMine, bool MayClaim, bool Waits);

/// <summary>A choice of a filter.</summary>
public sealed record FilterChoice(string Value, string Label, bool IsChosen);

/// <summary>The filters as they stand.</summary>
public sealed record FilterView(
    IReadOnlyList<FilterChoice> States, IReadOnlyList<FilterChoice> Topics, IReadOnlyList<FilterChoice> Ages, IReadOnlyList<FilterChoice> Channels,
    IReadOnlyList<FilterChoice> Languages, IReadOnlyList<FilterChoice> Priorities, IReadOnlyList<FilterChoice> Orders, bool OnlyLive, string Query);

/// <summary>The lines of the queue that are shown, and how many there are.</summary>
public sealed record QueueView(IReadOnlyList<QueueRow> Rows, int Total, string? NextPage, string Query);

/// <summary>Who is at the desk.</summary>
public sealed record PresenceView(bool TakesChats, IReadOnlyList<string> Colleagues);

/// <summary>One line of the audit.</summary>
public sealed record AuditView(long Sequence, string At, string Actor, string Role, string Act, string Subject, string Facts, string? Words);

using Bot.Desk.Accounts;

namespace Bot.Desk.Pages;

/// <summary>One account in the list of agents.</summary>
public sealed record AgentLine(string Id, string Name, AgentRole Role, bool IsDisabled);

/// <summary>Something that waits for a second person.</summary>
public sealed record ApprovalLine(string Id, string What, string Target, string AskedBy, string When, bool IsMine);

/// <summary>A break-glass look, for those who look after it.</summary>
public sealed record BreachLine(string Id, string Agent, string Ticket, string Reason, string When, string? ReviewedBy, bool IsMine);

using Bot.Desk.Accounts;

namespace Bot.Desk.Pages;

/// <summary>Who looks at a page, and what its forms carry.</summary>
public sealed record PageFrame(Agent Agent, string FormToken);

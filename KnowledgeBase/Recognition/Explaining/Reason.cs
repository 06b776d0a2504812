namespace KnowledgeBase.Recognition.Explaining;

/// <summary>One thing that had a part in a decision, for an editor: what it is, what it did, and where in the content it stands. Never what was typed.</summary>
public sealed record Reason(string What, string Says, string? Where = null);

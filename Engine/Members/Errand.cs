using Engine.Conversations;

namespace Engine.Members;

/// <summary>What goes with every call: from which conversation it comes, the key under which it is done once, what was proven there, and the code that was just typed.</summary>
public sealed record Errand(string Conversation, string Key)
{
    public IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>Null unless the message answered a question for a code.</summary>
    public TypedCode? Typed { get; init; }

    /// <summary>The member's language, for what is sent to them.</summary>
    public string Locale { get; init; } = KnowledgeBase.Wordings.Locale.Fallback;

    /// <summary>Tells one client's address from another's, so that sends can be limited by it; empty when there is none to tell.</summary>
    public string Source { get; init; } = "";

    public override string ToString() => $"{nameof(Errand)} {Key}";
}

using Engine.Conversations;
using Engine.Members;
using Engine.Replies;
using KnowledgeBase.Recognition;

namespace Engine.Understanding;

/// <summary>What a message says, read against what was asked. Its text is free of secrets.</summary>
public sealed record Meaning
{
    public required MessageKind Kind { get; init; }
    public required Decoded Decoded { get; init; }

    /// <summary>The choice of the present prompt that was pressed, or said in words.</summary>
    public Choice? Chosen { get; init; }

    /// <summary>Finds the choice that the answer is likest to, for when nothing better is heard in it; null when it is like none, or one was chosen.</summary>
    internal Lazy<Choice?> Guess { get; init; } = new((Choice?)null);

    /// <summary>What is said besides "I already told you", heard by itself; null where nothing is.</summary>
    internal Lazy<Meaning?> ToldAgain { get; init; } = new((Meaning?)null);

    /// <summary>It was said in words, and not by a button.</summary>
    public bool IsSaid { get; init; }

    /// <summary>A button or form of an earlier prompt was pressed.</summary>
    public bool IsStale { get; init; }

    /// <summary>Nothing that can be read: blank, or longer than the dialogue takes.</summary>
    public bool IsEmpty { get; init; }

    public bool IsTooLong { get; init; }

    /// <summary>Fields of a form, scrubbed.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public DeviceFacts? Device { get; init; }

    /// <summary>What the message says about the language of the talk; null when nothing.</summary>
    public LanguageWish? Language { get; init; }

    public DeskNews? Desk { get; init; }

    public Occasion? Occasion { get; init; }

    /// <summary>What was typed where a code was asked for; null otherwise. Nothing of it is in the text, and it ends with the turn.</summary>
    public TypedCode? Typed { get; init; }

    public string Text => Decoded.Scrubbed;

    public Entities Entities => Decoded.Entities;

    internal bool Is(Act act) => Decoded.Act == act;

    /// <summary>The topic that was named with confidence, or null. Of two problems each part was sure of its own, however the whole is torn between them: the first is worked on, the other kept.</summary>
    internal string? Topic => (Decoded.Decision == Decision.Answer || Decoded.Label2 is not null) && Decoded.Label is not ("clarify" or "out-of-scope") ? Decoded.Label : null;
}

using Engine.Conversations;
using Engine.Replies;

namespace Engine.Journeys;

/// <summary>What the assistant does about a message, before the stack is settled and the next question is spoken.</summary>
internal sealed record Reaction(Talk Talk)
{
    /// <summary>Said before the question.</summary>
    internal IReadOnlyList<Line> Lines { get; init; } = [];

    /// <summary>The talk has moved, so "back" can undo it.</summary>
    internal bool Moved { get; init; }

    /// <summary>The last move was taken back, so that the next "back" undoes the one before it.</summary>
    internal bool Undone { get; init; }

    /// <summary>The member wished to hear the question again, or asked something about it.</summary>
    internal bool Wished { get; init; }

    /// <summary>The next of the steps that come one by one.</summary>
    internal bool NextStep { get; init; }

    /// <summary>The question is asked in other words.</summary>
    internal bool Rephrase { get; init; }

    /// <summary>Choices take the place of the question's own, for this once.</summary>
    internal Line? Instead { get; init; }

    /// <summary>Nothing is asked: the line says all.</summary>
    internal bool Quiet { get; init; }

    /// <summary>Counts as a message that was not understood.</summary>
    internal bool Missed { get; init; }

    internal static Reaction Say(Talk talk, params Line[] lines) => new(talk) { Lines = lines };

    internal static Reaction Wish(Talk talk, params Line[] lines) => new(talk) { Lines = lines, Wished = true };

    internal static Reaction Move(Talk talk, params Line[] lines) => new(talk) { Lines = lines, Moved = true };
}

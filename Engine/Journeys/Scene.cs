using Engine.Conversations;
using Engine.Members;
using Engine.Understanding;
using KnowledgeBase;
using KnowledgeBase.Recognition;

namespace Engine.Journeys;

/// <summary>What a journey may look at besides the talk: the knowledge base, the conversation before this turn, and the time.</summary>
internal sealed record Scene(Knowledge Knowledge, Conversation Before, DateTimeOffset Now)
{
    /// <summary>Whether an agent could come right now.</summary>
    internal DeskOutlook Desk { get; init; } = DeskOutlook.Closed;

    /// <summary>What the plan's accounts offer by chat.</summary>
    internal Capabilities Accounts { get; init; } = Capabilities.None;

    /// <summary>Entries for the member's own calendar; null where no page is served.</summary>
    internal IOwnCalendar? Calendar { get; init; }

    internal string Locale => Before.Locale;
    internal DateTimeOffset LocalNow => Before.LocalTime(Now);
}

/// <summary>One message as a step hears it.</summary>
internal sealed record Heard(Meaning Meaning, Talk Talk, Scene Scene)
{
    internal Frame Frame => Talk.Top!;
    internal string? ChosenId => Meaning.Chosen?.Id;

    /// <summary>The member needs nothing more of what is on offer.</summary>
    internal bool IsEnough => Meaning.Topic == "thanks-goodbye" || Meaning.Decoded.Act is Act.Deny or Act.Skip;

    /// <summary>"It worked!", whatever was asked.</summary>
    internal bool HasWorked => Meaning.Chosen is null && SmallWords.IsOnly(SmallWords.Working, Meaning.Text, Scene.Knowledge.Wordings);

    /// <summary>The message says, beside a yes or by itself, that it went wrong; a pressed button says what it says.</summary>
    internal bool HasFailed => Meaning.IsSaid && (EndOf(SmallWords.Working), EndOf(SmallWords.Failing)) switch
    {
        (0, 0) => Meaning.Decoded.TellsNoBesideYes,
        // What is said last counts.
        var (working, failing) => failing > 0 && failing >= working,
    };

    /// <summary>"It didn't work before, now I'm in."</summary>
    internal bool WorksNow => Meaning.IsSaid && EndOf(SmallWords.Failing) is > 0 and var failing && EndOf(SmallWords.Working) > failing;

    private int EndOf(string list) => SmallWords.EndOf(list, SmallWords.Phrases, Meaning.Text, Scene.Knowledge.Wordings);

    /// <summary>"I'm not going to wait", "I need it today".</summary>
    internal bool IsInAHurry => SmallWords.Named(SmallWords.Impatience, Meaning.Text, Scene.Knowledge.Wordings) is not null;

    /// <summary>The signal of a bare yes or no, where "I'm not sure" is neither.</summary>
    internal TSignal? YesNo<TSignal>(TSignal yes, TSignal no)
        where TSignal : struct, Enum => Meaning.Decoded.Act switch { Act.Affirm => yes, Act.Deny => no, _ => null };

    /// <summary>The signal of a yes, or of anything short of it: whoever is not sure, or passes it over, has not said yes.</summary>
    internal TSignal? YesOrNot<TSignal>(TSignal yes, TSignal not)
        where TSignal : struct, Enum => Meaning.Decoded.Act switch { Act.Affirm => yes, Act.Deny or Act.Skip or Act.DontKnow => not, _ => null };

    /// <summary>The signal of who does not know, or would rather pass it over.</summary>
    internal TSignal? Unsure<TSignal>(TSignal signal)
        where TSignal : struct, Enum => Meaning.Decoded.Act is Act.DontKnow or Act.Skip ? signal : null;
}

/// <summary>The answer to a call that a step had asked for.</summary>
internal sealed record Answered(AccountAnswer Answer, Talk Talk, Scene Scene)
{
    internal Frame Frame => Talk.Top!;
}

/// <summary>Where a move led: the talk after it, and what is said on the way there.</summary>
internal sealed record Move(Talk Talk, IReadOnlyList<Replies.Line> Lines)
{
    /// <summary>The problem that was named was the answer, and need not be looked at by itself.</summary>
    internal bool HasTakenTopic { get; init; }

    /// <summary>The member was heard to say that all is well now.</summary>
    internal bool IsGoodNews { get; init; }
}

/// <summary>What happens next on the stack, once the step that was reached has been looked at.</summary>
internal abstract record Next
{
    private Next()
    {
    }

    /// <summary>The step speaks and waits for the member.</summary>
    internal sealed record Wait(Talk Talk) : Next;

    /// <summary>Another journey goes on top; this one waits below.</summary>
    internal sealed record Open(Talk Talk, Frame Frame) : Next;

    /// <summary>The accounts are asked; the answer moves the step on.</summary>
    internal sealed record Call(Talk Talk, AccountCall Asking) : Next;

    /// <summary>The journey has said its last word (null when there is none) and the one below goes on, or <paramref name="Successor"/> takes its place.</summary>
    internal sealed record Leave(Talk Talk, Replies.Line? LastWord, Frame? Successor) : Next
    {
        internal bool IsPart { get; init; }
    }
}

using System.Globalization;
using System.Text.Json.Serialization;
using Engine.Replies;
using KnowledgeBase.Recognition;

namespace Engine.Conversations;

/// <summary>What the talk is about right now: the part of a conversation that "back" restores.</summary>
public sealed record Talk
{
    /// <summary>Journeys under way, the one that is speaking last.</summary>
    public IReadOnlyList<Frame> Stack { get; init; } = [];

    /// <summary>What is known of the member and their device, by item id.</summary>
    public IReadOnlyDictionary<string, Slot> Slots { get; init; } = new Dictionary<string, Slot>();

    /// <summary>What has been worked on, the first problem first.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Topics the member also named, still to be looked at.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];

    /// <summary>What was asked last; null before the first question.</summary>
    public Prompt? Prompt { get; init; }

    /// <summary>How often in a row the member was not understood.</summary>
    public int Misses { get; init; }

    /// <summary>A ticket the member has just agreed to; the turn writes and files it, and the next turn finds it gone.</summary>
    public Filing? Filing { get; init; }

    /// <summary>When the member has just wished to be reminded; it is queued with the turn, and the next turn finds it gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>What was told of the person has been let go of since the member's last word; they hear of it once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasLetGo { get; init; }

    /// <summary>The last that was heard of a problem was that it is over; who objects is brought back to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WasGlad { get; init; }

    /// <summary>How the member wants to be written to; null for the usual way.</summary>
    public Manner? Manner { get; init; }

    [JsonIgnore]
    public Frame? Top => Stack.Count == 0 ? null : Stack[^1];

    internal Talk WithTop(Frame frame) => this with { Stack = [.. Stack.Take(Stack.Count - 1), frame] };

    /// <summary>The talk with this journey on top, and everything above it left.</summary>
    internal Talk DownTo(string journey) => this with { Stack = [.. Stack.Take(Stack.ToList().FindLastIndex(frame => frame.Journey == journey) + 1)] };

    internal bool IsIn(string journey) => Stack.Any(frame => frame.Journey == journey);

    internal Talk Push(Frame frame) => this with { Stack = [.. Stack, frame] };

    internal Talk Pop() => this with { Stack = [.. Stack.Take(Stack.Count - 1)] };

    internal Talk With(string item, Slot slot) => this with { Slots = new Dictionary<string, Slot>(Slots) { [item] = slot } };

    internal Talk Without(string item) => this with { Slots = Slots.Where(slot => slot.Key != item).ToDictionary() };

    internal Problem? ProblemOf(string topic) => Problems.FirstOrDefault(problem => problem.Topic == topic);

    internal Talk With(Problem problem) => ProblemOf(problem.Topic) is null
        ? this with { Problems = [.. Problems, problem] }
        : this with { Problems = [.. Problems.Select(known => known.Topic == problem.Topic ? problem : known)] };

    /// <summary>The value of an item when the member has given it, else null.</summary>
    public string? Given(string item) => Slots.TryGetValue(item, out var slot) && slot.State == SlotState.Given ? slot.Value : null;

    public bool IsSettled(string item) => Slots.ContainsKey(item);
}

/// <summary>One journey under way: where it stands and what it noted for itself.</summary>
public sealed record Frame(string Journey, string Step)
{
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    internal string? Note(string key) => Notes.GetValueOrDefault(key);

    internal DateTimeOffset? Moment(string key) => Note(key) is { } moment ? DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture) : null;

    internal Frame WithMoment(string key, DateTimeOffset? moment) => WithNote(key, moment?.ToString("O", CultureInfo.InvariantCulture));

    internal Frame WithNote(string key, string? value)
    {
        var notes = new Dictionary<string, string>(Notes);
        if (value is null)
        {
            notes.Remove(key);
        }
        else
        {
            notes[key] = value;
        }

        return this with { Notes = notes };
    }
}

/// <summary>Whether an item was given, is not known to the member, or was declined.</summary>
public enum SlotState { Given, Unknown, Declined }

/// <summary>Where a value came from.</summary>
public enum Provenance { Typed, Chosen, Detected }

/// <summary>One known detail.</summary>
public sealed record Slot(SlotState State, string? Value, Provenance Provenance, DateTimeOffset At)
{
    internal static Slot Typed(string value, DateTimeOffset at) => new(SlotState.Given, value, Provenance.Typed, at);

    internal static Slot Chosen(string value, DateTimeOffset at) => new(SlotState.Given, value, Provenance.Chosen, at);

    internal static Slot Detected(string value, DateTimeOffset at) => new(SlotState.Given, value, Provenance.Detected, at);

    /// <summary>Prints no value: most are personal.</summary>
    public override string ToString() => $"{nameof(Slot)} {State}";
}

/// <summary>The problem being worked on, and what has been found out about it.</summary>
public sealed record Problem
{
    public required string Topic { get; init; }
    public double Confidence { get; init; }

    /// <summary>The cause that evidence points to; null while several are likely.</summary>
    public string? Cause { get; init; }

    public IReadOnlyList<RuledOutCause> RuledOut { get; init; } = [];

    /// <summary>Ids of differential questions already asked.</summary>
    public IReadOnlyList<string> AskedQuestions { get; init; } = [];

    public IReadOnlyList<TriedFix> Tried { get; init; } = [];
}

/// <summary>A cause that is out, and what showed it ("question:who-tried").</summary>
public sealed record RuledOutCause(string Cause, string By);

/// <summary>How a fix went.</summary>
public enum FixResult { Worked, DidNotHelp, CouldNot, Skipped }

/// <summary>A fix that was offered; <paramref name="Result"/> is null until the member said how it went.</summary>
public sealed record TriedFix(string Fix, DateTimeOffset OfferedAt, FixResult? Result);

/// <summary>A ticket to be written this turn: the number the member is told, why it is handed over, and which revision of the checklist it holds.</summary>
public sealed record Filing(string Number, string Key, string Reason, string Topic, string ConsentVersion);

/// <summary>What the assistant last asked, so that the answer is read against it and a stale button is noticed.</summary>
public sealed record Prompt
{
    public required string Journey { get; init; }
    public required string Step { get; init; }
    public required string Wording { get; init; }
    public required string TurnToken { get; init; }
    public IReadOnlyList<Choice> Choices { get; init; } = [];
    /// <summary>Further answers, on buttons of the prompt's card.</summary>
    public IReadOnlyList<Choice> OnCard { get; init; } = [];

    public Asked Asked { get; init; }

    /// <summary>Which step of its list is shown, where steps come one by one.</summary>
    public int StepAt { get; init; }

    /// <summary>How often this same prompt has been spoken in a row.</summary>
    public int Times { get; init; } = 1;
}

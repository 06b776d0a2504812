using Engine.Conversations;
using Engine.Handover;

namespace Engine.Journeys;

/// <summary>
/// What a conversation lets go of when it was left alone for a day: what was told of the person, and the journeys that hold some of it, which begin anew. What was found out about the
/// problem, what was tried, and the device stay, so that nobody tries the same thing twice. Source: policy, "PHI in flow wiped at 24 h".
/// </summary>
public static class LongRest
{
    /// <summary>How long a talk can be gone on with as it stands.</summary>
    public static readonly TimeSpan Begins = TimeSpan.FromHours(24);

    private static readonly HashSet<string> ImpersonalItems =
        [Items.Platform, Items.Browser, Items.BrowserVersion, Items.Device, Items.Os, Items.OsVersion, Items.AppVersion, Items.TriesMade, Items.TriesLeft, Items.WaitUntil];

    private static readonly HashSet<string> ImpersonalJourneys = ["triage", "fix-error", "sign-in", "answers", "live-agent", "ticket-status"];

    private static readonly string[] KeptNotes = [Lead.TopicNote, Lead.ToldNote, Checklist.ReasonNote];

    /// <summary>The conversation as it may be kept at that time; the same object when there is nothing to let go of, or when an agent has the chat.</summary>
    public static Conversation Of(Conversation conversation, DateTimeOffset now)
    {
        if (conversation.Owner != Owner.Assistant || now - conversation.LastTurnAt < Begins)
        {
            return conversation;
        }

        var left = WithoutThePerson(conversation.Talk);

        return ReferenceEquals(left, conversation.Talk) && conversation.Past.Count == 0 && conversation.Proofs.Count == 0
            ? conversation
            : conversation with { Talk = left, Past = [], Proofs = [] };
    }

    private static Talk WithoutThePerson(Talk talk)
    {
        var slots = talk.Slots.Where(slot => ImpersonalItems.Contains(slot.Key)).ToDictionary();
        var stack = talk.Stack.TakeWhile(frame => ImpersonalJourneys.Contains(frame.Journey)).ToList();
        var isCut = stack.Count < talk.Stack.Count;
        if (!isCut && slots.Count == talk.Slots.Count)
        {
            return talk;
        }

        if (isCut && talk.Stack[stack.Count] is var personal && personal.Note(Lead.TopicNote) is not null)
        {
            stack.Add(new Frame(personal.Journey, "") { Notes = personal.Notes.Where(note => KeptNotes.Contains(note.Key)).ToDictionary() });
        }

        return talk with { Slots = slots, Stack = stack, Prompt = isCut ? null : talk.Prompt, Filing = null, HasLetGo = true };
    }
}

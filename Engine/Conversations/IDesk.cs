namespace Engine.Conversations;

/// <summary>The agents' desk, as far as a turn has to know it.</summary>
public interface IDesk
{
    /// <summary>Who is there right now, as known a moment ago; a turn never waits for it.</summary>
    DeskOutlook Outlook { get; }
}

/// <summary>How many agents take chats right now, and which conversations wait for one, the longest wait first.</summary>
public sealed record DeskOutlook(int Agents, IReadOnlyList<ConversationKey> Waiting)
{
    /// <summary>How often agents found which cause behind which problem: evidence for what helps.</summary>
    public IReadOnlyDictionary<(string Topic, string Cause), int> Confirmed { get; init; } = new Dictionary<(string, string), int>();

    /// <summary>No desk, or nobody at it: nothing live may be promised.</summary>
    public static DeskOutlook Closed { get; } = new(0, []);

    /// <summary>The place in line; who is not in it yet would stand at its end.</summary>
    internal int PlaceOf(ConversationKey conversation)
    {
        for (var place = 0; place < Waiting.Count; place++)
        {
            if (Waiting[place] == conversation)
            {
                return place + 1;
            }
        }

        return Waiting.Count + 1;
    }
}

using Engine.Conversations;

namespace Tests.Fakes;

/// <summary>A desk at which as many agents are, and as many others wait, as the test says; at first nobody.</summary>
internal sealed class FakeDesk : IDesk
{
    internal int Agents { get; set; }

    internal int Ahead { get; set; }

    internal Dictionary<(string Topic, string Cause), int> Confirmed { get; } = [];

    public DeskOutlook Outlook => new(Agents, [.. Enumerable.Range(1, Ahead).Select(number => new ConversationKey("test", $"ahead-{number}"))]) { Confirmed = Confirmed };
}

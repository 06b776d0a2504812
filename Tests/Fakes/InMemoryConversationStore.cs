using System.Collections.Concurrent;
using Engine.Conversations;
using Engine.Handover;

namespace Tests.Fakes;

/// <summary>Keeps conversations as the real stores do: serialised, with the version check and unique message ids, but in memory.</summary>
internal sealed class InMemoryConversationStore : IConversationStore
{
    private readonly ConcurrentDictionary<ConversationKey, byte[]> _states = new();
    private readonly HashSet<(ConversationKey, string)> _answered = [];
    private readonly List<TranscriptEntry> _entries = [];
    private readonly Dictionary<string, Ticket> _tickets = [];
    private readonly Lock _gate = new();

    internal IReadOnlyList<TranscriptEntry> Entries => _entries;
    internal IReadOnlyCollection<Ticket> Tickets => _tickets.Values;

    /// <summary>What ticket systems have told, as the real store adds it.</summary>
    internal IReadOnlyList<TicketNews> News { get; set; } = [];

    public Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) =>
        Task.FromResult(_states.TryGetValue(key, out var state) ? ConversationJson.ReadConversation(state) with { News = News } : null);

    public Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(Save(turn));
        }
    }

    private SaveOutcome Save(FinishedTurn turn)
    {
        var key = turn.After.Key;
        var stored = _states.TryGetValue(key, out var state) ? ConversationJson.ReadConversation(state).Version : 0;
        if (turn.Entries.Any(entry => entry.MessageId is { } id && _answered.Contains((key, id))))
        {
            return SaveOutcome.AlreadyAnswered;
        }

        if (stored != turn.After.Version - 1)
        {
            return SaveOutcome.Overtaken;
        }

        _states[key] = ConversationJson.Write(turn.After);
        foreach (var entry in turn.Entries)
        {
            _entries.Add(ConversationJson.ReadEntry(ConversationJson.Write(entry)));
            if (entry.MessageId is { } id)
            {
                _answered.Add((key, id));
            }
        }

        foreach (var ticket in turn.Tickets)
        {
            _tickets.TryAdd(ticket.Key, ConversationJson.ReadTicket(ConversationJson.Write(ticket)));
        }

        return SaveOutcome.Saved;
    }
}

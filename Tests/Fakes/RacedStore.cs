using Engine.Conversations;

namespace Tests.Fakes;

/// <summary>A store in which another turn gets there first.</summary>
internal sealed class RacedStore : IConversationStore
{
    private readonly InMemoryConversationStore _store = new();

    /// <summary>Runs once, between load and save of the next turn.</summary>
    internal Func<Task>? Rival { get; set; }

    internal bool AlwaysOvertaken { get; init; }

    public Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) => _store.LoadAsync(key, cancellation);

    public async Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation)
    {
        if (AlwaysOvertaken)
        {
            return SaveOutcome.Overtaken;
        }

        if (Rival is { } rival)
        {
            Rival = null;
            await rival();
        }

        return await _store.TrySaveAsync(turn, cancellation);
    }
}

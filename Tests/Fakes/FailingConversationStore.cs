using Engine.Conversations;

namespace Tests.Fakes;

/// <summary>A store that saves nothing: it is broken, or others always get there first.</summary>
internal sealed class FailingConversationStore(Func<SaveOutcome> save) : IConversationStore
{
    public Task<Conversation?> LoadAsync(ConversationKey key, CancellationToken cancellation) => Task.FromResult<Conversation?>(null);

    public Task<SaveOutcome> TrySaveAsync(FinishedTurn turn, CancellationToken cancellation) => Task.FromResult(save());
}

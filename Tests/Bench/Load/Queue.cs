namespace Bench.Load;

/// <summary>Gives each connection talks of its own: one after the other, or several side by side, a message of each in turn.</summary>
internal sealed class Queue(IReadOnlyList<TalkRequests> talks, int sideBySide)
{
    private int _next;

    /// <summary>The messages for one connection, until no talk is left.</summary>
    internal IEnumerable<byte[]> ForOneConnection()
    {
        while (true)
        {
            var group = Enumerable.Range(0, sideBySide).Select(_ => Interlocked.Increment(ref _next) - 1).Where(place => place < talks.Count).Select(place => talks[place]).ToList();
            if (group.Count == 0)
            {
                yield break;
            }

            for (var place = 0; place < group.Max(talk => talk.Messages.Length); place++)
            {
                foreach (var talk in group.Where(talk => place < talk.Messages.Length))
                {
                    yield return talk.Messages[place];
                }
            }
        }
    }
}

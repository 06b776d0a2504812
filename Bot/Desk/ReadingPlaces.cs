using System.Collections.Concurrent;

namespace Bot.Desk;

/// <summary>
/// How far each agent's page has read which talk, so that the next look goes on from there. Held for a short time and by this process only: who comes too late, or to another replica,
/// reads from the start and sees the same.
/// </summary>
internal sealed class ReadingPlaces(TimeProvider clock)
{
    /// <summary>A place knows personal values, which must not outlive their ticket in memory.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private const int MostKept = 1_000;

    private readonly ConcurrentDictionary<(string Agent, string Number), (TranscriptMask Mask, DateTimeOffset At)> _places = new();

    /// <summary>The place of whoever has read up to that line; theirs alone until they put it back. Null when they have to begin at the start.</summary>
    internal TranscriptMask? Take(string agent, string number, long after) =>
        _places.TryRemove((agent, number), out var place) && place.Mask.Shown <= after && clock.GetUtcNow() - place.At < Kept ? place.Mask : null;

    internal void Put(string agent, string number, TranscriptMask mask)
    {
        var now = clock.GetUtcNow();
        foreach (var old in _places.Where(place => now - place.Value.At >= Kept || _places.Count >= MostKept))
        {
            _places.TryRemove(old);
        }

        _places[(agent, number)] = (mask, now);
    }
}

using System.Collections.Concurrent;

namespace Bot.Operations;

/// <summary>
/// A token bucket for each of many keys, kept as one number each: when the bucket will be full again. The limiters in the box take a timer and a queue for each key,
/// and can't be told the time by a test. Each process counts for itself.
/// </summary>
internal sealed class Pace(int burst, TimeSpan interval, TimeProvider clock)
{
    /// <summary>Then those that are full again, which is most, are forgotten.</summary>
    private const int MostKept = 50_000;

    private readonly ConcurrentDictionary<string, long> _fullAt = new();
    private readonly long _burst = interval.Ticks * burst;
    private readonly long _began = clock.GetTimestamp();

    // Counted here, since asking a ConcurrentDictionary for its size takes all of its locks, which every message would wait for.
    private int _added;

    internal int Kept => _fullAt.Count;

    /// <summary>Takes one, and says how long to wait for it; or takes none when that is longer than <paramref name="longestWait"/>, and says so with <paramref name="isTaken"/>.</summary>
    internal TimeSpan Take(string key, TimeSpan longestWait, out bool isTaken)
    {
        var now = clock.GetElapsedTime(_began).Ticks;
        while (true)
        {
            var isKnown = _fullAt.TryGetValue(key, out var known);
            var fullAt = Math.Max(known, now) + interval.Ticks;
            var wait = new TimeSpan(Math.Max(0, fullAt - now - _burst));
            if (wait > longestWait)
            {
                isTaken = false;
                return wait;
            }

            if (isKnown ? _fullAt.TryUpdate(key, fullAt, known) : _fullAt.TryAdd(key, fullAt))
            {
                isTaken = true;
                if (!isKnown && Interlocked.Increment(ref _added) == MostKept)
                {
                    ForgetFull(now);
                }

                return wait;
            }
        }
    }

    /// <summary>Whoever adds the last that fits does so, and nobody else at the same time: the number only fits again afterwards.</summary>
    private void ForgetFull(long now)
    {
        foreach (var pair in _fullAt.Where(pair => pair.Value <= now))
        {
            _fullAt.TryRemove(pair);
        }

        // Never so near the limit that the next one sweeps again, nor beyond it, where nobody ever would.
        Volatile.Write(ref _added, Math.Min(_fullAt.Count, MostKept / 2));
    }
}

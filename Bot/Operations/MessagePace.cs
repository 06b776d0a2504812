namespace Bot.Operations;

/// <summary>How fast one conversation may write to a channel.</summary>
internal sealed class MessagePace(LimitsOptions limits, TimeProvider clock)
{
    private readonly Pace _pace = new(limits.MessageBurst, TimeSpan.FromSeconds(1 / limits.MessagesPerSecond), clock);

    /// <summary>
    /// Somebody who types three short lines in a row is slowed, not refused: Microsoft's client takes a 429 for a failure. False when it was far too much; then that was
    /// answered.
    /// </summary>
    internal async Task<bool> WaitAsync(HttpContext http, string conversation)
    {
        var wait = _pace.Take(conversation, limits.MessageWait, out var isTaken);
        if (!isTaken)
        {
            Telemetry.Refused("messages");
            await Refusal.TooFast.SendAsync(http, wait);
            return false;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, http.RequestAborted);
        }

        return true;
    }
}

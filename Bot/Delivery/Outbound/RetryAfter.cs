namespace Bot.Delivery.Outbound;

/// <summary>How long whoever answered wants to be left alone.</summary>
internal static class RetryAfter
{
    /// <summary>Null when it did not say.</summary>
    internal static TimeSpan? Of(HttpResponseMessage answer, TimeProvider clock) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}

namespace Bot.Delivery;

/// <summary>How one attempt to send ended; matched in <see cref="OutboxSender"/>. A reason names the fault, never what was sent.</summary>
internal abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The receiver has it.</summary>
    internal sealed record Delivered : DeliveryOutcome;

    /// <summary>It may work later.</summary>
    internal sealed record Failed(string Reason) : DeliveryOutcome;

    /// <summary>It will never work.</summary>
    internal sealed record Impossible(string Reason) : DeliveryOutcome;
}

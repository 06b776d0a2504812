namespace Bot.Delivery;

/// <summary>How one attempt to send ended; matched in <see cref="OutboxSender"/>. A reason names the fault, never what was sent.</summary>
internal abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The receiver has it, and perhaps calls it by a number of its own.</summary>
    internal sealed record Delivered(OutsideTicket? Outside = null) : DeliveryOutcome;

    /// <summary>It may work later.</summary>
    internal sealed record Failed(string Reason) : DeliveryOutcome
    {
        /// <summary>How long the receiver wants to be left alone, or needs to be sure of itself again.</summary>
        internal TimeSpan NotBefore { get; init; }

        /// <summary>It is the receiver that fails, not this one send.</summary>
        internal bool IsReceiverDown { get; init; }
    }

    /// <summary>It was not tried, and costs no attempt.</summary>
    internal sealed record Held(string Reason, TimeSpan For) : DeliveryOutcome;

    /// <summary>It will never work.</summary>
    internal sealed record Impossible(string Reason) : DeliveryOutcome;
}

/// <summary>A ticket as the receiving system knows it.</summary>
internal sealed record OutsideTicket(string Id, string Number);

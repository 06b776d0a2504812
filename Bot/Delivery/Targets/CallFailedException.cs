using System.Net;

namespace Bot.Delivery.Targets;

/// <summary>A receiver did not do what it was asked. The reason names the fault, never what was sent or answered.</summary>
internal sealed class CallFailedException(string reason) : Exception(reason)
{
    /// <summary>What it answered, if it did.</summary>
    internal HttpStatusCode? Status { get; init; }

    /// <summary>How long the receiver asked to be left alone, or may still be at work on what we sent.</summary>
    internal TimeSpan NotBefore { get; init; }

    /// <summary>No answer, or one that says the receiver itself is in trouble.</summary>
    internal bool IsReceiverDown { get; init; }

    /// <summary>It wants nothing more from us, ever.</summary>
    internal bool IsGone { get; init; }
}

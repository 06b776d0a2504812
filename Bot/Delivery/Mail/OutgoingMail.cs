namespace Bot.Delivery.Mail;

/// <summary>One mail to one person. The key names what it tells: sent twice, it is the same mail twice, and not another one.</summary>
internal sealed record OutgoingMail(string Key, string To, string Subject, string Plain, string Html)
{
    public bool IsUrgent { get; init; }

    /// <summary>Prints nothing of the mail: all of it is personal.</summary>
    public override string ToString() => nameof(OutgoingMail);
}

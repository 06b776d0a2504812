namespace KnowledgeBase.Recognition;

/// <summary>What the assistant had just asked for; it decides how a bare number or word is read and which secrets may stay.</summary>
public enum Asked { Nothing, Code, Date, DateOfBirth, Time, Phone, Email, Contact, MemberNumber, Name, YesNo, Choice, ErrorText, Device, Browser, Version, TicketNumber, SomeonesBirth, Words, SinceWhen }

public static class AskedExtensions
{
    /// <summary>Whether it is answered by a choice or freely: no detail was asked for, so that a number or an odd word may be a secret.</summary>
    public static bool WantsNoDetail(this Asked asked) => asked is Asked.Nothing or Asked.YesNo or Asked.Choice or Asked.SinceWhen;
}

/// <summary>One thing that was said. <paramref name="Now"/> is the member's local time, against which relative dates are read.</summary>
public readonly record struct Utterance(string Text, string Locale, DateTimeOffset Now, Asked Asked)
{
    /// <summary>A person said it freely. A pressed button, the field of a card, the name of an event are not speech: secrets are looked for in them by rules alone.</summary>
    public bool IsSpeech { get; init; } = true;
}

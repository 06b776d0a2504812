namespace Engine.Members;

/// <summary>How a member names their account.</summary>
public enum IdentifierKind { Email, MemberNumber, UserName, Phone }

/// <summary>What a member named their account by, as typed. It looks up and proves nothing.</summary>
public sealed record Identifier(IdentifierKind Kind, string Value)
{
    /// <summary>Prints no value: it is personal.</summary>
    public override string ToString() => $"{nameof(Identifier)} {Kind}";
}

/// <summary>How a code travels.</summary>
public enum CodeChannel { Email, Text, Voice }

/// <summary>What a code is good for. One that was sent for one purpose serves no other.</summary>
public enum CodePurpose { Recovery, SecondProof, Reauthentication, NewContact }

/// <summary>What can stand as a second factor.</summary>
public enum FactorKind { App, Text, Voice, Push, RecoveryCodes }

/// <summary>What messages can be sent to.</summary>
public enum ContactKind { Email, Phone }

/// <summary>A factor to be added; <paramref name="Phone"/> is null for the stored number, and for factors without one.</summary>
public sealed record NewFactor(FactorKind Kind, string? Phone = null)
{
    /// <summary>Prints no number: it is personal.</summary>
    public override string ToString() => $"{nameof(NewFactor)} {Kind}";
}

/// <summary>A factor as its member may see it; <paramref name="Label"/> is masked.</summary>
public sealed record Factor(string Id, FactorKind Kind, string Label, DateTimeOffset Since);

/// <summary>A stored contact with most of it hidden; safe to show to whoever has proven to be the member.</summary>
public sealed record MaskedContact(ContactKind Kind, string Masked);

/// <summary>A page for one use: what is secret stands there, never in the chat.</summary>
public sealed record OneTimePage(string Id, Uri Address, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"{nameof(OneTimePage)} until {ExpiresAt:O}";
}

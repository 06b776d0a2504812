using System.Security.Cryptography;
using System.Text;
using Engine.Conversations;
using Engine.Members;
using Engine.Replies;

namespace Bot.Accounts.Api;

/// <summary>What goes with every call. The conversation travels as a hash, and of what was typed only what could be a code: nobody there needs more.</summary>
internal sealed record WireErrand(string Conversation, string Locale, IReadOnlyList<WireProof> Proofs, IReadOnlyList<string> Codes)
{
    internal static WireErrand Of(Errand errand) => new(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(errand.Conversation))), errand.Locale, [.. errand.Proofs.Select(proof => new WireProof(proof.Id, proof.Method))], errand.Typed?.Candidates() ?? [])
    {
        Source = errand.Source.Length > 0 ? errand.Source : null,
    };

    /// <summary>Stands for the member's address; null when it is not known.</summary>
    public string? Source { get; init; }

    /// <summary>The same key with another operation or from another conversation is another call.</summary>
    internal Errand Read(string operation, string key) => new(Conversation, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Conversation}\n{operation}\n{key}"))))
    {
        // Whose it is and since when the accounts know themselves.
        Proofs = [.. Proofs.Select(proof => new Proof(proof.Id, "", proof.Method, DateTimeOffset.MinValue))],
        Typed = Codes.Count == 0 ? null : TypedCode.Of(Codes),
        Locale = Locale,
        Source = Source ?? "",
    };

    /// <summary>Prints nothing: codes and proofs open something.</summary>
    public override string ToString() => nameof(WireErrand);
}

/// <summary>A proof, by the id that the accounts gave out for it.</summary>
internal sealed record WireProof(string Id, ProofMethod Method)
{
    /// <summary>Prints no id: with it calls could be made.</summary>
    public override string ToString() => nameof(WireProof);
}

/// <summary>The body of a call, one record for each operation.</summary>
internal abstract record AccountRequest(WireErrand Errand)
{
    /// <summary>Prints nothing: handles, values and codes are personal or open something.</summary>
    public sealed override string ToString() => GetType().Name;
}

internal sealed record FindRequest(WireErrand Errand, Identifier Identifier) : AccountRequest(Errand);

internal sealed record SendCodeRequest(WireErrand Errand, string Account, CodeChannel Channel, CodePurpose Purpose) : AccountRequest(Errand);

internal sealed record VerifyCodeRequest(WireErrand Errand, string Challenge) : AccountRequest(Errand);

internal sealed record VerifyFactorRequest(WireErrand Errand, string Account, FactorKind Kind) : AccountRequest(Errand);

/// <summary>For all that needs no more than the account: user name, look, reset, unlock, recovery codes.</summary>
internal sealed record AccountOnlyRequest(WireErrand Errand, string Account) : AccountRequest(Errand);

internal sealed record CheckPageRequest(WireErrand Errand, string Page) : AccountRequest(Errand);

internal sealed record AddFactorRequest(WireErrand Errand, string Account, NewFactor Factor) : AccountRequest(Errand);

internal sealed record ConfirmFactorRequest(WireErrand Errand, string Factor) : AccountRequest(Errand);

internal sealed record RemoveFactorRequest(WireErrand Errand, string Account, string Factor) : AccountRequest(Errand);

internal sealed record ChangeContactRequest(WireErrand Errand, string Account, ContactKind Kind, string Value) : AccountRequest(Errand);

internal sealed record MailCardRequest(WireErrand Errand, string Account, SummaryCard Card) : AccountRequest(Errand);

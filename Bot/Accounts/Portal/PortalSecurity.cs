using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Storage;
using Engine.Conversations;
using Engine.Members;

namespace Bot.Accounts.Portal;

/// <summary>What signed-in members change of their security settings, by the rules of the chat: the last second step stays, a change shown by none waits a day, and everybody is told.</summary>
internal sealed class PortalSecurity(IAssistantDatabase database, Proofs proofs, SandboxFactors factors, SandboxContacts contacts, PortalSignIn signIn)
{
    /// <summary>The session with what was just shown at the second step.</summary>
    internal async Task<PortalSession> ProvenAsync(PortalSession session, CancellationToken cancellation)
    {
        var method = session.ByRecoveryCode ? ProofMethod.RecoveryCode : session.Challenge is null ? ProofMethod.App : ProofMethod.Phone;
        var proof = await database.WriteAsync((connection, cancel) => proofs.AddAsync(connection, ErrandOf(session), session.Member, "", method, cancel), cancellation);

        return session with { IsSignedIn = true, Proofs = [proof] };
    }

    /// <summary>Null when it is gone; else which sentence says why not.</summary>
    internal async Task<string?> RemoveFactorAsync(PortalSession session, string user, string factor, string password, CancellationToken cancellation) =>
        await FaultOfAsync(user, password, cancellation) ?? await database.WriteAsync(
            async (connection, cancel) =>
            {
                var given = await proofs.FindAsync(connection, ErrandOf(session), session.Member, cancel);
                var bound = (await SandboxMembers.FactorsAsync(connection, session.Member, cancel)).Select(card => card.Method).ToHashSet();
                if (proofs.Lacking(given, ProofNeed.FreshFactor, bound) is not null)
                {
                    return "text-sign-in-again";
                }

                var member = (await SandboxMembers.CardAsync(connection, session.Member, cancel))!;

                return await factors.RemoveAsync(connection, member, factor, ErrandOf(session), cancel) switch
                {
                    FactorRemoval.Removed => null,
                    FactorRemoval.LastOne => "text-last-factor",
                    _ => "text-no-such-factor",
                };
            },
            cancellation);

    /// <summary>From when on the change is in force, or which sentence says why not.</summary>
    internal async Task<(DateTimeOffset From, string? Problem)> ChangeContactAsync(PortalSession session, string user, ContactKind kind, string value, string password, CancellationToken cancellation)
    {
        if (await FaultOfAsync(user, password, cancellation) is { } fault)
        {
            return (default, fault);
        }

        var answer = await database.WriteAsync(
            async (connection, cancel) => await contacts.ChangeAsync(connection, (await SandboxMembers.CardAsync(connection, session.Member, cancel))!, kind, value, ErrandOf(session), cancel), cancellation);

        return answer is ContactChange.Accepted accepted ? (accepted.From, null) : (default, "text-contact-invalid");
    }

    /// <summary>A wrong password counts as it does at the door.</summary>
    private async Task<string?> FaultOfAsync(string user, string password, CancellationToken cancellation) => await signIn.TryAsync(user, password, cancellation) switch
    {
        SignInOutcome.SignedIn or SignInOutcome.NeedsSecondStep => null,
        SignInOutcome.Locked => "text-locked-now",
        _ => "text-password-wrong",
    };

    private static Errand ErrandOf(PortalSession session) => new(session.Name, AccountKeys.NewId()) { Proofs = session.Proofs, Locale = session.Language };
}

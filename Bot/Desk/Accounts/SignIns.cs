using Bot.Desk.Accounts.Model;
using Bot.Operations;
using Bot.Storage.Auditing;

namespace Bot.Desk.Accounts;

/// <summary>What name, password and code together have opened; matched where the page is answered.</summary>
internal abstract record Admitted
{
    private Admitted()
    {
    }

    /// <summary>The desk, with what the cookie is to hold.</summary>
    internal sealed record In(string Token) : Admitted;

    /// <summary>Only a link to set password and app anew: the code was one of those kept for a lost phone.</summary>
    internal sealed record Recovering(string Link) : Admitted;
}

/// <summary>Lets agents in by name, password and code together. Whatever does not fit, the answer is the same and takes as long.</summary>
internal sealed partial class SignIns(
    AgentAccounts accounts, Passwords passwords, SecondFactor factor, RecoveryCodes recovery, OneTimeLinks links, Tries tries, Sessions sessions, Audit audit, TimeProvider clock, ILogger<SignIns> log)
{
    private static readonly AuditActor Stranger = new("stranger", "none");

    /// <summary>Tries of one address, of whatever names: enough for an office behind one, too few to try many names.</summary>
    private readonly Pace _addresses = new(30, TimeSpan.FromSeconds(20), clock);

    /// <summary>Null when something does not fit.</summary>
    internal async Task<Admitted?> TryAsync(string name, string password, string code, string address, CancellationToken cancellation)
    {
        _addresses.Take(address, TimeSpan.Zero, out var isInPace);
        var folded = AgentAccounts.Fold(name);
        if (!isInPace || folded.Length is 0 or > 200 || password.Length > Passwords.Longest || !await tries.TryTakeAsync(folded, cancellation))
        {
            // As slow as a look, so that waiting is not told from being wrong.
            passwords.Fits(null, "");
            return null;
        }

        var agent = await accounts.FindByNameAsync(name, cancellation);
        var fits = passwords.Fits(agent?.PasswordHash, password);
        var isKnown = agent is { Secret: not null, DisabledAt: null } && fits;
        if (await recovery.TryUseAsync(isKnown ? agent!.Id : "", code, cancellation))
        {
            return await RecoverAsync(agent!, folded, cancellation);
        }

        if (agent?.Secret is null || !isKnown
            || SecondFactor.StepOf(factor.Open(agent.Secret, agent.Id), code, clock.GetUtcNow()) is not { } step
            || !await accounts.TryUseStepAsync(agent.Id, step, cancellation))
        {
            // Alike for names that are known and names that are not.
            await audit.WriteAsync(Stranger, new AuditLine(AccountActs.SignInFailed, ""), cancellation);
            return null;
        }

        await tries.ForgetAsync(folded, cancellation);
        await audit.WriteAsync(Visit.ToDesk(agent.Agent).Actor, new AuditLine(AccountActs.SignedIn, ""), cancellation);
        return new Admitted.In(await sessions.BeginAsync(agent.Id, cancellation));
    }

    private async Task<Admitted> RecoverAsync(AgentRow agent, string folded, CancellationToken cancellation)
    {
        await tries.ForgetAsync(folded, cancellation);
        await audit.WriteAsync(Visit.ToDesk(agent.Agent).Actor, new AuditLine(AccountActs.Recovering, agent.Id), cancellation);
        LogRecovering(agent.Id);

        // The old app works until the new one is confirmed: who finds the phone meanwhile may still sign in.
        return new Admitted.Recovering(await links.CreateAsync(LinkKind.Reset, agent.Id, agent.Role, cancellation));
    }

    /// <summary>The second factor once more, by somebody who is signed in; counted as at sign-in.</summary>
    internal async Task<bool> ProveAgainAsync(Session session, string code, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(session.Agent.Id, cancellation) is not { Secret: { } secret } agent || !await tries.TryTakeAsync(agent.Name, cancellation))
        {
            return false;
        }

        if (SecondFactor.StepOf(factor.Open(secret, agent.Id), code, clock.GetUtcNow()) is not { } step || !await accounts.TryUseStepAsync(agent.Id, step, cancellation))
        {
            return false;
        }

        await tries.ForgetAsync(agent.Name, cancellation);
        await sessions.ProveAsync(session, cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Critical, "{Agent} used a recovery code and sets their sign-in at the desk anew. If it was not them, close the account under /desk/agents")]
    private partial void LogRecovering(string agent);
}

using Bot.Operations;
using Bot.Storage.Auditing;

namespace Bot.Desk.Accounts;

/// <summary>Lets agents in by name, password and code together. Whatever does not fit, the answer is the same and takes as long.</summary>
internal sealed class SignIns(AgentAccounts accounts, Passwords passwords, SecondFactor factor, Tries tries, Sessions sessions, Audit audit, TimeProvider clock)
{
    private static readonly AuditActor Stranger = new("stranger", "none");

    /// <summary>Tries of one address, of whatever names: enough for an office behind one, too few to try many names.</summary>
    private readonly Pace _addresses = new(30, TimeSpan.FromSeconds(20), clock);

    /// <summary>What the cookie is to hold, or null.</summary>
    internal async Task<string?> TryAsync(string name, string password, string code, string address, CancellationToken cancellation)
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
        if (agent?.Secret is null || agent.DisabledAt is not null || !fits
            || SecondFactor.StepOf(factor.Open(agent.Secret, agent.Id), code, clock.GetUtcNow()) is not { } step
            || !await accounts.TryUseStepAsync(agent.Id, step, cancellation))
        {
            // Alike for names that are known and names that are not.
            await audit.WriteAsync(Stranger, new AuditLine(AccountActs.SignInFailed, ""), cancellation);
            return null;
        }

        await tries.ForgetAsync(folded, cancellation);
        await audit.WriteAsync(Visit.ToDesk(agent.Agent).Actor, new AuditLine(AccountActs.SignedIn, ""), cancellation);
        return await sessions.BeginAsync(agent.Id, cancellation);
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
}

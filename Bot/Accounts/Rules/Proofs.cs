using System.Data.Common;
using Bot.Storage;
using Engine.Conversations;
using Engine.Members;

namespace Bot.Accounts.Rules;

/// <summary>What was proven, as the accounts know it: a conversation's own word is looked up here before it opens anything.</summary>
internal sealed class Proofs(CodeRules rules, TimeProvider clock)
{
    /// <summary>However lively the chat is, after this long it is proven anew.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    internal async Task<Proof> AddAsync(DbConnection connection, Errand errand, string account, string handle, ProofMethod method, CancellationToken cancellation)
    {
        var proof = new Proof(AccountKeys.NewId(), handle, method, clock.GetUtcNow());
        await connection.ChangeAsync(
            """INSERT INTO "AccountProofs" ("Id", "Conversation", "Account", "Method", "At") VALUES (@id, @conversation, @account, @method, @at)""",
            cancellation, ("id", proof.Id), ("conversation", errand.Conversation), ("account", account), ("method", (int)method), ("at", proof.At.ToUnixTimeMilliseconds()));

        return proof;
    }

    /// <summary>Those of the conversation's proofs that are true of this account, with when they were given.</summary>
    internal async Task<IReadOnlyList<(ProofMethod Method, DateTimeOffset At)>> FindAsync(DbConnection connection, Errand errand, string account, CancellationToken cancellation)
    {
        var since = (clock.GetUtcNow() - Longest).ToUnixTimeMilliseconds();
        var known = await connection.ListAsync(
            """SELECT "Id", "Method", "At" FROM "AccountProofs" WHERE "Conversation" = @conversation AND "Account" = @account AND "At" > @since""",
            row => (Id: row.GetString(0), Method: (ProofMethod)row.GetInt32(1), At: DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
            cancellation, ("conversation", errand.Conversation), ("account", account), ("since", since));

        return [.. known.Where(proof => errand.Proofs.Any(said => said.Id == proof.Id)).Select(proof => (proof.Method, proof.At))];
    }

    /// <summary>What is still to be proven for a change; null when it is enough. Whoever has proven nothing hears the same whatever the account has.</summary>
    internal ProofNeed? Lacking(IReadOnlyList<(ProofMethod Method, DateTimeOffset At)> proofs, ProofNeed need, IReadOnlyCollection<ProofMethod> bound)
    {
        if (proofs.Count == 0)
        {
            return ProofNeed.One;
        }

        return need switch
        {
            ProofNeed.TwoMethods when bound.Count > 0 => proofs.Select(proof => proof.Method).Distinct().Count() > 1 ? null : ProofNeed.TwoMethods,
            ProofNeed.FreshFactor when bound.Count > 0 => HasFreshFactor(proofs, bound) || Fresh(proofs).Distinct().Count() > 1 ? null : ProofNeed.FreshFactor,
            ProofNeed.FreshFactor => Fresh(proofs).Any() ? null : ProofNeed.FreshFactor,
            _ => null,
        };
    }

    /// <summary>Proven by something that was bound before, and just now: then it is no recovery.</summary>
    internal bool HasFreshFactor(IReadOnlyList<(ProofMethod Method, DateTimeOffset At)> proofs, IReadOnlyCollection<ProofMethod> bound) => Fresh(proofs).Any(bound.Contains);

    private IEnumerable<ProofMethod> Fresh(IReadOnlyList<(ProofMethod Method, DateTimeOffset At)> proofs) =>
        proofs.Where(proof => clock.GetUtcNow() - proof.At <= rules.FreshProof).Select(proof => proof.Method);
}

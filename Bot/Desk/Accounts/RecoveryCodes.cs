using System.Security.Cryptography;
using System.Text;
using Bot.Accounts.Rules;
using Bot.Desk.Accounts.Model;
using Bot.Storage;
using Engine.Members;
using Microsoft.EntityFrameworkCore;

namespace Bot.Desk.Accounts;

/// <summary>Codes that an agent keeps on paper for the day their phone is gone. With the password one of them opens no sign-in, only the way to set it anew; each is good once.</summary>
internal sealed class RecoveryCodes(AgentsDatabase database, StorageKeys keys, TimeProvider clock)
{
    private static readonly CodeRules Rules = new();

    /// <summary>New codes, which void the old ones. Shown now and never again.</summary>
    internal async Task<IReadOnlyList<string>> MakeAsync(string agentId, CancellationToken cancellation)
    {
        var codes = Enumerable.Range(0, Rules.RecoveryCodes).Select(_ => SavedCodes.NewCode()).ToList();
        var now = clock.GetUtcNow();
        await database.WriteAsync(
            async context =>
            {
                await VoidAsync(context, agentId, cancellation);
                context.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCodeRow { AgentId = agentId, Hash = HashOf(agentId, code), MadeAt = now }));
                return true;
            },
            cancellation);
        return [.. codes.Select(SavedCodes.Shown)];
    }

    /// <summary>True for whoever is first to use one of that agent's codes. Asked for an agent that is not there, it takes as long.</summary>
    internal async Task<bool> TryUseAsync(string agentId, string typed, CancellationToken cancellation)
    {
        var hashes = (TypedCode.In(typed, [])?.RecoveryCodes() ?? []).Select(code => HashOf(agentId, code)).ToList();
        if (hashes.Count == 0)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        return await database.WriteAsync(
            context => context.RecoveryCodes.Where(row => row.AgentId == agentId && hashes.Contains(row.Hash) && row.UsedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellation),
            cancellation) == 1;
    }

    internal Task<int> CountAsync(string agentId, CancellationToken cancellation) =>
        database.ReadAsync(context => context.RecoveryCodes.CountAsync(row => row.AgentId == agentId && row.UsedAt == null, cancellation), cancellation);

    /// <summary>Whoever's factors are set anew keeps no old way in.</summary>
    internal static Task VoidAsync(AgentsContext context, string agentId, CancellationToken cancellation) =>
        context.RecoveryCodes.Where(row => row.AgentId == agentId).ExecuteDeleteAsync(cancellation);

    private byte[] HashOf(string agentId, string code) => HMACSHA256.HashData(keys.Ring.Derive("agents' recovery codes"), Encoding.UTF8.GetBytes($"{agentId}\n{code}"));
}

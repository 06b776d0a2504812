using System.Data.Common;
using System.Security.Cryptography;
using Bot.Storage;
using Engine.Members;

namespace Bot.Accounts.Rules;

/// <summary>Saved recovery codes: sixteen characters of Crockford's alphabet (80 bits), shown once and kept as keyed hashes; each is good once.</summary>
internal sealed class SavedCodes(AccountKeys keys, CodeRules rules, TimeProvider clock)
{
    private const int Length = 16;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string LaneName = "recovery-code";

    /// <summary>New codes, which void the old ones; in groups of four.</summary>
    internal async Task<IReadOnlyList<string>> MakeAsync(DbConnection connection, string account, CancellationToken cancellation)
    {
        await connection.ChangeAsync("""DELETE FROM "AccountRecoveryCodes" WHERE "Account" = @account""", cancellation, ("account", account));
        var codes = new List<string>();
        while (codes.Count < rules.RecoveryCodes)
        {
            var code = NewCode();
            await connection.ChangeAsync(
                """INSERT INTO "AccountRecoveryCodes" ("Account", "Hash", "MadeAt") VALUES (@account, @hash, @at)""", cancellation,
                ("account", account), ("hash", HashOf(account, code)), ("at", clock.GetUtcNow().ToUnixTimeMilliseconds()));
            codes.Add(Shown(code));
        }

        return codes;
    }

    internal static string NewCode()
    {
        string code;
        do
        {
            code = RandomNumberGenerator.GetString(Alphabet, Length);
        }
        while (!code.Any(char.IsAsciiDigit)); // Without a digit it could be sixteen letters of somebody's sentence.

        return code;
    }

    /// <summary>In groups of four, as people copy it.</summary>
    internal static string Shown(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));

    /// <summary>Null when one of the account's codes was typed; it is used up then.</summary>
    internal async Task<CodeCheck?> CheckAsync(DbConnection connection, Errand errand, string account, CancellationToken cancellation, bool atSignIn = false)
    {
        var typed = errand.Typed?.RecoveryCodes() ?? [];
        if (typed.Count == 0)
        {
            return new CodeCheck.Unreadable(Length);
        }

        var now = clock.GetUtcNow();
        var lane = await Lane.HoldAsync(connection, rules, account, atSignIn ? LaneName + Lane.AtSignIn : LaneName, now, cancellation);
        if (await lane.ClosedAsync(cancellation) is { } closed)
        {
            return closed;
        }

        foreach (var code in typed)
        {
            if (await connection.ChangeAsync(
                """UPDATE "AccountRecoveryCodes" SET "UsedAt" = @now WHERE "Account" = @account AND "Hash" = @hash AND "UsedAt" IS NULL""", cancellation,
                ("now", now.ToUnixTimeMilliseconds()), ("account", account), ("hash", HashOf(account, code))) == 1)
            {
                await lane.RightAsync(cancellation);

                return null;
            }
        }

        return await lane.WrongAsync(0, cancellation) ?? new CodeCheck.Wrong(Math.Max(0, rules.WrongPerDay - lane.WrongInARow));
    }

    internal static async Task<int> CountAsync(DbConnection connection, string account, CancellationToken cancellation) => (int)await connection.NumberAsync(
        """SELECT COUNT(*) FROM "AccountRecoveryCodes" WHERE "Account" = @account AND "UsedAt" IS NULL""", cancellation, ("account", account));

    private byte[] HashOf(string account, string code) => keys.Hash("recovery code", $"{account}\n{code}");
}

using System.Data.Common;
using System.Security.Cryptography;
using Bot.Accounts.Model;
using Bot.Storage;
using Engine.Members;
using OtpNet;

namespace Bot.Accounts.Rules;

/// <summary>Codes of authenticator apps (RFC 6238). Each code is accepted once: the step of the last accepted one only grows, and the row decides.</summary>
internal sealed class Authenticators(AccountKeys keys, CodeRules rules, TimeProvider clock)
{
    private const int SecretBytes = 20;
    private const string LaneName = "app";
    private const string SetUpLane = "app-setup";

    /// <summary>A new secret, sealed for its row.</summary>
    internal byte[] NewSecret(string account, string factor) =>
        keys.Close(Base32Encoding.ToString(RandomNumberGenerator.GetBytes(SecretBytes)), "AccountFactors", $"{account}/{factor}", "Secret");

    /// <summary>The secret in the base 32 that apps take.</summary>
    internal string Open(string account, string factor, byte[] secret) => keys.Open(secret, "AccountFactors", $"{account}/{factor}", "Secret");

    /// <summary>Null when the typed code is right for an app of the account. The present step counts and the one before, never a later one.</summary>
    internal async Task<CodeCheck?> CheckAsync(DbConnection connection, Errand errand, string account, CancellationToken cancellation, bool atSignIn = false)
    {
        if (errand.Typed?.Digits(6) is not { } typed)
        {
            return new CodeCheck.Unreadable(6);
        }

        var now = clock.GetUtcNow();
        var step = ClockDrift.StepAt(now);
        var lane = await Lane.HoldAsync(connection, rules, account, atSignIn ? LaneName + Lane.AtSignIn : LaneName, now, cancellation);
        if ((lane.ClosedInStep(step) ?? await lane.ClosedAsync(cancellation)) is { } closed)
        {
            return closed;
        }

        foreach (var (factor, secret) in await SecretsAsync(connection, account, cancellation))
        {
            foreach (var tried in new[] { step, step - 1 })
            {
                if (ClockDrift.IsCodeOf(secret, tried, typed) && await AcceptAsync(connection, factor, tried, cancellation))
                {
                    await lane.RightAsync(cancellation);

                    return null;
                }
            }
        }

        var locked = await lane.WrongAsync(step, cancellation);

        return locked ?? new CodeCheck.Wrong(Math.Max(0, rules.WrongPerDay - lane.WrongInARow));
    }

    /// <summary>Confirms an app that was just set up, or measures how far its phone's clock is off. A code of another time is never accepted.</summary>
    internal async Task<AccountAnswer?> ConfirmAsync(DbConnection connection, Errand errand, string account, FactorRow factor, CancellationToken cancellation)
    {
        if (errand.Typed?.Digits(6) is not { } typed)
        {
            return new CodeCheck.Unreadable(6);
        }

        var now = clock.GetUtcNow();
        var step = ClockDrift.StepAt(now);
        var lane = await Lane.HoldAsync(connection, rules, account, SetUpLane, now, cancellation);
        if ((lane.ClosedInStep(step) ?? await lane.ClosedAsync(cancellation)) is { } closed)
        {
            return closed;
        }

        var secret = Base32Encoding.ToBytes(Open(account, factor.Id, factor.Secret!));
        foreach (var tried in new[] { step, step - 1, step + 1 })
        {
            if (ClockDrift.IsCodeOf(secret, tried, typed) && await AcceptAsync(connection, factor.Id, tried, cancellation))
            {
                await lane.RightAsync(cancellation);

                return null;
            }
        }

        if (ClockDrift.Find(secret, typed, now) is not { } drift)
        {
            return await lane.WrongAsync(step, cancellation) ?? new CodeCheck.Wrong(Math.Max(0, rules.WrongPerDay - lane.WrongInARow));
        }

        if (factor.DriftStep is { } before && ClockDrift.Agree(new Drift(before, factor.DriftFrom, factor.DriftTo), drift) is { } ahead)
        {
            await RememberAsync(connection, factor.Id, null, cancellation);

            return new FactorCheck.ClockOff(ahead);
        }

        await RememberAsync(connection, factor.Id, drift, cancellation);

        return new FactorCheck.OneMoreCode();
    }

    private static async Task<bool> AcceptAsync(DbConnection connection, string factor, long step, CancellationToken cancellation) => await connection.ChangeAsync(
        """UPDATE "AccountFactors" SET "LastStep" = @step WHERE "Id" = @id AND "LastStep" < @step""", cancellation, ("step", step), ("id", factor)) == 1;

    private static Task<int> RememberAsync(DbConnection connection, string factor, Drift? drift, CancellationToken cancellation) => drift is { } found
        ? connection.ChangeAsync(
            """UPDATE "AccountFactors" SET "DriftStep" = @step, "DriftFrom" = @from, "DriftTo" = @to WHERE "Id" = @id""", cancellation,
            ("step", found.Step), ("from", found.From), ("to", found.To), ("id", factor))
        : connection.ChangeAsync("""UPDATE "AccountFactors" SET "DriftStep" = NULL WHERE "Id" = @id""", cancellation, ("id", factor));

    private async Task<List<(string Factor, byte[] Secret)>> SecretsAsync(DbConnection connection, string account, CancellationToken cancellation)
    {
        var rows = await connection.ListAsync(
            """SELECT "Id", "Secret" FROM "AccountFactors" WHERE "Account" = @account AND "Kind" = @kind AND "State" = 1 AND "Secret" IS NOT NULL""",
            row => (Id: row.GetString(0), Secret: row.Bytes(1)!), cancellation, ("account", account), ("kind", (int)FactorKind.App));

        return [.. rows.Select(row => (row.Id, Base32Encoding.ToBytes(Open(account, row.Id, row.Secret))))];
    }
}

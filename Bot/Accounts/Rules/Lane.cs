using System.Data.Common;
using Bot.Storage;
using Engine.Members;

namespace Bot.Accounts.Rules;

/// <summary>
/// The tries of one account with one kind of factor. Its row is held while a code is looked at, so that however many guesses come at the same
/// moment, on whatever replica, they are looked at one after the other. What it counts belongs to the account: no new code, conversation or restart resets it.
/// </summary>
internal sealed class Lane
{
    /// <summary>Ends the name of a lane at the portal's door. Tries of a recovery are counted apart: who knows no password must not be able to shut the member out there.</summary>
    internal const string AtSignIn = "|sign-in";

    private const long Day = 24 * 60 * 60 * 1000;

    private readonly DbConnection _connection;
    private readonly CodeRules _rules;
    private readonly string _account;
    private readonly string _factor;
    private readonly long _now;

    private Lane(DbConnection connection, CodeRules rules, string account, string factor, DateTimeOffset now)
    {
        _connection = connection;
        _rules = rules;
        _account = account;
        _factor = factor;
        _now = now.ToUnixTimeMilliseconds();
    }

    private string Subject => $"wrong|{_account}|{_factor}";

    internal int WrongInARow { get; private set; }

    private long NextTryAt { get; set; }

    private long Step { get; set; }

    private int WrongInStep { get; set; }

    /// <summary>Waits until nobody else looks at a code of this account and factor.</summary>
    internal static async Task<Lane> HoldAsync(DbConnection connection, CodeRules rules, string account, string factor, DateTimeOffset now, CancellationToken cancellation)
    {
        var lane = new Lane(connection, rules, account, factor, now);

        // An update that changes nothing holds the row to the end of the transaction, and gives it as it is then. In one statement, since an empty row may be tidied away at any moment.
        await connection.ListAsync(
            """
            INSERT INTO "AccountCounters" ("Account", "Factor", "WrongInARow", "NextTryAt", "Step", "WrongInStep") VALUES (@account, @factor, 0, 0, 0, 0)
            ON CONFLICT ("Account", "Factor") DO UPDATE SET "Step" = "AccountCounters"."Step"
            RETURNING "WrongInARow", "NextTryAt", "Step", "WrongInStep"
            """,
            lane.Read, cancellation, ("account", account), ("factor", factor));

        return lane;
    }

    /// <summary>Why no code may be looked at now; null when one may.</summary>
    internal async Task<CodeCheck?> ClosedAsync(CancellationToken cancellation)
    {
        if (WrongInARow >= _rules.WrongUntilLocked)
        {
            return new CodeCheck.Locked();
        }

        if (_now < NextTryAt)
        {
            return new CodeCheck.Wait(DateTimeOffset.FromUnixTimeMilliseconds(NextTryAt));
        }

        var today = await _connection.ListAsync(
            """SELECT "At" FROM "AccountOccasions" WHERE "Subject" = @subject AND "At" > @since ORDER BY "At" """,
            row => row.GetInt64(0), cancellation, ("subject", Subject), ("since", _now - Day));

        return today.Count >= _rules.WrongPerDay ? new CodeCheck.DayFull(DateTimeOffset.FromUnixTimeMilliseconds(today[^_rules.WrongPerDay] + Day)) : null;
    }

    /// <summary>An authenticator shows one code a step; so many wrong ones in it, and the next one is waited for.</summary>
    internal CodeCheck? ClosedInStep(long step) => step == Step && WrongInStep >= _rules.WrongPerStep
        ? new CodeCheck.Wait(DateTimeOffset.FromUnixTimeSeconds((step + 1) * ClockDrift.StepSeconds))
        : null;

    /// <summary>Counts a wrong code. Returns what the member hears when it was the last for now.</summary>
    internal async Task<CodeCheck?> WrongAsync(long step, CancellationToken cancellation)
    {
        var wrong = ++WrongInARow;
        WrongInStep = step == Step ? WrongInStep + 1 : 1;
        Step = step;
        NextTryAt = _now + (long)_rules.DelayAfter(wrong).TotalMilliseconds;
        await SaveAsync(cancellation);
        await _connection.ChangeAsync("""INSERT INTO "AccountOccasions" ("Subject", "At") VALUES (@subject, @at)""", cancellation, ("subject", Subject), ("at", _now));

        return wrong >= _rules.WrongUntilLocked ? new CodeCheck.Locked() : null;
    }

    /// <summary>A right code ends the row of wrong ones; the day's count stands.</summary>
    internal Task RightAsync(CancellationToken cancellation)
    {
        (WrongInARow, NextTryAt, WrongInStep) = (0, 0, 0);

        return SaveAsync(cancellation);
    }

    private Task<int> SaveAsync(CancellationToken cancellation) => _connection.ChangeAsync(
        """UPDATE "AccountCounters" SET "WrongInARow" = @wrong, "NextTryAt" = @next, "Step" = @step, "WrongInStep" = @inStep WHERE "Account" = @account AND "Factor" = @factor""",
        cancellation, ("wrong", WrongInARow), ("next", NextTryAt), ("step", Step), ("inStep", WrongInStep), ("account", _account), ("factor", _factor));

    private bool Read(DbDataReader row)
    {
        (WrongInARow, NextTryAt, Step, WrongInStep) = (row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3));

        return true;
    }
}

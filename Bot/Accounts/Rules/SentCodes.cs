using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Bot.Accounts.Model;
using Bot.Storage;
using Engine.Conversations;
using Engine.Members;

namespace Bot.Accounts.Rules;

/// <summary>Codes that are sent: how often, how long they live, how often they may be tried. An account that is not there goes through all of it too, only that its code is sent to nobody.</summary>
internal sealed class SentCodes(AccountKeys keys, CodeRules rules, Proofs proofs, TimeProvider clock)
{
    /// <summary>What a code of the portal's second step is for.</summary>
    internal const string SignIn = "portal sign-in";

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How many digits a code has that travels so.</summary>
    internal int DigitsFor(CodeChannel channel) => channel == CodeChannel.Email ? rules.EmailDigits : rules.Digits;

    /// <summary>Makes a code that replaces the one before. The code is null when none may be sent now.</summary>
    internal async Task<(CodeSending Answer, string? Code)> MakeAsync(DbConnection connection, Errand errand, string account, CodeChannel channel, string lane, string? destination, CancellationToken cancellation)
    {
        // Held to the end of the transaction, so that many who ask at once do not all find the limit not reached.
        await Lane.HoldAsync(connection, rules, account, $"send|{WayOf(channel)}", clock.GetUtcNow(), cancellation);
        string[] subjects =
        [
            $"sent|{account}|{WayOf(channel)}",

            // What goes nowhere costs the same time, and each way by itself: mail and phone of a member are two, too.
            $"sent|{Convert.ToHexStringLower(keys.Hash("destination", destination ?? $"none of {account} by {WayOf(channel)}"))}",
        ];
        string[] sources = errand.Source.Length > 0 ? [$"source|{Convert.ToHexStringLower(keys.Hash("source", errand.Source))}"] : [];
        foreach (var source in sources)
        {
            await Lane.HoldAsync(connection, rules, source, "send", clock.GetUtcNow(), cancellation);
            if (await SourceLimitAsync(connection, source, cancellation) is { } tooMany)
            {
                return (tooMany, null);
            }
        }

        foreach (var subject in subjects)
        {
            if (await LimitAsync(connection, subject, cancellation) is { } limit)
            {
                return (limit is CodeSending.TooSoon soon ? soon with { StillGood = await StillGoodAsync(connection, errand, account, lane, cancellation) } : limit, null);
            }
        }

        foreach (var subject in subjects.Concat(sources))
        {
            await connection.ChangeAsync("""INSERT INTO "AccountOccasions" ("Subject", "At") VALUES (@subject, @at)""", cancellation, ("subject", subject), ("at", Now));
        }

        return await MakeUnlimitedAsync(connection, errand, account, channel, lane, cancellation);
    }

    /// <summary>Counts a card that is about to be mailed, apart from codes: the code that came before it must not make it wait. Null when it may go.</summary>
    internal async Task<CodeSending?> CountCardAsync(DbConnection connection, string account, CancellationToken cancellation)
    {
        await Lane.HoldAsync(connection, rules, account, "card", clock.GetUtcNow(), cancellation);
        if (await LimitAsync(connection, $"card|{account}", cancellation) is { } limit)
        {
            return limit;
        }

        await connection.ChangeAsync("""INSERT INTO "AccountOccasions" ("Subject", "At") VALUES (@subject, @at)""", cancellation, ("subject", $"card|{account}"), ("at", Now));

        return null;
    }

    /// <summary>Looks at the code that was typed; null when it is right. It is right once: the row says so, whoever comes at the same moment.</summary>
    internal async Task<(CodeCheck? Wrong, Challenge? Challenge)> CheckAsync(DbConnection connection, Errand errand, string id, CancellationToken cancellation)
    {
        if (await FindAsync(connection, errand, id, cancellation) is not { } found)
        {
            return (new CodeCheck.Void(), null);
        }

        var digits = DigitsFor(found.Channel);
        if (errand.Typed?.Digits(digits) is not { } typed)
        {
            return (new CodeCheck.Unreadable(digits), found);
        }

        var lane = await Lane.HoldAsync(connection, rules, found.Account, await LaneForAsync(connection, errand, found, cancellation), clock.GetUtcNow(), cancellation);
        if (await lane.ClosedAsync(cancellation) is { } closed)
        {
            return (closed, found);
        }

        if (await connection.ChangeAsync(
            """UPDATE "AccountChallenges" SET "Tries" = "Tries" + 1 WHERE "Id" = @id AND "State" = 0 AND "Tries" < @most AND "ExpiresAt" > @now""",
            cancellation, ("id", id), ("most", rules.TriesPerCode), ("now", Now)) == 0)
        {
            return (await WhyNotAsync(connection, errand, id, cancellation), found);
        }

        var isRight = CryptographicOperations.FixedTimeEquals(found.Hash, HashOf(id, typed)) && !IsNobody(found.Account);
        if (isRight && await connection.ChangeAsync("""UPDATE "AccountChallenges" SET "State" = 1 WHERE "Id" = @id AND "State" = 0""", cancellation, ("id", id)) == 1)
        {
            await lane.RightAsync(cancellation);

            return (null, found);
        }

        var locked = await lane.WrongAsync(0, cancellation);
        var left = rules.TriesPerCode - found.Tries - 1;
        if (left <= 0)
        {
            await connection.ChangeAsync("""UPDATE "AccountChallenges" SET "State" = 3 WHERE "Id" = @id AND "State" = 0""", cancellation, ("id", id));
        }

        return (locked ?? (await IsOlderAsync(connection, errand, found, typed, cancellation) ? new CodeCheck.Replaced() : new CodeCheck.Wrong(left)), found);
    }

    /// <summary>No such account: a name that no account can have.</summary>
    internal static bool IsNobody(string account) => account.StartsWith('?');

    internal static ProofMethod MethodOf(CodeChannel channel) => channel == CodeChannel.Email ? ProofMethod.Email : ProofMethod.Phone;

    private async Task<(CodeSending, string)> MakeUnlimitedAsync(DbConnection connection, Errand errand, string account, CodeChannel channel, string lane, CancellationToken cancellation)
    {
        var digits = DigitsFor(channel);
        var code = RandomNumberGenerator.GetInt32((int)Math.Pow(10, Math.Min(digits, 9))).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        var id = AccountKeys.NewId();
        var expires = clock.GetUtcNow() + rules.Lifetime;
        await connection.ChangeAsync("""UPDATE "AccountChallenges" SET "State" = 2 WHERE "Account" = @account AND "Lane" = @lane AND "State" = 0""", cancellation, ("account", account), ("lane", lane));
        await connection.ChangeAsync(
            """
            INSERT INTO "AccountChallenges" ("Id", "Conversation", "Account", "Lane", "Channel", "CodeHash", "SentAt", "ExpiresAt", "Tries", "State")
            VALUES (@id, @conversation, @account, @lane, @channel, @hash, @sent, @expires, 0, 0)
            """,
            cancellation, ("id", id), ("conversation", errand.Conversation), ("account", account), ("lane", lane), ("channel", (int)channel), ("hash", HashOf(id, code)),
            ("sent", Now), ("expires", expires.ToUnixTimeMilliseconds()));

        return (new CodeSending.Sent(id, channel, digits, expires, clock.GetUtcNow() + rules.SendCoolDown), code);
    }

    /// <summary>One address may ask for many accounts, as in a clinic's waiting room, but not for a whole list of them.</summary>
    private async Task<CodeSending?> SourceLimitAsync(DbConnection connection, string source, CancellationToken cancellation)
    {
        var sent = await SentAsync(connection, source, TimeSpan.FromHours(1), cancellation);

        return sent.Count >= rules.SendsPerHourFromOne ? new CodeSending.TooOften(At(sent[^rules.SendsPerHourFromOne]).AddHours(1)) : null;
    }

    private async Task<CodeSending?> LimitAsync(DbConnection connection, string subject, CancellationToken cancellation)
    {
        var sent = await SentAsync(connection, subject, TimeSpan.FromHours(24), cancellation);
        var quarter = sent.Where(at => at > Now - (long)TimeSpan.FromMinutes(15).TotalMilliseconds).ToList();
        if (sent.Count >= rules.SendsPerDay)
        {
            return new CodeSending.TooOften(At(sent[^rules.SendsPerDay]).AddHours(24));
        }

        if (quarter.Count >= rules.SendsPerQuarterHour)
        {
            return new CodeSending.TooOften(At(quarter[^rules.SendsPerQuarterHour]).AddMinutes(15));
        }

        return sent.Count > 0 && Now < sent[^1] + (long)rules.SendCoolDown.TotalMilliseconds ? new CodeSending.TooSoon(At(sent[^1]) + rules.SendCoolDown) : null;
    }

    /// <summary>When codes were sent, the oldest first.</summary>
    private Task<List<long>> SentAsync(DbConnection connection, string subject, TimeSpan within, CancellationToken cancellation) => connection.ListAsync(
        """SELECT "At" FROM "AccountOccasions" WHERE "Subject" = @subject AND "At" > @since ORDER BY "At" """,
        row => row.GetInt64(0), cancellation, ("subject", subject), ("since", Now - (long)within.TotalMilliseconds));

    /// <summary>The code that this conversation was sent for the same a moment ago: whoever goes back and asks again need not wait for another.</summary>
    private Task<CodeSending.Sent?> StillGoodAsync(DbConnection connection, Errand errand, string account, string lane, CancellationToken cancellation) => connection.FirstAsync(
        """
        SELECT "Id", "Channel", "SentAt", "ExpiresAt" FROM "AccountChallenges"
        WHERE "Conversation" = @conversation AND "Account" = @account AND "Lane" = @lane AND "State" = 0 AND "ExpiresAt" > @now ORDER BY "SentAt" DESC
        """,
        row => new CodeSending.Sent(row.GetString(0), (CodeChannel)row.GetInt32(1), DigitsFor((CodeChannel)row.GetInt32(1)), At(row.GetInt64(3)), At(row.GetInt64(2)) + rules.SendCoolDown),
        cancellation, ("conversation", errand.Conversation), ("account", account), ("lane", lane), ("now", Now));

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <summary>A text and a call reach the same phone.</summary>
    private static string WayOf(CodeChannel channel) => channel == CodeChannel.Email ? "email" : "phone";

    /// <summary>Who has proven something else already has tries of their own: a stranger who spends a member's tries cannot shut them out then. What a call says of its proofs counts for nothing.</summary>
    private async Task<string> LaneForAsync(DbConnection connection, Errand errand, Challenge challenge, CancellationToken cancellation)
    {
        if (challenge.Lane == SignIn)
        {
            return $"code|{WayOf(challenge.Channel)}{Rules.Lane.AtSignIn}";
        }

        var proven = await proofs.FindAsync(connection, errand, challenge.Account, cancellation);

        return $"code|{WayOf(challenge.Channel)}{(proven.Any(proof => proof.Method != MethodOf(challenge.Channel)) ? "|proven" : "")}";
    }

    private byte[] HashOf(string challenge, string code) => keys.Hash("code", $"{challenge}\n{code}");

    private static Task<Challenge?> FindAsync(DbConnection connection, Errand errand, string id, CancellationToken cancellation) => connection.FirstAsync(
        """SELECT "Id", "Account", "Lane", "Channel", "CodeHash", "Tries", "State", "ExpiresAt" FROM "AccountChallenges" WHERE "Id" = @id AND "Conversation" = @conversation""",
        row => new Challenge(row.GetString(0), row.GetString(1), row.GetString(2), (CodeChannel)row.GetInt32(3), row.Bytes(4)!, row.GetInt32(5), (ChallengeState)row.GetInt32(6), row.GetInt64(7)),
        cancellation, ("id", id), ("conversation", errand.Conversation));

    private async Task<CodeCheck> WhyNotAsync(DbConnection connection, Errand errand, string id, CancellationToken cancellation) => await FindAsync(connection, errand, id, cancellation) switch
    {
        { State: ChallengeState.Replaced } => new CodeCheck.Replaced(),
        { State: ChallengeState.Open } found when found.ExpiresAt <= Now => new CodeCheck.Expired(),
        _ => new CodeCheck.Void(),
    };

    private async Task<bool> IsOlderAsync(DbConnection connection, Errand errand, Challenge challenge, string typed, CancellationToken cancellation)
    {
        var older = await connection.ListAsync(
            """SELECT "Id", "CodeHash" FROM "AccountChallenges" WHERE "Account" = @account AND "Lane" = @lane AND "Conversation" = @conversation AND "State" = 2""",
            row => (Id: row.GetString(0), Hash: row.Bytes(1)!), cancellation, ("account", challenge.Account), ("lane", challenge.Lane), ("conversation", errand.Conversation));

        return older.Any(sent => CryptographicOperations.FixedTimeEquals(sent.Hash, HashOf(sent.Id, typed)));
    }

    /// <summary>A sent code as it is checked.</summary>
    internal sealed record Challenge(string Id, string Account, string Lane, CodeChannel Channel, byte[] Hash, int Tries, ChallengeState State, long ExpiresAt);
}

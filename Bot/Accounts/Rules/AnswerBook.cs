using System.Data.Common;
using System.Text.Json;
using Bot.Storage;
using Engine.Members;

namespace Bot.Accounts.Rules;

/// <summary>Does a call once per key: its answer is written down with what it changed, and given again when the same call comes again.</summary>
internal sealed class AnswerBook(IAssistantDatabase database, AccountKeys keys, CodeRules rules, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    internal Task<AccountAnswer> OnceAsync(Errand errand, Func<DbConnection, CancellationToken, Task<AccountAnswer>> work, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            // Where the same call is under way elsewhere, this waits for its end, and finds the row then.
            var isFirst = await connection.ChangeAsync(
                """INSERT INTO "AccountAnswers" ("Key", "At") VALUES (@key, @at) ON CONFLICT DO NOTHING""", cancel,
                ("key", errand.Key), ("at", clock.GetUtcNow().ToUnixTimeMilliseconds())) == 1;
            if (!isFirst && await FindAsync(connection, errand, cancel) is { } known)
            {
                return known;
            }

            var answer = await work(connection, cancel);
            var written = keys.Close(JsonSerializer.Serialize(answer, Form), "AccountAnswers", $"{errand.Conversation}/{errand.Key}", "Answer");
            await connection.ChangeAsync("""UPDATE "AccountAnswers" SET "Answer" = @answer WHERE "Key" = @key""", cancel, ("answer", written), ("key", errand.Key));

            return answer;
        },
        cancellation);

    /// <summary>Deletes what nobody can ask for any more. Counters and what a day's limits count stay as long as they count.</summary>
    internal Task<int> ForgetAsync(CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            var now = clock.GetUtcNow();
            var rows = 0;
            foreach (var (sql, kept) in new[]
            {
                ("""DELETE FROM "AccountAnswers" WHERE "At" < @before""", rules.AnswersKept),
                ("""DELETE FROM "AccountChallenges" WHERE "ExpiresAt" < @before""", rules.CodesKept),
                ("""DELETE FROM "AccountProofs" WHERE "At" < @before""", rules.CodesKept),
                ("""DELETE FROM "AccountPages" WHERE "ExpiresAt" < @before""", rules.CodesKept),
                ("""DELETE FROM "AccountFactors" WHERE "State" = 0 AND "ExpiresAt" < @before""", rules.CodesKept),
                ("""DELETE FROM "AccountContactChanges" WHERE "UndoUntil" < @before AND ("AppliedAt" IS NOT NULL OR "UndoneAt" IS NOT NULL)""", rules.CodesKept),
                ("""DELETE FROM "AccountOccasions" WHERE "At" < @before""", TimeSpan.FromHours(25)),

                // One without a wrong try says no more than none at all; most stand for client addresses, and for names that nobody has.
                ("""DELETE FROM "AccountCounters" WHERE "WrongInARow" = 0 AND "WrongInStep" = 0 AND "NextTryAt" <= @before""", TimeSpan.Zero),
            })
            {
                rows += await connection.ChangeAsync(sql, cancel, ("before", (now - kept).ToUnixTimeMilliseconds()));
            }

            return rows;
        },
        cancellation);

    private async Task<AccountAnswer?> FindAsync(DbConnection connection, Errand errand, CancellationToken cancellation)
    {
        var written = await connection.FirstAsync("""SELECT "Answer" FROM "AccountAnswers" WHERE "Key" = @key""", row => row.Bytes(0) ?? [], cancellation, ("key", errand.Key));

        return written is { Length: > 0 }
            ? JsonSerializer.Deserialize<AccountAnswer>(keys.Open(written, "AccountAnswers", $"{errand.Conversation}/{errand.Key}", "Answer"), Form)
            : null;
    }
}

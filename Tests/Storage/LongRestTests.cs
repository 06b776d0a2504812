using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Storage;

public sealed class SqliteLongRestTests() : LongRestContract(new SqliteTestDatabase())
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sealed_bytes_it_stood_in_are_gone_from_every_file()
    {
        await using var database = new SqliteTestDatabase();
        await using var storage = await database.OpenAsync();
        var turn = TestTurns.Turn(null, "m1");
        await storage.Store.TrySaveAsync(turn with { After = turn.After with { Past = [new Talk()] } }, Now);
        byte[] sealedState;
        await using (var rows = storage.Rows())
        {
            sealedState = rows.Conversations.Single().State[14..38];
        }

        RetentionTests.FilesWith(database, sealedState).Should().NotBeEmpty();
        storage.Clock.Advance(TimeSpan.FromDays(2));

        await storage.Get<LongRests>().LetGoAsync(Now);

        RetentionTests.FilesWith(database, sealedState).Should().BeEmpty();
    }
}

public sealed class InMemoryLongRestTests() : LongRestContract(new InMemoryTestDatabase());

public sealed class PostgresLongRestTests(PostgresServer server) : LongRestContract(new PostgresTestDatabase(server));

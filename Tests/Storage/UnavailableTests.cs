using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Tests.Storage;

/// <summary>A database that cannot serve right now is told apart, so that channels can answer "again in a moment".</summary>
public sealed class UnavailableTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_locked_database_is_unavailable_and_serves_again_afterwards()
    {
        await using var database = new SqliteTestDatabase();
        await using var storage = await database.OpenAsync(("ConnectionStrings:Assistant", $"Data Source={database.File};Default Timeout=1"));
        await using var intruder = new SqliteConnection($"Data Source={database.File};Pooling=false");
        await intruder.OpenAsync(Now);
        await RunAsync(intruder, "BEGIN IMMEDIATE");

        await FluentActions.Awaiting(() => storage.Get<StorageProbe>().CheckAsync(Now)).Should().ThrowAsync<StorageUnavailableException>();
        await RunAsync(intruder, "ROLLBACK");

        (await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1"), Now)).Should().Be(SaveOutcome.Saved);
    }

    [Fact]
    public async Task A_full_disk_is_unavailable_and_nothing_of_the_turn_is_kept()
    {
        await using var database = new SqliteTestDatabase();
        await using var storage = await database.OpenAsync();
        var writing = storage.Get<IAssistantDatabase>();
        await writing.WriteAsync((connection, _) => RunAsync(connection, "PRAGMA max_page_count = 1"), Now);

        var big = TestTurns.Turn(null, "m1", new string('x', 1_000_000));
        await FluentActions.Awaiting(() => storage.Store.TrySaveAsync(big, Now)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*full*");
        await writing.WriteAsync((connection, _) => RunAsync(connection, "PRAGMA max_page_count = 1000000"), Now);

        (await storage.Store.ExistsAsync(big.After.Key, Now)).Should().BeFalse();
        (await storage.Store.TrySaveAsync(big, Now)).Should().Be(SaveOutcome.Saved);
    }

    private static async Task<int> RunAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(Now);
    }
}

using System.Security.Cryptography;
using System.Text;
using Bot.Storage;
using Bot.Storage.Encryption;
using Bot.Storage.Sqlite;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Tests.Storage;

public sealed class SealTests : IAsyncDisposable
{
    private const string Canary = "canary-Hummingbird-1184";
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_a_member_said_stands_readable_in_the_database_or_its_log()
    {
        await using var storage = await _database.OpenAsync(("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Path", "unused"));
        var turn = TestTurns.Turn(null, "m1", Canary, tickets: TestTurns.Ticket(email: $"{Canary}@example.org"));
        turn = turn with { After = turn.After with { Redactions = new Dictionary<string, int> { [Canary] = 1 } } };

        await storage.Store.TrySaveAsync(turn, Now);

        foreach (var file in Directory.GetFiles(_database.Folder))
        {
            Encoding.Latin1.GetString(await ReadSharedAsync(file)).Should().NotContain("Hummingbird", file);
        }
    }

    [Fact]
    public async Task A_changed_state_does_not_open()
    {
        await using var storage = await SavedAsync("a");
        await ChangeAsync("UPDATE Conversations SET State = substr(State, 1, length(State) - 1) || x'00'");

        await using var reopened = await _database.OpenAsync();

        await FluentActions.Awaiting(() => reopened.Store.LoadAsync(TestTurns.Key("a"), Now)).Should().ThrowAsync<SealBrokenException>();
    }

    [Fact]
    public async Task A_state_moved_to_another_conversation_does_not_open()
    {
        await using var storage = await SavedAsync("a", "b");
        await ChangeAsync("""
            UPDATE Conversations SET (State, DataKeyId) = (SELECT State, DataKeyId FROM Conversations WHERE Id = 'a') WHERE Id = 'b'
            """);

        await using var reopened = await _database.OpenAsync();

        await FluentActions.Awaiting(() => reopened.Store.LoadAsync(TestTurns.Key("b"), Now)).Should().ThrowAsync<SealBrokenException>();
    }

    [Fact]
    public async Task Deleting_its_key_erases_a_ticket_and_leaves_the_conversation()
    {
        await using var storage = await _database.OpenAsync();
        await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket()), Now);

        await using (var rows = storage.Rows())
        {
            var ticketKey = (await rows.Tickets.SingleAsync(Now)).DataKeyId;
            await rows.DataKeys.Where(key => key.Id == ticketKey).ExecuteDeleteAsync(Now);
        }

        (await storage.Tickets.ListTicketsAsync(new TicketFilter(), Now)).Should().BeEmpty();
        (await storage.Store.ReadTranscriptAsync(TestTurns.Key(), 0, 10, Now)).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_was_erased_does_not_linger_in_the_log()
    {
        await using var storage = await SavedAsync("a");
        storage.Clock.Advance(TimeSpan.FromDays(91));

        await storage.Get<Retention>().PurgeAsync(Now);

        new FileInfo(_database.File + "-wal").Length.Should().Be(0);
    }

    [Fact]
    public void The_same_text_is_never_sealed_the_same_way()
    {
        using var seal = new Seal(RandomNumberGenerator.GetBytes(Seal.KeySize));
        var name = new FieldName("Table", "row", "Field");

        seal.Close("text"u8, name).Should().NotEqual(seal.Close("text"u8, name));
        seal.Open(seal.Close("text"u8, name), name).Should().Equal("text"u8.ToArray());
    }

    [Fact]
    public void Threads_can_share_a_seal()
    {
        using var seal = new Seal(RandomNumberGenerator.GetBytes(Seal.KeySize));

        Parallel.For(0, 2_000, n =>
        {
            var name = new FieldName("Table", $"{n}", "Field");
            var text = Encoding.UTF8.GetBytes($"text {n}");
            seal.Open(seal.Close(text, name), name).Should().Equal(text);
        });
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<TestStorage> SavedAsync(params string[] ids)
    {
        var storage = await _database.OpenAsync();
        foreach (var id in ids)
        {
            await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", key: TestTurns.Key(id)), Now);
        }

        return storage;
    }

    private async Task ChangeAsync(string sql)
    {
        await using var connection = new SqliteConnection(SqliteFile.OnDisk($"Data Source={_database.File}").ConnectionString);
        await connection.OpenAsync(Now);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Now);
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, Now);
        return bytes;
    }
}

using Bot.Storage;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Tests.Given;
using Xunit;

namespace Tests.Storage;

public sealed class SqliteOpeningTests() : StorageOpeningContract(new SqliteTestDatabase());

public sealed class PostgresOpeningTests(PostgresServer server) : StorageOpeningContract(new PostgresTestDatabase(server));

/// <summary>What a start accepts and what it refuses.</summary>
public abstract class StorageOpeningContract : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private protected StorageOpeningContract(TestDatabase database) => _database = database;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_after_a_restart_what_was_saved_before()
    {
        var turn = await SaveOneAsync();

        await using var storage = await _database.OpenAsync();

        (await storage.Store.LoadAsync(turn, Now))!.Version.Should().Be(1);
        (await storage.Store.ReadTranscriptAsync(turn, 0, 10, Now)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Makes_a_key_ring_that_only_its_owner_may_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");

        await SaveOneAsync();

        new FileInfo(_database.KeyRing).UnixFileMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Refuses_to_start_without_the_key_ring_and_makes_no_new_one()
    {
        await SaveOneAsync();
        File.Delete(_database.KeyRing);

        (await FluentActions.Awaiting(() => _database.OpenAsync()).Should().ThrowAsync<StorageRefusedException>()).WithMessage("*is missing*");
        File.Exists(_database.KeyRing).Should().BeFalse();
    }

    [Fact]
    public async Task Refuses_to_start_with_the_key_ring_of_another_database()
    {
        await SaveOneAsync();
        await using (var other = new SqliteTestDatabase())
        {
            await using var opened = await other.OpenAsync();
            File.Copy(other.KeyRing, _database.KeyRing, overwrite: true);
        }

        (await FluentActions.Awaiting(() => _database.OpenAsync()).Should().ThrowAsync<StorageRefusedException>()).WithMessage("*Put back the key ring*");
    }

    [Fact]
    public async Task Refuses_to_start_with_a_damaged_key_ring()
    {
        await SaveOneAsync();
        await File.WriteAllTextAsync(_database.KeyRing, "{ \"active\":", Now);

        (await FluentActions.Awaiting(() => _database.OpenAsync()).Should().ThrowAsync<StorageRefusedException>()).WithMessage("*cannot be read*");
    }

    [Fact]
    public async Task Reads_old_conversations_after_the_master_key_was_changed()
    {
        var key = await SaveOneAsync();
        await AddMasterKeyAsync("second");

        await using (var storage = await _database.OpenAsync())
        {
            (await storage.Store.LoadAsync(key, Now)).Should().NotBeNull();
            await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", key: TestTurns.Key("later")), Now);
            await using var rows = storage.Rows();
            (await rows.DataKeys.Select(row => row.MasterKeyId).ToListAsync(Now)).Should().Contain("second").And.HaveCount(2);
        }
    }

    [Fact]
    public async Task Refuses_a_database_that_a_newer_version_has_set_up()
    {
        await SaveOneAsync();
        await ChangeAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('29990101000000_FromTheFuture', '99')""");

        (await FluentActions.Awaiting(() => _database.OpenAsync()).Should().ThrowAsync<StorageRefusedException>()).WithMessage("*newer version*FromTheFuture*");
    }

    [Fact]
    public async Task Asks_for_the_migrate_command_when_it_may_not_migrate_by_itself()
    {
        await SaveOneAsync();
        await ChangeAsync("""DELETE FROM "__EFMigrationsHistory" """);

        var opening = () => _database.OpenAsync(("Storage:MigrateAtStart", "false"));

        (await FluentActions.Awaiting(opening).Should().ThrowAsync<StorageRefusedException>()).WithMessage("*migrate command*");
    }

    [Fact]
    public async Task Two_replicas_can_start_on_an_empty_database_together()
    {
        // They share the key ring, as replicas must.
        await using (var maker = new SqliteTestDatabase())
        {
            await using var made = await maker.OpenAsync();
            Directory.CreateDirectory(Path.GetDirectoryName(_database.KeyRing)!);
            File.Copy(maker.KeyRing, _database.KeyRing);
        }

        var opened = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => _database.OpenAsync(), Now)));

        foreach (var storage in opened)
        {
            await storage.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_model_has_no_change_that_a_migration_lacks()
    {
        await using var storage = await _database.OpenAsync();
        await using var rows = storage.Rows();

        rows.Database.HasPendingModelChanges().Should().BeFalse();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _database.DisposeAsync();
    }

    private async Task<Engine.Conversations.ConversationKey> SaveOneAsync()
    {
        await using var storage = await _database.OpenAsync();
        var turn = TestTurns.Turn(null, "m1");
        await storage.Store.TrySaveAsync(turn, Now);
        return turn.After.Key;
    }

    private async Task ChangeAsync(string sql)
    {
        await using var storage = await _database.OpenAsync();
        await using var rows = storage.Rows();
        await rows.Database.ExecuteSqlRawAsync(sql, Now);
    }

    private async Task AddMasterKeyAsync(string id)
    {
        var ring = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(_database.KeyRing, Now))!;
        ring["active"] = id;
        ring["keys"]![id] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        await File.WriteAllTextAsync(_database.KeyRing, ring.ToJsonString(), Now);
    }
}

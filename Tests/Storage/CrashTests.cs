using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Storage;

/// <summary>An acknowledged turn is there after any crash, and no turn is ever there in part.</summary>
public sealed class CrashTests
{
    private const int Conversations = 4;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_ends_anywhere_holds_every_turn_acknowledged_before()
    {
        await using var database = new SqliteTestDatabase();
        await using var storage = await database.OpenAsync();
        var log = new FileInfo(database.File + "-wal");
        var acknowledged = new List<(long LogLength, ConversationKey Key, long Version)>();
        foreach (var turn in SomeTurns())
        {
            (await storage.Store.TrySaveAsync(turn, Now)).Should().Be(SaveOutcome.Saved);
            log.Refresh();
            acknowledged.Add((log.Length, turn.After.Key, turn.After.Version));
        }

        foreach (var length in Enumerable.Range(0, 25).Select(n => log.Length - (n * log.Length / 26) - (n * 131)))
        {
            await using var copy = await CrashedAsync(database, length);
            await using var crashed = await copy.OpenAsync();
            await CheckAsync(crashed, [.. acknowledged.Where(turn => turn.LogLength <= length).Select(turn => (turn.Key, turn.Version))]);
        }
    }

    [Fact]
    public async Task A_server_that_crashes_under_load_has_every_turn_it_acknowledged()
    {
        await using var server = new PostgresServer();
        await using var database = new PostgresTestDatabase(server);
        await using var storage = await database.OpenAsync();
        using var crashed = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Conversations).Select(n => Task.Run(() => WriteUntilAsync(storage, $"talk-{n}", crashed.Token), Now)).ToList();

        await Task.Delay(300, Now);
        await server.CrashAndRestartAsync();
        await crashed.CancelAsync();
        var acknowledged = await Task.WhenAll(writers);

        acknowledged.Sum(turn => turn.Version).Should().BePositive();
        await using var reopened = await database.OpenAsync();
        await CheckAsync(reopened, acknowledged);
    }

    private static IEnumerable<FinishedTurn> SomeTurns()
    {
        var before = new Dictionary<int, Conversation>();
        for (var n = 0; n < 40; n++)
        {
            var turn = TestTurns.Turn(before.GetValueOrDefault(n % Conversations), $"m{n}", key: TestTurns.Key($"talk-{n % Conversations}"));
            before[n % Conversations] = turn.After;
            yield return turn;
        }
    }

    /// <summary>The files as the disk would have them if the power had gone at that length of the log.</summary>
    private static async Task<SqliteTestDatabase> CrashedAsync(SqliteTestDatabase from, long logLength)
    {
        var copy = new SqliteTestDatabase();
        Directory.CreateDirectory(Path.GetDirectoryName(copy.KeyRing)!);
        File.Copy(from.KeyRing, copy.KeyRing);
        await CopyAsync(from.File, copy.File, long.MaxValue);
        await CopyAsync(from.File + "-wal", copy.File + "-wal", logLength);
        return copy;
    }

    private static async Task CopyAsync(string from, string to, long length)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var target = File.Create(to);
        await source.CopyToAsync(target, Now);
        target.SetLength(Math.Min(length, source.Length));
    }

    private static async Task CheckAsync(TestStorage storage, IReadOnlyList<(ConversationKey Key, long Version)> acknowledged)
    {
        foreach (var turns in acknowledged.GroupBy(turn => turn.Key))
        {
            var stored = await storage.Store.LoadAsync(turns.Key, Now);
            var lines = await storage.Store.ReadTranscriptAsync(turns.Key, 0, 10_000, Now);

            (stored?.Version ?? 0).Should().BeGreaterThanOrEqualTo(turns.Max(turn => turn.Version));
            lines.Select(line => line.Sequence).Should().Equal(Enumerable.Range(1, (int)(stored?.LastSequence ?? 0)).Select(n => (long)n));
        }
    }

    private static async Task<(ConversationKey Key, long Version)> WriteUntilAsync(TestStorage storage, string id, CancellationToken crashed)
    {
        Conversation? acknowledged = null;
        while (!crashed.IsCancellationRequested)
        {
            try
            {
                var turn = TestTurns.Turn(acknowledged, $"m{acknowledged?.Version ?? 0}", key: TestTurns.Key(id));
                var outcome = await storage.Store.TrySaveAsync(turn, Now);
                acknowledged = outcome == SaveOutcome.Saved ? turn.After : await storage.Store.LoadAsync(TestTurns.Key(id), Now);
            }
            catch (StorageUnavailableException)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }

        return (TestTurns.Key(id), acknowledged?.Version ?? 0);
    }
}

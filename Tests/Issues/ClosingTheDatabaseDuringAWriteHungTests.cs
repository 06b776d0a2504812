using Bot.Storage.Model;
using Bot.Storage.Sqlite;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Tests.Issues;

/// <summary>A stop that came while the writer was just waking for a write was slept through, and the program never ended.</summary>
public sealed class ClosingTheDatabaseDuringAWriteHungTests
{
    private const int Tries = 300;

    [Fact]
    public async Task Closes_however_near_a_write_the_stop_comes()
    {
        var file = SqliteFile.InMemory($"closing-{Environment.ProcessId}");
        using var keepsItOpen = file.OpenWriter();
        using var context = SqliteAssistantContext.On(file.ConnectionString);
        await context.Database.MigrateAsync(TestContext.Current.CancellationToken);

        var closed = Task.Run(() => Enumerable.Range(0, Tries).Count(_ => WritesAndCloses(file)), TestContext.Current.CancellationToken);

        (await closed.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Should().Be(Tries);
    }

    private static bool WritesAndCloses(SqliteFile file)
    {
        var writer = new SqliteWriter(file.OpenWriter());
        var job = new WorkJob<int>((_, _) => Task.FromResult(1));
        writer.Enqueue(job);
        writer.Dispose();

        return job.Task.IsCompletedSuccessfully;
    }
}

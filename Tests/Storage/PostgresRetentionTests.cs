using Bot.Desk;
using Bot.Storage;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Tests.Desk;
using Tests.Given;
using Xunit;

namespace Tests.Storage;

/// <summary>On PostgreSQL, whose files and backups are its operator's: what opens the sealed bytes is gone and vacuumed, and nobody is told more than that.</summary>
public sealed class PostgresRetentionTests(PostgresServer server)
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_purge_no_row_is_left_and_the_keys_are_vacuumed()
    {
        await using var database = new PostgresTestDatabase(server);
        await using var desk = await TestDesk.OpenAsync(database);
        var number = await desk.FileAsync();
        await desk.Storage.Get<DeskNotes>().AddAsync(TestDesk.Dana, number, "a private note", Now);
        (await CountAsync(desk)).Should().Be("2 1 1 1 1", "a key each for the conversation and the ticket");

        desk.Storage.Clock.Advance(TimeSpan.FromDays(91));
        await desk.Storage.Get<Retention>().PurgeAsync(Now);

        (await CountAsync(desk)).Should().Be("0 0 0 0 0");
        (await desk.Storage.Get<IAssistantDatabase>().CountAsync("""SELECT pg_relation_size('"DataKeys"')""", Now)).Should().Be(0, "a vacuum has given back the only page, on which the wrapped key stood");
        (await desk.AuditAsync())[^1].Facts.Should().Be("conversations=1 tickets=1 sends=0 auditLines=0 backups=0");
    }

    [Fact]
    public async Task No_backup_is_made_that_a_purge_could_not_reach()
    {
        await using var database = new PostgresTestDatabase(server);
        await using var desk = await TestDesk.OpenAsync(database);

        var backUp = () => desk.Storage.Get<Backups>().BackUpAsync(Now);

        (await backUp.Should().ThrowAsync<StorageRefusedException>()).Which.Message.Should().Contain("pg_dump").And.Contain("Retention:Days");
    }

    private static async Task<string> CountAsync(TestDesk desk)
    {
        await using var rows = desk.Storage.Rows();
        return $"{await rows.DataKeys.CountAsync(Now)} {await rows.Conversations.CountAsync(Now)} {await rows.Transcript.CountAsync(Now)} {await rows.Tickets.CountAsync(Now)} {await rows.Notes.CountAsync(Now)}";
    }
}

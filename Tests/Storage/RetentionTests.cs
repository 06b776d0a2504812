using Bot.Desk;
using Bot.Storage;
using Bot.Storage.Auditing;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tests.Desk;
using Tests.Fakes;
using Xunit;

namespace Tests.Storage;

public sealed class RetentionTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_purge_no_byte_of_it_is_in_any_file()
    {
        await using var database = new SqliteTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        var number = await desk.FileAsync();
        await desk.Storage.Get<DeskNotes>().AddAsync(TestDesk.Dana, number, "a private note", Now);
        var traces = await TracesAsync(desk);
        await desk.Storage.Get<Backups>().BackUpAsync(Now);
        traces.Should().OnlyContain(trace => FilesWith(database, trace).Count >= 2, "each stands in the database or its log, and in the backup");

        desk.Storage.Clock.Advance(TimeSpan.FromDays(91));
        await desk.Storage.Get<Retention>().PurgeAsync(Now);

        traces.Should().OnlyContain(trace => FilesWith(database, trace).Count == 0);
        (await desk.AuditAsync())[^1].Facts.Should().Be("conversations=1 tickets=1 sends=0 auditLines=0 backups=1");
        (await desk.VerifyAsync()).Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task A_backup_is_a_whole_database_and_keeps_what_is_still_kept()
    {
        await using var database = new SqliteTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        await desk.FileAsync("KP-OLD", "talk-old", ticket => ticket with { CreatedUtc = TestTurns.Start.AddDays(-80) });
        await desk.FileAsync("KP-NEW", "talk-new");
        var backup = await desk.Storage.Get<Backups>().BackUpAsync(Now);
        desk.Storage.Clock.Advance(TimeSpan.FromDays(20));

        await desk.Storage.Get<Retention>().PurgeAsync(Now);

        await using var restored = await TestDesk.OpenAsync(database, ("ConnectionStrings:Assistant", $"Data Source={backup}"));
        (await restored.Storage.Tickets.ListTicketsAsync(new TicketFilter(), Now)).Select(found => found.Ticket.Number).Should().Equal("KP-NEW");
        (await restored.ConversationAsync("talk-old")).Version.Should().Be(1);
        (await restored.VerifyAsync()).Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task A_backup_that_cannot_be_read_is_told_of_and_keeps_nothing_else_from_being_erased()
    {
        await using var database = new SqliteTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        await desk.FileAsync();
        var traces = await TracesAsync(desk);
        var broken = Path.Combine(Path.GetDirectoryName(await desk.Storage.Get<Backups>().BackUpAsync(Now))!, "assistant-0.db");
        await File.WriteAllTextAsync(broken, "cut off while it was copied", Now);
        desk.Storage.Clock.Advance(TimeSpan.FromDays(91));

        var purge = () => desk.Storage.Get<Retention>().PurgeAsync(Now);

        (await purge.Should().ThrowAsync<StorageRefusedException>()).Which.Message.Should().Contain(Path.GetFileName(broken));
        traces.Should().OnlyContain(trace => FilesWith(database, trace).Count == 0);
        (await desk.AuditAsync())[^1].Facts.Should().EndWith("backups=1 unreadableBackups=1");
    }

    [Fact]
    public async Task A_purge_that_was_stopped_before_the_backups_is_made_up_for_by_the_next()
    {
        await using var database = new SqliteTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        await desk.FileAsync();
        var traces = await TracesAsync(desk);
        var backup = await desk.Storage.Get<Backups>().BackUpAsync(Now);
        File.Move(backup, backup + ".away");
        desk.Storage.Clock.Advance(TimeSpan.FromDays(91));
        await desk.Storage.Get<Retention>().PurgeAsync(Now);
        File.Move(backup + ".away", backup);
        traces.Should().OnlyContain(trace => FilesWith(database, trace).Count == 1);

        await desk.Storage.Get<Retention>().PurgeAsync(Now);

        traces.Should().OnlyContain(trace => FilesWith(database, trace).Count == 0);
    }

    [Fact]
    public async Task What_an_interrupted_backup_left_behind_goes_once_nobody_can_be_writing_it_any_more()
    {
        await using var database = new SqliteTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        var left = await desk.Storage.Get<Backups>().BackUpAsync(Now) + Backups.Unfinished;
        await File.WriteAllTextAsync(left, "the first half of a copy", Now);
        File.SetLastWriteTimeUtc(left, desk.Storage.Clock.GetUtcNow().UtcDateTime);

        await desk.Storage.Get<Retention>().PurgeAsync(Now);
        File.Exists(left).Should().BeTrue("somebody may be writing it");
        desk.Storage.Clock.Advance(TimeSpan.FromDays(1));
        await desk.Storage.Get<Retention>().PurgeAsync(Now);

        File.Exists(left).Should().BeFalse();
    }

    [Fact]
    public async Task A_purge_that_fails_ends_no_chat_and_is_tried_again()
    {
        await using var database = new SqliteTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        var broken = await desk.Storage.Get<Backups>().BackUpAsync(Now);
        await File.WriteAllTextAsync(broken, "cut off while it was copied", Now);
        using var job = new RetentionJob(desk.Storage.Get<Retention>(), desk.Storage.Clock, desk.Storage.Get<ILogger<RetentionJob>>());

        await job.StartAsync(Now);
        while (!job.ExecuteTask!.IsCompleted && desk.Storage.Get<LogBook>().Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal)) < 2)
        {
            desk.Storage.Clock.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        job.ExecuteTask!.IsCompleted.Should().BeFalse();
        await job.StopAsync(Now);
        desk.Storage.Get<LogBook>().Lines.Should().Contain(line => line.Contains(Path.GetFileName(broken)));
    }

    [Fact]
    public async Task A_closed_ticket_goes_after_thirty_days_with_all_that_belongs_to_it()
    {
        await using var database = new InMemoryTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        var number = await desk.FileAsync();
        await desk.FileAsync("KP-OPEN", "talk-2");
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);
        await desk.Storage.Get<DeskNotes>().AddAsync(TestDesk.Dana, number, "a private note", Now);
        await desk.Storage.Get<DeskWrapUp>().CloseAsync(TestDesk.Dana, number, "account-unlocked", null, Now);
        desk.Storage.Clock.Advance(TimeSpan.FromDays(31));

        var (conversations, tickets) = await desk.Storage.Get<Retention>().PurgeAsync(Now);

        (conversations, tickets).Should().Be((0, 1));
        await using var rows = desk.Storage.Rows();
        (await rows.Cases.Select(row => row.Number).ToListAsync(Now)).Should().Equal("KP-OPEN");
        (await rows.Notes.CountAsync(Now)).Should().Be(0);
    }

    [Fact]
    public async Task What_could_not_be_sent_is_kept_for_a_month_and_what_was_sent_is_known_for_a_week()
    {
        await using var database = new InMemoryTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database, ("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Path", "unused"));
        await desk.FileAsync("KP-DEAD", "talk-1");
        await desk.FileAsync("KP-SENT", "talk-2");
        var storage = desk.Storage.Get<IAssistantDatabase>();
        await storage.WriteAsync(DeskWrites.Run("""UPDATE "Outbox" SET "State" = 2 WHERE "Subject" = 'key-KP-DEAD' """), Now);
        await storage.WriteAsync(DeskWrites.Run("""UPDATE "Outbox" SET "State" = 1 WHERE "Subject" = 'key-KP-SENT' """), Now);

        desk.Storage.Clock.Advance(TimeSpan.FromDays(8));
        await desk.Storage.Get<Retention>().PurgeAsync(Now);
        var afterAWeek = await SubjectsAsync(desk);
        desk.Storage.Clock.Advance(TimeSpan.FromDays(23));
        await desk.Storage.Get<Retention>().PurgeAsync(Now);

        afterAWeek.Should().Equal("key-KP-DEAD");
        (await SubjectsAsync(desk)).Should().BeEmpty();
        (await desk.AuditAsync()).Should().Contain(line => line.Act == AuditActs.Purged && line.Facts.Contains("sends=1"));
    }

    private static async Task<List<string>> SubjectsAsync(TestDesk desk)
    {
        await using var rows = desk.Storage.Rows();
        return await rows.Outbox.Select(row => row.Subject).ToListAsync(Now);
    }

    /// <summary>A piece out of the middle of everything that is sealed, and of the keys that open it.</summary>
    private static async Task<List<byte[]>> TracesAsync(TestDesk desk)
    {
        await using var rows = desk.Storage.Rows();
        var whole = new List<byte[]>();
        whole.AddRange(await rows.DataKeys.Select(row => row.Wrapped).ToListAsync(Now));
        whole.AddRange(await rows.Conversations.Select(row => row.State).ToListAsync(Now));
        whole.AddRange(await rows.Transcript.Select(row => row.Lines).ToListAsync(Now));
        whole.AddRange(await rows.Tickets.Select(row => row.Record).ToListAsync(Now));
        whole.AddRange(await rows.Notes.Select(row => row.Text).ToListAsync(Now));
        return [.. whole.Select(bytes => bytes.AsSpan(14, 24).ToArray())];
    }

    internal static List<string> FilesWith(SqliteTestDatabase database, byte[] trace) =>
        [.. Directory.EnumerateFiles(database.Folder, "*", SearchOption.AllDirectories).Where(file => Read(file).AsSpan().IndexOf(trace) >= 0)];

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

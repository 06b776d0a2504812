using Bot.Desk;
using Bot.Storage;
using Bot.Storage.Auditing;
using FluentAssertions;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Desk;

/// <summary>Whoever changes the audit behind the program's back is found out, and it is told where.</summary>
public abstract class AuditContract : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private protected AuditContract(TestDatabase database) => _database = database;

    /// <summary>What somebody with the database but without the key ring might do to ten lines, and what is said of it.</summary>
    private static readonly (string What, string[] Sql, string Expected)[] Corpus =
    [
        ("another actor", ["""UPDATE "Audit" SET "Actor" = 'agent-lee' WHERE "Sequence" = 4"""], "Line 4 is not"),
        ("another role", ["""UPDATE "Audit" SET "Role" = 'auditor' WHERE "Sequence" = 4"""], "Line 4 is not"),
        ("another act", ["""UPDATE "Audit" SET "Act" = 'ticket.viewed' WHERE "Sequence" = 5"""], "Line 5 is not"),
        ("another ticket", ["""UPDATE "Audit" SET "Subject" = 'KP-9' WHERE "Sequence" = 5"""], "Line 5 is not"),
        ("other facts", ["""UPDATE "Audit" SET "Facts" = 'n=0' WHERE "Sequence" = 6"""], "Line 6 is not"),
        ("facts moved into the subject", ["""UPDATE "Audit" SET "Subject" = "Subject" || "Facts", "Facts" = '' WHERE "Sequence" = 6"""], "Line 6 is not"),
        ("another time", ["""UPDATE "Audit" SET "At" = "At" - 1 WHERE "Sequence" = 2"""], "Line 2 is not"),
        ("no reason any more", ["""UPDATE "Audit" SET "Words" = NULL WHERE "Sequence" = 3"""], "Line 3 is not"),
        ("another line's reason", ["""UPDATE "Audit" SET "Words" = (SELECT "Words" FROM "Audit" WHERE "Sequence" = 9) WHERE "Sequence" = 3"""], "Line 3 is not"),
        ("another line's hash", ["""UPDATE "Audit" SET "Hash" = (SELECT "Hash" FROM "Audit" WHERE "Sequence" = 2) WHERE "Sequence" = 7"""], "Line 7 is not"),
        ("a missing line", ["""DELETE FROM "Audit" WHERE "Sequence" = 5"""], "Line 5 is missing."),
        ("missing lines", ["""DELETE FROM "Audit" WHERE "Sequence" IN (5, 6, 7)"""], "Lines 5 to 7 are missing."),
        ("the first line missing", ["""DELETE FROM "Audit" WHERE "Sequence" = 1"""], "Line 1 is missing."),
        ("the last line missing", ["""DELETE FROM "Audit" WHERE "Sequence" = 10"""], "Lines 10 to 10 are missing at the end."),
        ("all lines missing", ["""DELETE FROM "Audit" """], "Lines 1 to 10 are missing at the end."),
        ("two lines changed about", ["""UPDATE "Audit" SET "Sequence" = 99 WHERE "Sequence" = 4""", """UPDATE "Audit" SET "Sequence" = 4 WHERE "Sequence" = 6""", """UPDATE "Audit" SET "Sequence" = 6 WHERE "Sequence" = 99"""], "Line 4 is not"),
        ("a line taken out and the rest moved up", ["""DELETE FROM "Audit" WHERE "Sequence" = 9""", """UPDATE "Audit" SET "Sequence" = 9 WHERE "Sequence" = 10"""], "Line 9 is not"),
        ("a line put in at the end", ["""INSERT INTO "Audit" ("Sequence", "At", "Actor", "Role", "Act", "Subject", "Facts", "Hash") SELECT 11, "At", "Actor", "Role", "Act", "Subject", "Facts", "Hash" FROM "Audit" WHERE "Sequence" = 10"""], "Line 11 is not"),
        ("a line put in at the start", ["""INSERT INTO "Audit" ("Sequence", "At", "Actor", "Role", "Act", "Subject", "Facts", "Hash") SELECT 0, "At", "Actor", "Role", "Act", "Subject", "Facts", "Hash" FROM "Audit" WHERE "Sequence" = 1"""], "Line 0 is not"),
        ("an end that was moved", ["""DELETE FROM "Audit" WHERE "Sequence" = 10""", """UPDATE "AuditHead" SET "Last" = 9, "LastHash" = (SELECT "Hash" FROM "Audit" WHERE "Sequence" = 9)"""], "begins and ends was changed"),
        ("a beginning that was moved", ["""DELETE FROM "Audit" WHERE "Sequence" = 1""", """UPDATE "AuditHead" SET "First" = 2"""], "begins and ends was changed"),
        ("no head", ["""DELETE FROM "AuditHead" """], "begins and ends is missing"),
        ("a head of nothing", ["""DELETE FROM "Audit" """, """DELETE FROM "AuditHead" """], "that was noted earlier"),
    ];

    public static TheoryData<string> Cases => [.. Corpus.Select(known => known.What)];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Tampering_is_found_and_told_where(string what)
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        await WriteAsync(desk, 10);
        var mark = (await desk.VerifyAsync()).Last;
        var (_, sql, expected) = Corpus.Single(known => known.What == what);

        foreach (var statement in sql)
        {
            await desk.Storage.Get<IAssistantDatabase>().WriteAsync(DeskWrites.Run(statement), Now);
        }

        (await desk.VerifyAsync(mark)).Faults.Should().Contain(fault => fault.Contains(expected));
    }

    [Fact]
    public async Task A_whole_audit_is_whole_and_reads_back_with_its_words()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        await WriteAsync(desk, 10);
        var mark = (await desk.VerifyAsync()).Last;
        await WriteAsync(desk, 5);

        var report = await desk.VerifyAsync(mark);

        (report.Faults.Count, report.Lines).Should().Be((0, 15L));
        (await desk.AuditAsync()).Select(line => line.Words).Should().OnlyContain(words => words == null || words.StartsWith("because"));
        AuditMark.Parse(mark.ToString()!).Should().BeEquivalentTo(mark);
    }

    [Fact]
    public async Task Lines_are_kept_for_six_years_and_the_chain_holds_without_the_old_ones()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        await WriteAsync(desk, 4);
        desk.Storage.Clock.Advance(TimeSpan.FromDays(2_000));
        await WriteAsync(desk, 3);
        desk.Storage.Clock.Advance(TimeSpan.FromDays(191));
        await desk.Storage.Get<Retention>().PurgeAsync(Now);
        (await desk.VerifyAsync()).Lines.Should().Be(7);

        desk.Storage.Clock.Advance(TimeSpan.FromDays(2));
        await desk.Storage.Get<Retention>().PurgeAsync(Now);

        var report = await desk.VerifyAsync();
        (report.Faults.Count, report.Lines).Should().Be((0, 4L));
        (await desk.AuditAsync())[^1].Should().Match<AuditEntry>(line => line.Act == AuditActs.Purged && line.Facts.Contains("auditLines=4"));
    }

    [Fact]
    public async Task Many_at_once_make_one_chain()
    {
        await using var desk = await TestDesk.OpenAsync(_database);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => WriteAsync(desk, 5), Now)));

        var report = await desk.VerifyAsync();
        (report.Faults.Count, report.Lines).Should().Be((0, 200L));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _database.DisposeAsync();
    }

    private static async Task WriteAsync(TestDesk desk, int lines)
    {
        for (var line = 0; line < lines; line++)
        {
            await desk.Storage.Get<Audit>().WriteAsync(TestDesk.Dana.Actor, new AuditLine(AuditActs.Revealed, $"KP-{line}", $"n={line}", line % 3 == 2 ? $"because {line}" : null), Now);
        }
    }
}

public sealed class SqliteAuditTests() : AuditContract(new SqliteTestDatabase());

public sealed class PostgresAuditTests(PostgresServer server) : AuditContract(new PostgresTestDatabase(server));

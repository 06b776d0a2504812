using Bot.Desk;
using Bot.Storage.Auditing;
using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using FluentAssertions;
using Tests.Storage;
using Xunit;

namespace Tests.Desk;

/// <summary>What leaves the desk as text: exports, and transcripts with their personal values masked.</summary>
public sealed class DeskTextTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")")]
    [InlineData("+1+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(1,2)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("  =1+1")]
    [InlineData("\u00a0=1+1")]
    [InlineData("\ufeff=1+1")]
    [InlineData("\"=1+1\"")]
    [InlineData("＝1+1")]
    [InlineData("＠SUM(1)")]
    public void A_cell_never_begins_a_formula(string text)
    {
        var cell = Csv.Cell(text);

        cell.Should().StartWith("\"'").And.EndWith("\"");
        cell[1..^1].Replace("\"\"", "").Should().NotContain("\"");
    }

    [Theory]
    [InlineData("Account locked", "\"Account locked\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData(null, "\"\"")]
    public void Other_text_stays_as_it_is(string? text, string cell) => Csv.Cell(text).Should().Be(cell);

    [Fact]
    public async Task An_export_holds_every_case_of_the_filter_no_personal_field_and_stands_in_the_audit()
    {
        await using var database = new InMemoryTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        await desk.FileAsync("KP-1", "talk-1", ticket => ticket with { Error = ticket.Error with { Verbatim = "=cmd|'/C calc'!A0" } });
        await desk.FileAsync("KP-2", "talk-2", ticket => ticket with { Language = "es" });
        var file = new StringWriter();

        var written = await desk.Storage.Get<DeskExport>().WriteAsync(TestDesk.Sam, new QueueFilter { Language = "en" }, file, Now);

        written.Value.Should().Be(1);
        file.ToString().Should().Contain("\"KP-1\"").And.Contain("\"'=cmd|").And.NotContain("KP-2").And.NotContain("Jo Doe").And.NotContain("jo@example.org").And.NotContain("555");
        (await desk.AuditAsync()).Should().ContainSingle(line => line.Act == AuditActs.Exported).Which.Actor.Should().Be(TestDesk.Sam.Id);
    }

    [Theory]
    [InlineData("triage.greet", "call me on 510.555.0100 please", "call me on •••••• please")]
    [InlineData("triage.greet", "it is (510) 555-0100, I said 510.555.0100, and 5105550100", "it is ••••••, I said ••••••, and ••••••")]
    [InlineData("triage.greet", "mine is ５１０ ５５５ ０１００", "mine is ••••••")]
    [InlineData("triage.greet", "I am JO DOE", "I am ••••••")]
    [InlineData("triage.greet", "member 12-34 56 78", "member ••••••")]
    [InlineData("checklist.ask-full-name", "it is Josephine, not Jo", "••••••")]
    [InlineData("checklist.ask-error-text", "Account locked", "Account locked")]
    public void A_value_that_is_masked_in_the_brief_is_masked_in_the_talk(string asked, string said, string shown)
    {
        var question = new TranscriptEntry { Sequence = 1, Speaker = Speaker.Assistant, At = TestTurns.Start, Reply = new Reply { Journey = "j", Step = "s", Wording = asked, Text = "?" } };
        var answer = new TranscriptEntry { Sequence = 2, Speaker = Speaker.Member, At = TestTurns.Start, Text = said };

        var lines = new TranscriptMask(Ticket()).Apply([question, answer]).ToList();

        lines[1].Text.Should().Be(shown);
    }

    [Fact]
    public async Task Canned_replies_are_filled_and_speak_of_the_members_problem()
    {
        await using var database = new InMemoryTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);
        await desk.FileAsync();
        var item = (await desk.Queue.PageAsync(TestDesk.Dana, new QueueFilter(), Now)).Value!.Items[0];

        var replies = desk.Storage.Get<CannedReplies>().For(TestDesk.Dana, item);

        replies["hello"].Should().Contain("Dana");
        replies["about-problem"].Should().Contain("My account is locked");
        replies.Values.Should().OnlyContain(text => !text.Contains('{'));
    }

    private static Ticket Ticket() => TestTurns.Ticket();
}

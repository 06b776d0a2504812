using System.Text;
using Bot.Delivery;
using Bot.Delivery.Targets;
using FluentAssertions;
using Tests.Fakes;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Targets;

/// <summary>What of a ticket leaves, and in which form.</summary>
public sealed class FieldListTests : IAsyncDisposable
{
    private static readonly string[] Personal = ["Jo Doe", "1234 5678", "jo@example.org", "555-0100"];

    /// <summary>What would run, load, link or format itself somewhere.</summary>
    private static readonly string[] Markup =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "\"><b onmouseover=alert(1)>", "<a href=javascript:alert(1)>x</a>", "</div><iframe src=//evil>",
        "&lt;script&gt;", "<!--", "]]>", "[code]<b>x</b>[/code]", "{noformat}!http://evil/x.png!", "{NoFormat} [x|http://evil]", "![x](http://evil/x.png)", "\u202eevil", "a\u0000b\u001b[31m",
    ];

    private readonly InMemoryTestDatabase _database = new();

    public static TheoryData<string> Kinds =>
    [
        nameof(TicketTargetKind.Webhook), nameof(TicketTargetKind.ServiceNow), nameof(TicketTargetKind.Zendesk), nameof(TicketTargetKind.Freshdesk),
        nameof(TicketTargetKind.JiraServiceManagement), nameof(TicketTargetKind.Salesforce), nameof(TicketTargetKind.Zammad),
    ];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_personal_leaves_unless_it_is_allowed(string kind)
    {
        (await SentAsync(kind)).Should().NotContainAny(Personal).And.Contain("KP-7K3M-9Q2X").And.Contain("too-many-tries");

        (await SentAsync(kind, "*")).Should().ContainAll(Personal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_what_is_named_leaves(string kind)
    {
        var sent = await SentAsync(kind, "checklist.full_name", "goal");

        sent.Should().Contain("Jo Doe").And.Contain("sign_in").And.NotContainAny("1234 5678", "jo@example.org", "555-0100", "Account locked", "caps-lock", "Chrome");
    }

    [Fact]
    public void A_withheld_item_is_still_seen_to_be_there()
    {
        var ticket = new FieldList(new TicketTarget { Kind = "Webhook" }).Filter(Engine.Conversations.ConversationJson.Write(TestTurns.Ticket()));

        ticket.ToJsonString().Should().Contain("""{"id":"full_name","state":"given","sensitivity":"pii"}""").And.NotContain("conversationId");
    }

    [Fact]
    public void What_the_member_typed_never_becomes_markup()
    {
        foreach (var text in Markup)
        {
            var brief = TicketBrief.Of(new AllowedTicket(new FieldList(new TicketTarget { Kind = "Webhook", Fields = ["*"] })
                .Filter(Engine.Conversations.ConversationJson.Write(TestTurns.Ticket() with { Error = TestTurns.Ticket().Error with { Verbatim = text } }))));

            System.Text.RegularExpressions.Regex.Replace(brief.Html(), "</?(div|b)>|<br>", "").Should().NotContainAny("<", ">");
            brief.Fenced().Split("{noformat", StringSplitOptions.None).Should().HaveCount(3, "one fence before and one after: {0}", text);
            brief.Indented().Split('\n').Should().OnlyContain(line => line.Length == 0 || line.StartsWith("    "));
            brief.Plain().Should().NotContainAny("[code]", "\u202e", "\u0000", "\u001b");
        }
    }

    [Fact]
    public async Task A_large_ticket_is_cut_to_what_a_webhook_takes()
    {
        await using var system = await FakeTicketSystem.StartAsync(TicketTargetKind.Webhook);
        await using var storage = await _database.OpenAsync([.. system.Settings(0, "system")]);
        var large = TestTurns.Ticket() with { Error = TestTurns.Ticket().Error with { Verbatim = new string('ü', 30_000) } };
        await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: large), Now);

        await storage.Get<OutboxSender>().SendDueAsync(Now);

        var data = system.Tickets.Should().ContainSingle().Subject["data"]!;
        ((string?)data["number"], (bool?)data["cut"]).Should().Be(("KP-7K3M-9Q2X", true));
        system.Receiver.Requests[^1].Body.Length.Should().BeLessThanOrEqualTo(20 * 1024);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Everything that went over the wire: addresses, headers, bodies.</summary>
    private async Task<string> SentAsync(string kindName, params string[] fields)
    {
        await using var system = await FakeTicketSystem.StartAsync(Enum.Parse<TicketTargetKind>(kindName));
        await using var storage = await _database.OpenAsync([.. system.Settings(0, "system"), .. fields.Select((field, index) => ($"Tickets:Targets:0:Fields:{index}", field))]);
        await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket()), Now);
        await storage.Get<OutboxSender>().SendDueAsync(Now);

        system.Tickets.Should().ContainSingle();
        var all = new StringBuilder();
        foreach (var request in system.Receiver.Requests)
        {
            all.AppendLine(request.Path + Uri.UnescapeDataString(request.Query)).AppendJoin('\n', request.Headers).AppendLine(request.Text);
        }

        return all.ToString();
    }
}

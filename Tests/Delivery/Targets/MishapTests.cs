using Bot.Delivery;
using Bot.Delivery.Targets;
using Bot.Storage.Model;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Tests.Fakes;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Targets;

/// <summary>Every ticket system, and everything it may do to us: in the end it has the ticket, once.</summary>
public sealed class MishapTests : IAsyncDisposable
{
    /// <summary>What must not be told in logs, reasons and addresses.</summary>
    private static readonly string[] Personal = ["Jo Doe", "1234 5678", "jo@example.org", "555-0100", "Account locked", "s3cret", "t0ken", FakeTicketSystem.WebhookSecret];

    private readonly InMemoryTestDatabase _database = new();

    public static TheoryData<string, Mishap> Runs =>
        new(from kind in Kinds from mishap in Enum.GetValues<Mishap>() select (kind, mishap));

    /// <summary>Two mishaps in a row, the second of which comes when the first may have left a ticket there.</summary>
    public static TheoryData<string, Mishap, Mishap> DoubleRuns =>
        new(from kind in Kinds from first in DoubledMishaps from second in DoubledMishaps select (kind, first, second));

    public static TheoryData<string> All => [.. Kinds];

    private static string[] Kinds =>
    [
        nameof(TicketTargetKind.Webhook), nameof(TicketTargetKind.ServiceNow), nameof(TicketTargetKind.Zendesk), nameof(TicketTargetKind.Freshdesk),
        nameof(TicketTargetKind.JiraServiceManagement), nameof(TicketTargetKind.Salesforce), nameof(TicketTargetKind.Zammad),
    ];

    private static Mishap[] DoubledMishaps => [Mishap.ServerError, Mishap.CreatedThenCut, Mishap.CreatedWithoutJson];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_database.Folder, "tickets");

    [Fact]
    public void As_many_runs_as_the_docs_say() => (Runs.Count + DoubleRuns.Count + All.Count).Should().Be(175);

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task One_ticket_whatever_goes_wrong(string kind, Mishap mishap) => await RunAsync(kind, mishap);

    [Theory]
    [MemberData(nameof(DoubleRuns))]
    public async Task One_ticket_when_it_goes_wrong_twice(string kind, Mishap first, Mishap second) => await RunAsync(kind, first, second);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_is_said_to_a_wrong_certificate_and_one_ticket_comes_when_it_is_mended(string kindName)
    {
        var kind = Enum.Parse<TicketTargetKind>(kindName);
        using var certificate = Certificate.SelfSigned();
        await using var wrong = await FakeTicketSystem.StartAsync(kind, certificate);
        await using var mended = await FakeTicketSystem.StartAsync(kind);
        await using var database = new SqliteTestDatabase();
        await using (var before = await database.OpenAsync([.. wrong.Settings(0, "system")]))
        {
            await before.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket()), Now);
            await before.Get<OutboxSender>().SendDueAsync(Now);
            (await RowAsync(before)).State.Should().Be(OutboxState.Due);
        }

        await using var after = await database.OpenAsync([.. mended.Settings(0, "system")]);
        after.Clock.Advance(TimeSpan.FromHours(3));
        await after.Get<OutboxSender>().SendDueAsync(Now);

        wrong.Receiver.Requests.Should().BeEmpty();
        mended.Tickets.Should().ContainSingle();
        (await RowAsync(after)).State.Should().Be(OutboxState.Done);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task RunAsync(string kindName, params Mishap[] mishaps)
    {
        var kind = Enum.Parse<TicketTargetKind>(kindName);
        await using var canary = Canary.Anywhere();
        await using var system = await FakeTicketSystem.StartAsync(kind, mishaps);
        system.CanaryPort = canary.Port;
        await using var storage = await _database.OpenAsync([.. system.Settings(0, "system"), ("Tickets:Targets:1:Kind", "File"), ("Tickets:Targets:1:Path", Folder)]);
        await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket()), Now);

        await storage.Get<OutboxSender>().SendDueAsync(Now);
        Directory.GetFiles(Folder).Should().ContainSingle("another target is not held up");
        for (var attempt = 0; attempt < 4 && (await RowAsync(storage)).State == OutboxState.Due; attempt++)
        {
            storage.Clock.Advance(TimeSpan.FromHours(3));
            await storage.Get<OutboxSender>().SendDueAsync(Now);
        }

        (await RowAsync(storage)).State.Should().Be(OutboxState.Done);
        system.Tickets.Should().ContainSingle();
        (await storage.Tickets.FindTicketAsync("KP-7K3M-9Q2X", Now))!.Status.Should().Be(TicketStatus.Delivered);
        await using var rows = storage.Rows();
        (await rows.OutsideTickets.CountAsync(Now)).Should().Be(kind == TicketTargetKind.Webhook ? 0 : 1, "a webhook tells no number");
        (await canary.CountAsync()).Should().Be(0);
        string.Join('\n', storage.Get<LogBook>().Lines).Should().NotContainAny(Personal);
    }

    private static async Task<OutboxRow> RowAsync(TestStorage storage)
    {
        await using var rows = storage.Rows();
        var row = await rows.Outbox.AsNoTracking().SingleAsync(row => row.Target == "system", Now);
        (row.Reason ?? "").Should().NotContainAny(Personal);
        return row;
    }
}

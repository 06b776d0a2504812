using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Bot.Delivery.Webhooks;
using Engine.Conversations;
using Engine.Handover;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Callbacks;

/// <summary>What ticket systems may tell us, and what they may not.</summary>
public sealed class CallbackTests : IAsyncDisposable
{
    private const string Secret = "whsec_dGhlLXRpY2tldC1zeXN0ZW0tdGVsbHMtdXMtaG93";
    private const string Number = "KP-7K3M-9Q2X";

    private readonly DirectLineServer _server = DirectLineServer.Start(
        ("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Name", "desk"), ("Tickets:Targets:0:Path", Path.GetTempPath()), ("Tickets:Targets:0:CallbackSecret", Secret),
        ("Tickets:Targets:1:Kind", "File"), ("Tickets:Targets:1:Name", "mute"), ("Tickets:Targets:1:Path", Path.GetTempPath()));

    private int _messages;

    private IConversationStore Store => _server.Services.GetRequiredService<IConversationStore>();

    [Fact]
    public async Task What_is_told_stands_with_the_ticket_until_something_newer_is_told()
    {
        await FileAsync();

        (await TellAsync("in_progress")).Should().Be(HttpStatusCode.NoContent);
        (await NewsAsync()).Should().BeEquivalentTo(new { Number, OutsideNumber = "INC0010002", Progress = TicketProgress.InProgress });
        (await TellAsync("solved")).Should().Be(HttpStatusCode.NoContent);
        (await TellAsync("waiting_for_member", minutesAgo: 5)).Should().Be(HttpStatusCode.NoContent, "it came in late");

        (await NewsAsync())!.Progress.Should().Be(TicketProgress.Solved);
    }

    [Fact]
    public async Task A_message_told_again_changes_nothing()
    {
        await FileAsync();
        var first = Message("in_progress");
        await SendAsync(first, "id-1");
        _server.Clock.Advance(TimeSpan.FromSeconds(10));
        await SendAsync(Message("solved"), "id-2");

        (await SendAsync(Message("waiting_for_member"), "id-1")).Should().Be(HttpStatusCode.NoContent);

        (await NewsAsync())!.Progress.Should().Be(TicketProgress.Solved);
    }

    [Fact]
    public async Task A_recorded_message_is_no_good_after_five_minutes()
    {
        await FileAsync();
        var at = _server.Clock.GetUtcNow();
        _server.Clock.Advance(TimeSpan.FromSeconds(301));

        (await SendAsync(Message("solved"), "id-1", signedAt: at)).Should().Be(HttpStatusCode.Unauthorized);

        (await NewsAsync()).Should().BeNull();
    }

    [Theory]
    [InlineData("desk", "whsec_YW5vdGhlciBzZWNyZXQgb2Ygc29tZWJvZHkgZWxzZQ==")]
    [InlineData("mute", Secret)]
    [InlineData("nobody", Secret)]
    public async Task Without_the_targets_own_secret_nothing_is_taken(string target, string secret)
    {
        await FileAsync();

        (await SendAsync(Message("solved"), "id-1", target: target, secret: secret)).Should().Be(HttpStatusCode.Unauthorized);

        (await NewsAsync()).Should().BeNull();
    }

    [Theory]
    [InlineData("""{"timestamp":"2026-11-23T09:30:00Z","data":{"number":"KP-0000-0000","outsideNumber":"INC1","status":"solved"}}""", HttpStatusCode.NotFound)]
    [InlineData("""{"timestamp":"2026-11-23T09:30:00Z","data":{"number":"KP-7K3M-9Q2X","outsideNumber":"<b>INC1</b>","status":"solved"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"timestamp":"2026-11-23T09:30:00Z","data":{"number":"KP-7K3M-9Q2X","outsideNumber":"call 555 0100 now","status":"solved"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"timestamp":"2026-11-23T09:30:00Z","data":{"number":"KP-7K3M-9Q2X","outsideNumber":"","status":"solved"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"timestamp":"2026-11-23T09:30:00Z","data":{"number":"KP-7K3M-9Q2X","outsideNumber":"INC1","status":"lost"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"timestamp":"yesterday","data":{"number":"KP-7K3M-9Q2X","outsideNumber":"INC1","status":"solved"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"timestamp":"2026-11-23T09:30:00Z","data":{"number":7,"outsideNumber":"INC1","status":"solved"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""[]""", HttpStatusCode.BadRequest)]
    [InlineData("""not json""", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_read_is_refused(string body, HttpStatusCode status)
    {
        await FileAsync();

        (await SendAsync(body, "id-1")).Should().Be(status);

        (await NewsAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_time_that_lies_ahead_does_not_stand_for_ever()
    {
        await FileAsync();
        await TellAsync("in_progress", minutesAgo: -1_000_000);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));

        await TellAsync("solved");

        (await NewsAsync())!.Progress.Should().Be(TicketProgress.Solved);
    }

    [Fact]
    public async Task A_body_beyond_measure_is_refused()
    {
        (await SendAsync(new string(' ', 30_000), "id-1")).Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task FileAsync()
    {
        var turn = TestTurns.Turn(null, "m1", tickets: TestTurns.Ticket());
        await Store.TrySaveAsync(turn with { After = turn.After with { Tickets = [new FiledTicket(Number, TestTurns.Start, "account-locked")] } }, CancellationToken.None);
    }

    private async Task<TicketNews?> NewsAsync() => (await Store.LoadAsync(TestTurns.Key(), CancellationToken.None))!.News.SingleOrDefault();

    private Task<HttpStatusCode> TellAsync(string status, int minutesAgo = 0) => SendAsync(Message(status, minutesAgo), $"id-{_messages++}");

    private string Message(string status, int minutesAgo = 0) => JsonSerializer.Serialize(new
    {
        type = "ticket.updated",
        timestamp = _server.Clock.GetUtcNow().AddMinutes(-minutesAgo),
        data = new { number = Number, outsideNumber = "INC0010002", status },
    });

    private async Task<HttpStatusCode> SendAsync(string body, string id, string target = "desk", string secret = Secret, DateTimeOffset? signedAt = null)
    {
        using var caller = _server.Caller();
        var at = signedAt ?? _server.Clock.GetUtcNow();
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/tickets/{target}/status") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Read(secret)!.Sign(id, at, bytes));
        using var answer = await caller.SendAsync(request);

        return answer.StatusCode;
    }
}

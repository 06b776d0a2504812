using System.Net;
using System.Net.WebSockets;
using System.Text;
using Bot.Desk;
using Bot.Desk.Accounts;
using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Desk;

/// <summary>
/// Who may do what at the desk, over HTTP as a browser does it: each route by each role, and where it is about a ticket, on one of nobody's, one's own and another agent's. The
/// table is written out here and not read from the program: a route without a line fails, and so does a line that the program does not keep.
/// </summary>
public sealed class AuthorisationMatrixTests : IAsyncLifetime
{
    private const string All = "noa";

    /// <summary>Route: for agent, supervisor, auditor and administrator the tickets (n: nobody's, o: own, a: another's) it may be done to; "+" where it is about no ticket; "-" not at all.</summary>
    private static readonly Dictionary<string, (string Agent, string Supervisor, string Auditor, string Administrator)> Matrix = new()
    {
        ["GET /desk"] = ("+", "+", "+", "+"),
        ["GET /desk/queue"] = ("+", "+", "+", "+"),
        ["GET /desk/live"] = ("+", "+", "+", "+"),
        ["POST /desk/presence"] = ("+", "+", "-", "+"),
        ["POST /desk/search"] = ("+", "+", "-", "+"),
        ["POST /desk/export"] = ("-", "+", "-", "+"),
        ["GET /desk/tickets/{number}"] = (All, All, All, All),
        ["GET /desk/tickets/{number}/brief"] = (All, All, All, All),
        ["GET /desk/tickets/{number}/state"] = (All, All, All, All),
        ["GET /desk/tickets/{number}/lines"] = (All, All, All, All),
        ["POST /desk/tickets/{number}/claim"] = (All, All, "-", All),
        ["POST /desk/tickets/{number}/notes"] = (All, All, "-", All),
        ["POST /desk/tickets/{number}/break-glass"] = (All, All, "-", All),
        ["POST /desk/tickets/{number}/release"] = ("o", All, "-", All),
        ["POST /desk/tickets/{number}/transfer"] = ("o", All, "-", All),
        ["POST /desk/tickets/{number}/reveal"] = ("o", All, "-", All),
        ["POST /desk/tickets/{number}/flag"] = ("o", All, "-", All),
        ["POST /desk/tickets/{number}/close"] = ("o", All, "-", All),
        ["POST /desk/tickets/{number}/reopen"] = ("o", All, "-", All),
        ["POST /desk/tickets/{number}/merge"] = ("o", All, "-", All),
        ["POST /desk/tickets/{number}/join"] = ("o", "o", "-", "o"),
        ["POST /desk/tickets/{number}/say"] = ("o", "o", "-", "o"),
        ["POST /desk/tickets/{number}/typing"] = ("o", "o", "-", "o"),
        ["POST /desk/tickets/{number}/hand-back"] = ("o", "o", "-", "o"),
        ["POST /desk/tickets/{number}/leave"] = ("o", "o", "-", "o"),
        ["GET /desk/audit"] = ("-", "+", "+", "+"),
        ["POST /desk/audit/verify"] = ("-", "+", "+", "+"),
        ["GET /desk/alarms"] = ("-", "+", "-", "+"),
        ["POST /desk/alarms/{id}/reviewed"] = ("-", "+", "-", "+"),
        ["POST /desk/approvals/{id}"] = ("-", "+", "-", "+"),
        ["GET /desk/agents"] = ("-", "-", "-", "+"),
        ["POST /desk/agents/invite"] = ("-", "-", "-", "+"),
        ["POST /desk/agents/{id}/role"] = ("-", "-", "-", "+"),
        ["POST /desk/agents/{id}/reset"] = ("-", "-", "-", "+"),
        ["POST /desk/agents/{id}/close"] = ("-", "-", "-", "+"),
        ["POST /desk/agents/{id}/open"] = ("-", "-", "-", "+"),
        ["GET /desk/oidc/again"] = ("+", "+", "-", "+"),
        ["GET /desk/left"] = ("+", "+", "+", "+"),
        ["GET /desk/me"] = ("+", "+", "+", "+"),
        ["POST /desk/me/codes"] = ("+", "+", "+", "+"),
        ["POST /desk/me/alone"] = ("+", "+", "+", "+"),
        ["POST /desk/sign-out"] = ("+", "+", "+", "+"),
    };

    /// <summary>For people who are not signed in, and what has its own key.</summary>
    private static readonly string[] Open =
    [
        "GET /desk/desk.css", "GET /desk/desk.js", "GET /desk/sign-in", "POST /desk/sign-in", "GET /desk/link/{link}", "POST /desk/link/{link}", "POST /desk/link/{link}/confirm", "GET /desk/oidc/start",
        "GET /api/desk/tickets", "GET /api/desk/tickets/{id}",
    ];

    private readonly DirectLineServer _server = DirectLineServer.Start(("Limits:ConnectionsPerAddress", "500"));
    private readonly Dictionary<AgentRole, DeskVisitor> _visitors = [];
    private DeskVisitor _other = null!;
    private int _tickets;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var role in Enum.GetValues<AgentRole>())
        {
            _visitors[role] = await DeskVisitor.SignedInAsync(_server, role);
        }

        _other = await DeskVisitor.InvitedAsync(_server, AgentRole.Agent, "another");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors.Values.Append(_other))
        {
            visitor.Dispose();
        }

        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Every_route_of_the_program_has_a_line() =>
        _server.Of<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<DeskAccess>() is not null || (endpoint.RoutePattern.RawText is { } path && (path.StartsWith("/desk", StringComparison.Ordinal) || path.StartsWith("/api/desk", StringComparison.Ordinal))))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"))
            .Should().BeEquivalentTo(Matrix.Keys.Concat(Open));

    [Fact]
    public async Task Each_role_gets_what_its_line_says_and_changes_nothing_else()
    {
        var wrong = new List<string>();
        foreach (var (route, line) in Matrix)
        {
            foreach (var (role, allowed) in new[] { (AgentRole.Agent, line.Agent), (AgentRole.Supervisor, line.Supervisor), (AgentRole.Auditor, line.Auditor), (AgentRole.Administrator, line.Administrator) })
            {
                foreach (var sign in route.Contains("{number}", StringComparison.Ordinal) ? All : "+")
                {
                    wrong.AddRange(await FaultsAsync(route, role, sign, allowed.Contains(sign)));
                }
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task A_sign_in_opens_no_API_and_a_key_of_the_API_opens_no_desk()
    {
        foreach (var path in new[] { "/api/desk/tickets", "/api/desk/tickets/KP-0000-0000" })
        {
            using var answer = await _visitors[AgentRole.Administrator].GetAsync(path);
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        using var nobody = new DeskVisitor(_server);
        using var desk = await nobody.GetAsync("/desk", ("Authorization", $"Bearer {DirectLineServer.DeskKey}"));
        (desk.StatusCode, desk.Headers.Location!.OriginalString).Should().Be((HttpStatusCode.Redirect, "/desk/sign-in?next=%2Fdesk"));
    }

    [Fact]
    public async Task A_socket_opens_for_whoever_is_signed_in_and_from_the_desks_own_pages_only()
    {
        foreach (var (role, visitor) in _visitors)
        {
            (await OpenAsync(visitor.Cookie, visitor.Origin)).Should().Be(HttpStatusCode.SwitchingProtocols, "{0} is signed in", role);
            foreach (var origin in new[] { "https://evil.example", "null", $"{visitor.Origin}.evil.example", "http://127.0.0.1:1", null })
            {
                (await OpenAsync(visitor.Cookie, origin)).Should().Be(HttpStatusCode.Forbidden, "{0} is not the desk", origin ?? "no origin");
            }
        }

        var agent = _visitors[AgentRole.Agent];
        (await OpenAsync(agent.Cookie, agent.Origin, ("Sec-Fetch-Site", "same-site"))).Should().Be(HttpStatusCode.Forbidden);
        (await OpenAsync(null, agent.Origin)).Should().Be(HttpStatusCode.Unauthorized);
        (await OpenAsync("__Host-desk=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", agent.Origin)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_socket_takes_no_orders_and_tells_nothing_but_that_something_is_new()
    {
        var number = await TicketAsync('n', _visitors[AgentRole.Agent]);
        using var socket = await ConnectAsync(_visitors[AgentRole.Auditor].Cookie, _visitors[AgentRole.Auditor].Origin, $"?ticket={number}");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(Now);
        time.CancelAfter(TimeSpan.FromSeconds(30));
        using var note = await _visitors[AgentRole.Agent].PostAsync($"/desk/tickets/{number}/claim");
        var buffer = new byte[4_096];
        var heard = await socket.ReceiveAsync(buffer.AsMemory(), time.Token);
        Encoding.UTF8.GetString(buffer, 0, heard.Count).Should().BeOneOf("queue", "talk", "typing");

        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"say":"hello","ticket":"{{number}}"}"""), WebSocketMessageType.Text, endOfMessage: true, time.Token);
        while (socket.State == WebSocketState.Open)
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(), time.Token);
            (more.MessageType == WebSocketMessageType.Close || Encoding.UTF8.GetString(buffer, 0, more.Count) is "queue" or "talk" or "typing").Should().BeTrue();
        }

        socket.CloseStatus.Should().NotBeNull("whoever says something to it is let go");
        (await StateAsync(number)).Should().StartWith($"Claimed {_visitors[AgentRole.Agent].Id}");
    }

    private async Task<IEnumerable<string>> FaultsAsync(string route, AgentRole role, char sign, bool isAllowed)
    {
        // Signing out ends what the other lines need.
        var visitor = route.EndsWith("sign-out", StringComparison.Ordinal) ? await DeskVisitor.SignedInAsync(_server, role, $"once-{role}") : _visitors[role];
        var number = sign == '+' ? "" : await TicketAsync(sign, visitor);
        var into = route.EndsWith("merge", StringComparison.Ordinal) ? await TicketAsync('n', visitor) : "";
        var before = number.Length == 0 ? "" : await StateAsync(number);
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{number}", number, StringComparison.Ordinal).Replace("{id}", "nobody", StringComparison.Ordinal));
        using var answer = method == "GET" ? await visitor.GetAsync(path) : await visitor.PostAsync(path, Fields(into));

        var isIn = answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && answer.Headers.Location?.OriginalString.StartsWith("/desk/sign-in?next=", StringComparison.Ordinal) != true;
        var what = $"{route} by {role} on {sign}: {(int)answer.StatusCode}";
        return (isIn == isAllowed ? Array.Empty<string>() : [what])
            .Concat((int)answer.StatusCode >= 500 ? [$"{what}, a fault of ours"] : [])
            .Concat(!isAllowed && number.Length > 0 && await StateAsync(number) != before ? [$"{what}, and yet something was changed"] : []);
    }

    /// <summary>Good for every form of the desk, so that a refusal is about the person and not about what they sent.</summary>
    private (string, string)[] Fields(string into) =>
    [
        ("to", _other.Id), ("into", into), ("field", "full_name"), ("how", "wrong"), ("reason", "calling the member back"), ("text", "hello"), ("code", "account-unlocked"), ("id", $"say-{_tickets}"),
        ("by", "Number"), ("value", "KP-0000-0000"), ("takes-chats", "no"), ("role", "Agent"), ("answer", "no"),
    ];

    private async Task<string> TicketAsync(char sign, DeskVisitor visitor)
    {
        var number = $"KP-MAT-{++_tickets:D4}";
        var ticket = TestTurns.Ticket($"matrix-{_tickets}", number) with { ConversationId = $"matrix-{_tickets}" };
        await _server.Of<IConversationStore>().TrySaveAsync(TestTurns.Turn(null, "m1", key: TestTurns.Key(ticket.ConversationId), tickets: ticket), Now);
        if (sign is 'o' or 'a')
        {
            // An auditor can claim nothing; the claim of theirs is made for them.
            var holder = sign == 'o' ? visitor : _other;
            await _server.Of<DeskClaims>().ClaimAsync(new DeskAgent(holder.Id, holder.Name, DeskRole.Agent), number, Now);
        }

        return number;
    }

    private Task<string> StateAsync(string number) => _server.Of<IAssistantDatabase>().QueryAsync(async context =>
    {
        var row = await context.Cases.AsNoTracking().SingleAsync(known => known.Number == number, Now);
        var notes = await context.Notes.CountAsync(note => note.Number == number, Now);
        var reveals = await context.Reveals.CountAsync(reveal => reveal.Number == number, Now);
        return $"{row.State} {row.Agent} {row.Live} {row.MergedInto} {row.WrapUp} {notes} {reveals}";
    });

    private async Task<HttpStatusCode> OpenAsync(string? cookie, string? origin, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        try
        {
            await ConnectAsync(socket, cookie, origin, "", headers);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }

    private async Task<ClientWebSocket> ConnectAsync(string? cookie, string? origin, string query)
    {
        var socket = new ClientWebSocket();
        await ConnectAsync(socket, cookie, origin, query);
        return socket;
    }

    private async Task ConnectAsync(ClientWebSocket socket, string? cookie, string? origin, string query, params (string Name, string Value)[] headers)
    {
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in new (string, string?)[] { ("Cookie", cookie), ("Origin", origin) }.Concat(headers.Select(header => (header.Name, (string?)header.Value))))
        {
            if (value is not null)
            {
                socket.Options.SetRequestHeader(name, value);
            }
        }

        await socket.ConnectAsync(new Uri($"{_server.Address.ToString().Replace("http:", "ws:", StringComparison.Ordinal)}desk/live{query}"), Now);
    }
}

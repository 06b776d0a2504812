using System.Globalization;
using System.Net;
using Bot.Channels.DirectLine;
using Bot.Operations;
using Bot.Storage.Auditing;

namespace Bot.Desk.Accounts;

/// <summary>Who may use a route of the desk. Stands on every route, so that a test can ask each for it.</summary>
internal sealed record DeskAccess(bool ToStrangers, params AgentRole[] Roles)
{
    /// <summary>Before anybody is signed in.</summary>
    internal static readonly DeskAccess Strangers = new(true);

    internal static readonly DeskAccess Everybody = new(false, AgentRole.Agent, AgentRole.Supervisor, AgentRole.Auditor, AgentRole.Administrator);

    internal static readonly DeskAccess Workers = new(false, AgentRole.Agent, AgentRole.Supervisor, AgentRole.Administrator);

    internal static readonly DeskAccess Supervisors = new(false, AgentRole.Supervisor, AgentRole.Administrator);

    /// <summary>Who looks after what others did.</summary>
    internal static readonly DeskAccess Reviewers = new(false, AgentRole.Supervisor, AgentRole.Auditor, AgentRole.Administrator);

    internal static readonly DeskAccess Administrators = new(false, AgentRole.Administrator);
}

/// <summary>A request of somebody who is signed in and may make it.</summary>
internal sealed record Visit(HttpContext Http, Session Session, string FormToken)
{
    internal Agent Agent => Session.Agent;

    /// <summary>The same person as the desk's functions know them. An administrator is a supervisor there.</summary>
    internal DeskAgent AtDesk => ToDesk(Agent);

    internal static DeskAgent ToDesk(Agent agent) => new(agent.Id, agent.Name, agent.Role switch
    {
        AgentRole.Agent => DeskRole.Agent,
        AgentRole.Supervisor or AgentRole.Administrator => DeskRole.Supervisor,
        AgentRole.Auditor => DeskRole.Auditor,
    })
    {
        Title = agent.Role.ToString().ToLowerInvariant(),
    };

    /// <summary>Stands in the audit, as something this person did.</summary>
    internal Task NoteAsync(string act, string subject, string facts = "") =>
        Http.RequestServices.GetRequiredService<Audit>().WriteAsync(AtDesk.Actor, new AuditLine(act, subject, facts), Cancelled);

    internal CancellationToken Cancelled => Http.RequestAborted;
}

/// <summary>Stands before every page of the desk: a safe line, a page of ours, somebody signed in, the right role, and for changes a form of this very sign-in.</summary>
internal sealed class DeskDoor(Sessions sessions, Origins origins)
{
    /// <summary>Sent by our script for what no person did, such as fetching a list anew. It keeps nobody signed in.</summary>
    internal const string ByItself = "X-Desk-By-Itself";

    /// <summary>How many seconds this sign-in still has when nothing more is done, so that pages can warn; "final" when nothing that is done makes it longer.</summary>
    internal const string Left = "X-Desk-Left";

    internal const string FormField = "form-token";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        + "require-trusted-types-for 'script'; trusted-types desk";

    private static readonly Refusal NotSafe = new(StatusCodes.Status403Forbidden, "HttpsNeeded",
        "The desk is served over https only (or on this very machine). Behind a proxy that ends TLS, name it in Limits:KnownProxies.");

    private static readonly Refusal OtherOrigin = new(StatusCodes.Status403Forbidden, "OtherOrigin", "This came from another page than the desk's own.");
    private static readonly Refusal NotSignedIn = new(StatusCodes.Status401Unauthorized, "NotSignedIn", "Sign in at the desk.");
    private static readonly Refusal NotAllowed = new(StatusCodes.Status403Forbidden, "NotAllowed", "Your role at the desk does not allow this.");
    private static readonly Refusal NotThisForm = new(StatusCodes.Status403Forbidden, "NotThisForm", "The form belongs to another sign-in. Reload the page and send it again.");

    /// <summary>A route for whoever is signed in with one of the roles.</summary>
    internal static void Map(IEndpointRouteBuilder group, string method, string pattern, DeskAccess access, Func<Visit, Task> handle) =>
        group.MapMethods(pattern, [method], http => http.RequestServices.GetRequiredService<DeskDoor>().PassAsync(http, access, handle)).WithMetadata(access);

    /// <summary>A route for strangers: signing in.</summary>
    internal static void MapOpen(IEndpointRouteBuilder group, string method, string pattern, Func<HttpContext, Task> handle) =>
        group.MapMethods(pattern, [method], http => http.RequestServices.GetRequiredService<DeskDoor>().PassStrangerAsync(http, handle)).WithMetadata(DeskAccess.Strangers);

    private async Task PassStrangerAsync(HttpContext http, Func<HttpContext, Task> handle)
    {
        if (!await IsRefusedAsync(http))
        {
            await handle(http);
        }
    }

    private async Task PassAsync(HttpContext http, DeskAccess access, Func<Visit, Task> handle)
    {
        if (await IsRefusedAsync(http))
        {
            return;
        }

        var isByItself = http.Request.Headers.ContainsKey(ByItself) || http.WebSockets.IsWebSocketRequest;
        var session = DeskCookie.Read(http.Request) is { } token ? await sessions.FindAsync(token, !isByItself, http.RequestAborted) : null;
        if (session is null)
        {
            if (HttpMethods.IsGet(http.Request.Method) && !isByItself)
            {
                http.Response.Redirect($"/desk/sign-in?next={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
                return;
            }

            await NotSignedIn.SendAsync(http);
            return;
        }

        if (!access.Roles.Contains(session.Agent.Role))
        {
            await NotAllowed.SendAsync(http);
            return;
        }

        if (IsChange(http.Request) && (!http.Request.HasFormContentType || !sessions.IsFormTokenOf(session, (await http.Request.ReadFormAsync(http.RequestAborted))[FormField].ToString())))
        {
            await NotThisForm.SendAsync(http);
            return;
        }

        var (left, isFinal) = sessions.LeftOf(session, wasActing: !isByItself);
        http.Response.Headers[Left] = string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalSeconds}{(isFinal ? " final" : "")}");
        await handle(new Visit(http, session, sessions.FormTokenOf(session)));
    }

    /// <summary>What every answer of the desk carries.</summary>
    internal static void Harden(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";

        // With no-referrer, as elsewhere, browsers send "Origin: null" with forms of our own.
        headers["Referrer-Policy"] = "same-origin";
    }

    private async Task<bool> IsRefusedAsync(HttpContext http)
    {
        Harden(http);
        if (!http.Request.IsHttps && !(http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)))
        {
            await NotSafe.SendAsync(http);
            return true;
        }

        // A browser says with every change, and with every socket, where the page comes from; what says nothing is not one of our pages.
        var mustSay = IsChange(http.Request) || http.WebSockets.IsWebSocketRequest;
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        if (mustSay && (http.Request.Headers.Origin.Count != 1 || !origins.IsOurs(http.Request) || site is not ("" or "same-origin")))
        {
            await OtherOrigin.SendAsync(http);
            return true;
        }

        return false;
    }

    private static bool IsChange(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
}

using Bot.Accounts.Pages;
using Bot.Operations;
using Engine.Members;
using Microsoft.Extensions.Primitives;

namespace Bot.Accounts.Portal;

/// <summary>The made-up plan's own sign-in pages, on which a member sees the errors and tries the cure.</summary>
internal static class PortalEndpoints
{
    private const string OldestVersion = "5.0";
    private const string PresentVersion = "6.2";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var portal = routes.MapGroup("/portal").AddEndpointFilter(async (call, next) =>
        {
            if (HttpMethods.IsPost(call.HttpContext.Request.Method) && !PortalPages.IsFromOurPage(call.HttpContext))
            {
                call.HttpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Results.Empty;
            }

            return await next(call);
        });
        portal.MapGet("portal.css", (HttpContext http, PortalPages pages) => pages.SendStyleAsync(http));
        portal.MapGet("", (HttpContext http, PortalPages pages) => SendDoorAsync(http, pages, isApp: false));
        portal.MapGet("app", (HttpContext http, PortalPages pages) => SendDoorAsync(http, pages, isApp: true));
        portal.MapPost("", (HttpContext http, PortalPages pages, PortalSignIn signIn, PortalSessions sessions) => SignInAsync(http, pages, signIn, sessions, isApp: false));
        portal.MapPost("app", (HttpContext http, PortalPages pages, PortalSignIn signIn, PortalSessions sessions) => SignInAsync(http, pages, signIn, sessions, isApp: true));
        portal.MapPost("google", (HttpContext http, PortalPages pages) => SendDoorAsync(http, pages, isApp: false, pages.Fill("text-google")));
        portal.MapGet("second-step", (HttpContext http, PortalPages pages, PortalSessions sessions) => SendSecondStepAsync(http, pages, sessions));
        portal.MapPost("second-step", ConfirmAsync);
        portal.MapPost("second-step/other", OtherWayAsync);
        portal.MapGet("home", (HttpContext http, PortalHome home) => home.SendAsync(http));
        portal.MapPost("password", (HttpContext http, PortalHome home) => home.ChangePasswordAsync(http));
        portal.MapPost("factor", (HttpContext http, PortalHome home) => home.RemoveFactorAsync(http));
        portal.MapPost("contact", (HttpContext http, PortalHome home) => home.ChangeContactAsync(http));
        portal.MapPost("act", (HttpContext http, PortalHome home) => home.ActAsync(http));
        portal.MapPost("sign-out", (HttpContext http) =>
        {
            PortalSessions.End(http);
            return Results.LocalRedirect("/portal");
        });
        portal.MapGet("forgot", (HttpContext http, PortalPages pages) => pages.SendAsync(http, pages.Fill("forgot")));
        portal.MapPost("forgot", ForgotAsync);
        OnceEndpoints.Map(portal);
    }

    internal static string Text(StringValues value) => value.ToString() is { Length: <= 256 } text ? text : "";

    private static Task SendDoorAsync(HttpContext http, PortalPages pages, bool isApp, string? problem = null, string user = "")
    {
        var version = isApp && http.Request.Query["version"].ToString() is { Length: > 0 and < 10 } asked ? asked : PresentVersion;
        if (isApp && Version.TryParse(version, out var parsed) && parsed < Version.Parse(OldestVersion))
        {
            problem ??= pages.Fill("text-app-old");
        }

        var error = problem is null ? "" : pages.FillMarkup("error", [("text", problem)]);
        var body = isApp
            ? pages.FillMarkup("sign-in-app", [("problem", error)], ("user", user), ("version", version))
            : pages.FillMarkup("sign-in", [("problem", error)], ("user", user), ("action", "/portal"));

        return pages.SendAsync(http, body, isApp);
    }

    private static async Task SignInAsync(HttpContext http, PortalPages pages, PortalSignIn signIn, PortalSessions sessions, bool isApp)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var user = Text(form["user"]);
        switch (await signIn.TryAsync(user, Text(form["password"]), http.RequestAborted))
        {
            case SignInOutcome.SignedIn { Member: var member }:
                sessions.Write(http, sessions.Begin(member.Id, member.SecurityStamp!, pages.Language) with { IsSignedIn = true });
                http.Response.Redirect("/portal/home");
                return;
            case SignInOutcome.NeedsSecondStep { Member: var member, Kind: var kind }:
                var session = sessions.Begin(member.Id, member.SecurityStamp!, pages.Language);
                if (kind != FactorKind.App && await signIn.SendCodeAsync(member.Id, kind, ErrandOf(http, session, null), http.RequestAborted) is CodeSending.Sent sent)
                {
                    session = session with { Challenge = sent.Challenge };
                }

                sessions.Write(http, session);
                http.Response.Redirect("/portal/second-step");
                return;
            case SignInOutcome.Incorrect { IsLastButOne: var isLast }:
                await SendDoorAsync(http, pages, isApp, pages.Fill(isLast ? "text-one-left" : "text-incorrect"), user);
                return;
            case SignInOutcome.Locked { Until: var until }:
                await SendDoorAsync(http, pages, isApp, pages.Fill("text-locked", ("until", pages.Moment(until))), user);
                return;
            case SignInOutcome.ByProvider { Provider: var provider }:
                await SendDoorAsync(http, pages, isApp, pages.Fill("text-provider", ("provider", provider)), user);
                return;
            case SignInOutcome.SwitchedOff:
                await SendDoorAsync(http, pages, isApp, pages.Fill("text-off"), user);
                return;
            default:
                throw new InvalidOperationException("Signing in has no further outcomes.");
        }
    }

    private static Task SendSecondStepAsync(HttpContext http, PortalPages pages, PortalSessions sessions, string? problem = null, PortalSession? changed = null)
    {
        if ((changed ?? sessions.Read(http)) is not { } session)
        {
            return SendDoorAsync(http, pages, isApp: false, pages.Fill("text-signed-out"));
        }

        var by = session.ByRecoveryCode ? "saved" : session.Challenge is null ? "app" : "text";
        var body = pages.FillMarkup(
            "second-step",
            [("problem", problem is null ? "" : pages.FillMarkup("error", [("text", problem)])), ("others", pages.Fill("second-step-others"))],
            ("how", pages.Fill($"second-step-{by}")), ("by", by));

        return pages.SendAsync(http, body);
    }

    private static async Task ConfirmAsync(HttpContext http, PortalPages pages, PortalSignIn signIn, PortalSessions sessions, PortalSecurity security)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (sessions.Read(http) is not { } session)
        {
            await SendSecondStepAsync(http, pages, sessions);
            return;
        }

        var wrong = await signIn.CheckAsync(session, ErrandOf(http, session, TypedCode.In(Text(form["code"]), [])), http.RequestAborted);
        if (wrong is null)
        {
            sessions.Write(http, await security.ProvenAsync(session, http.RequestAborted));
            http.Response.Redirect("/portal/home");
            return;
        }

        await SendSecondStepAsync(http, pages, sessions, TextFor(pages, wrong));
    }

    private static async Task OtherWayAsync(HttpContext http, PortalPages pages, PortalSignIn signIn, PortalSessions sessions)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (sessions.Read(http) is not { } session)
        {
            await SendSecondStepAsync(http, pages, sessions);
            return;
        }

        if (form["by"] == "recovery")
        {
            session = session with { ByRecoveryCode = true };
            sessions.Write(http, session);
            await SendSecondStepAsync(http, pages, sessions, null, session);
            return;
        }

        switch (session.Challenge is null ? null : await signIn.SendCodeAsync(session.Member, FactorKind.Text, ErrandOf(http, session, null), http.RequestAborted))
        {
            case CodeSending.Sent sent:
                session = session with { Challenge = sent.Challenge, ByRecoveryCode = false };
                sessions.Write(http, session);
                await SendSecondStepAsync(http, pages, sessions, pages.Fill("text-code-sent"), session);
                return;
            case CodeSending.TooSoon soon:
                await SendSecondStepAsync(http, pages, sessions, pages.Fill("text-send-limit", ("until", pages.Moment(soon.RetryAt))));
                return;
            case CodeSending.TooOften often:
                await SendSecondStepAsync(http, pages, sessions, pages.Fill("text-send-limit", ("until", pages.Moment(often.RetryAt))));
                return;
            default:
                await SendSecondStepAsync(http, pages, sessions);
                return;
        }
    }

    private static string TextFor(PortalPages pages, CodeCheck wrong) => wrong switch
    {
        CodeCheck.Expired => pages.Fill("text-code-expired"),
        CodeCheck.Void or CodeCheck.Replaced => pages.Fill("text-code-used"),
        CodeCheck.Wait wait => pages.Fill("text-code-wait", ("until", pages.Moment(wait.Until))),
        CodeCheck.DayFull full => pages.Fill("text-code-wait", ("until", pages.Moment(full.Until))),
        CodeCheck.Locked => pages.Fill("text-code-locked"),
        CodeCheck.Wrong or CodeCheck.Unreadable => pages.Fill("text-code-invalid"),
        _ => throw new InvalidOperationException("Checking a code has no further outcomes."),
    };

    /// <summary>Known and unknown names get the same page; the mail is a row in the database, and so is the one to nobody.</summary>
    private static async Task ForgotAsync(HttpContext http, PortalPages pages, PasswordPage reset)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        await reset.SendLinkAsync(Text(form["user"]), SourceOf(http), pages.Language, http.RequestAborted);
        await pages.SendAsync(http, pages.Fill("forgot-sent"));
    }

    private static Errand ErrandOf(HttpContext http, PortalSession session, TypedCode? typed) =>
        new(session.Name, AccountKeys.NewId()) { Typed = typed, Source = SourceOf(http), Locale = session.Language };

    private static string SourceOf(HttpContext http) => http.RequestServices.GetRequiredService<ClientSources>().Of(http);
}

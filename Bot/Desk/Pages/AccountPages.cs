using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Bot.Storage.Auditing;
using KnowledgeBase;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Pages;

/// <summary>Signing in and out, and what a one-time link opens.</summary>
internal sealed class AccountPages(SignIns signIns, Sessions sessions, OneTimeLinks links, AgentAccounts accounts, Tries tries, Passwords passwords, Knowledge knowledge, IOptions<DeskOptions> options)
{
    internal static void Map(IEndpointRouteBuilder desk)
    {
        DeskDoor.MapOpen(desk, "GET", "sign-in", http => Of(http).OpenAsync(http));
        DeskDoor.MapOpen(desk, "POST", "sign-in", http => Of(http).SignInAsync(http));
        DeskDoor.MapOpen(desk, "GET", "link/{link}", http => Of(http).ShowLinkAsync(http, null));
        DeskDoor.MapOpen(desk, "POST", "link/{link}", http => Of(http).BeginAsync(http));
        DeskDoor.MapOpen(desk, "POST", "link/{link}/confirm", http => Of(http).ConfirmAsync(http));
        DeskDoor.Map(desk, "GET", "me", DeskAccess.Everybody, visit => Of(visit.Http).ShowMeAsync(visit));
        DeskDoor.Map(desk, "GET", "left", DeskAccess.Everybody, visit => TellWhatIsLeft(visit));
        DeskDoor.Map(desk, "POST", "me/codes", DeskAccess.Everybody, visit => Of(visit.Http).MakeCodesAsync(visit));
        DeskDoor.Map(desk, "POST", "me/alone", DeskAccess.Everybody, visit => Of(visit.Http).EndOthersAsync(visit));
        DeskDoor.Map(desk, "POST", "sign-out", DeskAccess.Everybody, visit => Of(visit.Http).SignOutAsync(visit));
    }

    /// <summary>Only a page of the desk: an address from outside could lead anywhere.</summary>
    internal static string NextOf(string? asked) =>
        asked is not null && (asked == "/desk" || asked.StartsWith("/desk/", StringComparison.Ordinal) || asked.StartsWith("/desk?", StringComparison.Ordinal)) && !asked.Contains('\\', StringComparison.Ordinal)
            && !asked.Any(char.IsControl)
            ? asked
            : "/desk";

    private static AccountPages Of(HttpContext http) => http.RequestServices.GetRequiredService<AccountPages>();

    private static string LinkOf(HttpContext http) => (string)http.Request.RouteValues["link"]!;

    private Task OpenAsync(HttpContext http)
    {
        http.RequestServices.GetRequiredService<DeskWarmUp>().Begin();
        return ShowSignInAsync(http, hasFailed: false);
    }

    private Task ShowSignInAsync(HttpContext http, bool hasFailed, string? next = null) => DeskRender.SendAsync<SignInPage>(
        http,
        new()
        {
            [nameof(SignInPage.Failed)] = hasFailed,
            [nameof(SignInPage.HasProvider)] = options.Value.Oidc.IsOn,
            [nameof(SignInPage.Next)] = NextOf(next ?? http.Request.Query["next"]),
            [nameof(SignInPage.Note)] = http.Request.Query["why"].ToString() switch
            {
                "idle" => "You were signed out because nothing was done for a while, or because your sign-in was ended.",
                "out" => "You are signed out.",
                "ready" => "All set. Sign in with your password and a new code.",
                _ => null,
            },
        },
        hasFailed ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);

    private async Task SignInAsync(HttpContext http)
    {
        if (options.Value.Oidc.IsOn || !http.Request.HasFormContentType)
        {
            await ShowSignInAsync(http, hasFailed: true);
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (await signIns.TryAsync(form["name"].ToString(), form["password"].ToString(), form["code"].ToString(), address, http.RequestAborted))
        {
            case null:
                await ShowSignInAsync(http, hasFailed: true, form["next"]);
                break;
            case Admitted.In { Token: var token }:
                DeskCookie.Write(http, token);
                SeeOther(http, NextOf(form["next"]));
                break;
            case Admitted.Recovering { Link: var link }:
                SeeOther(http, $"/desk/link/{link}");
                break;
            default:
                throw new InvalidOperationException("A sign-in opens nothing else.");
        }
    }

    private Task ShowMeAsync(Visit visit) => ShowMeAsync(visit, null);

    private async Task ShowMeAsync(Visit visit, string? fault) => await DeskRender.SendAsync<MePage>(visit.Http, new()
    {
        [nameof(MePage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
        [nameof(MePage.IdleMinutes)] = (int)options.Value.Idle.TotalMinutes,
        [nameof(MePage.Until)] = DeskWords.Moment(visit.Session.StartedAt + options.Value.Overall),
        [nameof(MePage.Others)] = await sessions.CountOthersAsync(visit.Session, visit.Cancelled),
        [nameof(MePage.CodesLeft)] = options.Value.Oidc.IsOn ? null : await visit.Http.RequestServices.GetRequiredService<RecoveryCodes>().CountAsync(visit.Agent.Id, visit.Cancelled),
        [nameof(MePage.Fault)] = fault,
    });

    /// <summary>Asks for the second factor once more: who sits down at an open desk must not take a way in home.</summary>
    private async Task MakeCodesAsync(Visit visit)
    {
        if (options.Value.Oidc.IsOn || !await signIns.ProveAgainAsync(visit.Session, visit.Http.Request.Form["code"].ToString(), visit.Cancelled))
        {
            await ShowMeAsync(visit, "That code does not fit. Use a new one from your authenticator app.");
            return;
        }

        await visit.NoteAsync(AccountActs.CodesMade, visit.Agent.Id);
        await DeskRender.SendAsync<CodesPage>(visit.Http, new()
        {
            [nameof(CodesPage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
            [nameof(CodesPage.Codes)] = await visit.Http.RequestServices.GetRequiredService<RecoveryCodes>().MakeAsync(visit.Agent.Id, visit.Cancelled),
        });
    }

    /// <summary>The door has said it; and when a person asked, by pressing "Stay signed in", it has counted that, too.</summary>
    private static Task TellWhatIsLeft(Visit visit)
    {
        visit.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task EndOthersAsync(Visit visit)
    {
        await sessions.EndOthersAsync(visit.Session, visit.Cancelled);
        SeeOther(visit.Http, "/desk/me");
    }

    private async Task SignOutAsync(Visit visit)
    {
        await sessions.EndAsync(visit.Session, visit.Cancelled);
        await visit.NoteAsync(AccountActs.SignedOut, "");
        if (visit.Agent.Works)
        {
            await visit.Http.RequestServices.GetRequiredService<DeskPresence>().GoneAsync(visit.AtDesk, visit.Cancelled);
        }

        DeskCookie.Erase(visit.Http);
        SeeOther(visit.Http, "/desk/sign-in?why=out");
    }

    private async Task ShowLinkAsync(HttpContext http, string? fault, string name = "", string shownName = "")
    {
        var link = await links.FindAsync(LinkOf(http), http.RequestAborted);
        if (link is null || options.Value.Oidc.IsOn)
        {
            await TooLateAsync(http);
            return;
        }

        await DeskRender.SendAsync<LinkPage>(http, new()
        {
            [nameof(LinkPage.Heading)] = link.Kind switch
            {
                LinkKind.FirstRun => "Make the first administrator",
                LinkKind.Invitation => "Welcome to the desk",
                LinkKind.Reset => "Set your sign-in anew",
            },
            [nameof(LinkPage.Link)] = LinkOf(http),
            [nameof(LinkPage.AsksName)] = link.AgentId is null,
            [nameof(LinkPage.Name)] = name,
            [nameof(LinkPage.ShownName)] = shownName,
            [nameof(LinkPage.Fault)] = fault,
        });
    }

    private async Task BeginAsync(HttpContext http)
    {
        var link = await links.FindAsync(LinkOf(http), http.RequestAborted);
        if (link is null || options.Value.Oidc.IsOn || !http.Request.HasFormContentType)
        {
            await TooLateAsync(http);
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (name, shownName, password) = (form["name"].ToString().Trim(), form["shown-name"].ToString().Trim(), form["password"].ToString());
        if (link.AgentId is not null && await accounts.FindAsync(link.AgentId, http.RequestAborted) is { } known)
        {
            (name, shownName) = (known.Name, known.ShownName);
        }

        if (await FaultOfAsync(link, name, shownName, password, form["again"].ToString(), http.RequestAborted) is { } fault)
        {
            await ShowLinkAsync(http, fault, name, shownName);
            return;
        }

        if (await links.BeginAsync(LinkOf(http), name, shownName, passwords.Hash(password), http.RequestAborted) is not { } secret)
        {
            await TooLateAsync(http);
            return;
        }

        await DeskRender.SendAsync<FactorPage>(http, new()
        {
            [nameof(FactorPage.Link)] = LinkOf(http),
            [nameof(FactorPage.Picture)] = SecondFactor.Picture(secret, name, knowledge.Facts.Plan("name")?.Value ?? "Sign-in"),
            [nameof(FactorPage.Key)] = SecondFactor.Shown(secret),
        });
    }

    private async Task<string?> FaultOfAsync(LinkRow link, string name, string shownName, string password, string again, CancellationToken cancellation)
    {
        if (link.AgentId is null && (name.Length is < 2 or > 60 || shownName.Length is < 1 or > 60 || name.Concat(shownName).Any(char.IsControl)))
        {
            return "Both names need a few letters, 60 at most.";
        }

        if (link.AgentId is null && !AgentName.IsPlain(shownName))
        {
            return "The name that members see is made of letters, digits, blanks and . , - ' only.";
        }

        // Only somebody who was invited gets to ask this.
        if (link.AgentId is null && await accounts.FindByNameAsync(name, cancellation) is not null)
        {
            return "Somebody at the desk has that name already. Take another.";
        }

        return password == again ? Passwords.FaultOf(password, name) : "The two passwords are not the same.";
    }

    private async Task ConfirmAsync(HttpContext http)
    {
        if (options.Value.Oidc.IsOn || !http.Request.HasFormContentType)
        {
            await TooLateAsync(http);
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await links.ConfirmAsync(LinkOf(http), form["code"].ToString(), http.RequestAborted))
        {
            case Enrolled.Done done:
                if (await accounts.FindAsync(done.Agent.Id, http.RequestAborted) is { } row)
                {
                    await tries.ForgetAsync(row.Name, http.RequestAborted);
                }

                await http.RequestServices.GetRequiredService<Audit>().WriteAsync(Visit.ToDesk(done.Agent).Actor, new AuditLine(AccountActs.Enrolled, done.Agent.Id), http.RequestAborted);
                SeeOther(http, "/desk/sign-in?why=ready");
                break;
            case Enrolled.WrongCode wrong:
                await DeskRender.SendAsync<FactorPage>(http, new()
                {
                    [nameof(FactorPage.Link)] = LinkOf(http),
                    [nameof(FactorPage.Fault)] = wrong.MinutesOff is { } minutes && Math.Abs(minutes) >= 1
                        ? $"Your phone's clock is about {Math.Abs(Math.Round(minutes)):0} minute(s) {(minutes > 0 ? "ahead" : "behind")}. Set it to automatic time, then use a new code."
                        : "That code does not fit. Use the newest one that the app shows for this desk.",
                });
                break;
            case Enrolled.TooLate:
                await TooLateAsync(http);
                break;
        }
    }

    private static Task TooLateAsync(HttpContext http) => DeskRender.SendAsync<MessagePage>(
        http,
        new()
        {
            [nameof(MessagePage.Heading)] = "This link can't be used",
            [nameof(MessagePage.Text)] = "It was used, or it is too old. Ask an administrator of the desk for a new one; before the first sign-in, start the server again and look into its log.",
        },
        StatusCodes.Status404NotFound);

    internal static void SeeOther(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }
}

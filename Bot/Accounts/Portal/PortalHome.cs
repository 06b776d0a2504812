using System.Globalization;
using Bot.Accounts.Model;
using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Storage;
using Engine.Members;
using KnowledgeBase.Wordings;
using Microsoft.AspNetCore.Identity;

namespace Bot.Accounts.Portal;

/// <summary>What a signed-in member sees: their security settings, and the account they act for.</summary>
internal sealed class PortalHome(PortalPages pages, PortalSessions sessions, UserManager<SandboxMember> members, IAssistantDatabase database, MemberMail mail, PortalSecurity security, TimeProvider clock)
{
    internal async Task SendAsync(HttpContext http, string problem = "", string actingProblem = "")
    {
        if (await MemberAsync(http) is not { } member)
        {
            http.Response.Redirect("/portal");
            return;
        }

        var (factors, codes) = await database.ReadAsync(
            async (connection, cancel) => (await SandboxMembers.FactorsAsync(connection, member.Id, cancel), await SavedCodes.CountAsync(connection, member.Id, cancel)), http.RequestAborted);
        var acting = member.ActsFor is { } other ? pages.FillMarkup("acting", [("problem", actingProblem)], ("member", other)) : "";
        await pages.SendAsync(http, pages.FillMarkup(
            "home",
            [
                ("problem", problem), ("acting", acting),
                ("remove", factors.Count == 0 ? "" : pages.FillMarkup("remove-factor", [("options", string.Concat(factors.Select(factor => pages.Fill("factor-option", ("id", factor.Id), ("factor", pages.NameOf(factor.Kind, factor.Label))))))])),
            ],
            ("name", member.DisplayName),
            ("email", member.Email is { } email ? SandboxMembers.MaskEmail(email) : pages.Fill("no-contact")),
            ("phone", member.PhoneNumber is { } phone ? SandboxMembers.MaskPhone(phone) : pages.Fill("no-contact")),
            ("factors", factors.Count == 0 ? pages.Fill("no-factor") : string.Join(", ", factors.Select(factor => pages.NameOf(factor.Kind, factor.Label)))),
            ("codes", codes.ToString(CultureInfo.InvariantCulture))));
    }

    internal async Task ChangePasswordAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await MemberAsync(http) is not { } member)
        {
            http.Response.Redirect("/portal");
            return;
        }

        var changed = await members.ChangePasswordAsync(member, PortalEndpoints.Text(form["current"]), PortalEndpoints.Text(form["password"]));
        if (!changed.Succeeded)
        {
            var isWrong = changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch));
            await SendAsync(http, ProblemOf(isWrong ? "text-password-wrong" : "text-password-weak"));
            return;
        }

        await database.WriteAsync(
            async (connection, cancel) => await mail.NotifyAsync(connection, (await SandboxMembers.CardAsync(connection, member.Id, cancel))!, "password-changed", Values.None, new Errand("portal", "") { Locale = pages.Language }, cancel),
            http.RequestAborted);
        sessions.Write(http, sessions.Begin(member.Id, member.SecurityStamp!, pages.Language) with { IsSignedIn = true });
        await DoneAsync(http, pages.Fill("text-password-changed"));
    }

    internal async Task RemoveFactorAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await MemberAsync(http) is not { } member || sessions.Read(http) is not { } session)
        {
            http.Response.Redirect("/portal");
            return;
        }

        var problem = await security.RemoveFactorAsync(session, member.UserName!, PortalEndpoints.Text(form["factor"]), PortalEndpoints.Text(form["current"]), http.RequestAborted);
        await (problem is null ? DoneAsync(http, pages.Fill("text-factor-removed")) : SendAsync(http, ProblemOf(problem)));
    }

    internal async Task ChangeContactAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await MemberAsync(http) is not { } member || sessions.Read(http) is not { } session)
        {
            http.Response.Redirect("/portal");
            return;
        }

        var kind = form["kind"] == "phone" ? ContactKind.Phone : ContactKind.Email;
        var (from, problem) = await security.ChangeContactAsync(session, member.UserName!, kind, PortalEndpoints.Text(form["value"]), PortalEndpoints.Text(form["current"]), http.RequestAborted);
        await (problem is not null ? SendAsync(http, ProblemOf(problem))
            : DoneAsync(http, from > clock.GetUtcNow() ? pages.Fill("text-contact-will-change", ("from", pages.Day(from))) : pages.Fill("text-contact-changed")));
    }

    internal async Task ActAsync(HttpContext http)
    {
        if (await MemberAsync(http) is not { } member)
        {
            http.Response.Redirect("/portal");
            return;
        }

        if (member.ActsFor is { } other && member.MayActFor == other)
        {
            await pages.SendAsync(http, pages.Fill("acting-now", ("member", other)));
            return;
        }

        await SendAsync(http, "", pages.FillMarkup("error", [("text", pages.Fill("text-not-authorized"))]));
    }

    private string ProblemOf(string sentence) => pages.FillMarkup("error", [("text", pages.Fill(sentence))]);

    private Task DoneAsync(HttpContext http, string text) => pages.SendAsync(http, pages.FillMarkup("changed", [("done", pages.FillMarkup("done", [("text", text)]))]));

    /// <summary>Null when nobody is signed in, or the password was changed since.</summary>
    private async Task<SandboxMember?> MemberAsync(HttpContext http) =>
        sessions.Read(http) is { IsSignedIn: true } session && await members.FindByIdAsync(session.Member) is { IsSwitchedOff: false } member && member.SecurityStamp == session.Stamp ? member : null;
}

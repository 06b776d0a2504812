using System.Globalization;
using Bot.Accounts.Model;
using Bot.Accounts.Sandbox;
using Bot.Accounts.Rules;
using Bot.Storage;
using Engine.Members;
using KnowledgeBase.Wordings;
using Microsoft.AspNetCore.Identity;

namespace Bot.Accounts.Portal;

/// <summary>What a signed-in member sees: their security settings, and the account they act for.</summary>
internal sealed class PortalHome(PortalPages pages, PortalSessions sessions, UserManager<SandboxMember> members, IAssistantDatabase database, MemberMail mail)
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
            [("problem", problem), ("acting", acting)],
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
            await SendAsync(http, pages.FillMarkup("error", [("text", pages.Fill(isWrong ? "text-password-wrong" : "text-password-weak"))]));
            return;
        }

        await database.WriteAsync(
            async (connection, cancel) => await mail.NotifyAsync(connection, (await SandboxMembers.CardAsync(connection, member.Id, cancel))!, "password-changed", Values.None, new Errand("portal", "") { Locale = pages.Language }, cancel),
            http.RequestAborted);
        sessions.Write(http, sessions.Begin(member.Id, member.SecurityStamp!) with { IsSignedIn = true });
        await pages.SendAsync(http, pages.Fill("changed"));
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

    /// <summary>Null when nobody is signed in, or the password was changed since.</summary>
    private async Task<SandboxMember?> MemberAsync(HttpContext http) =>
        sessions.Read(http) is { IsSignedIn: true } session && await members.FindByIdAsync(session.Member) is { IsSwitchedOff: false } member && member.SecurityStamp == session.Stamp ? member : null;
}

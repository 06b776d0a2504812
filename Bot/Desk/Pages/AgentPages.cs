using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Pages;

/// <summary>Managing agents, and what needs a second person.</summary>
internal sealed class AgentPages(AgentAccounts accounts, OneTimeLinks links, Approvals approvals, BreakGlass breakGlass, IOptions<DeskOptions> options)
{
    internal static void Map(IEndpointRouteBuilder desk)
    {
        DeskDoor.Map(desk, "GET", "agents", DeskAccess.Administrators, visit => Of(visit).ShowAsync(visit, null, null));
        DeskDoor.Map(desk, "POST", "agents/invite", DeskAccess.Administrators, visit => Of(visit).InviteAsync(visit));
        DeskDoor.Map(desk, "POST", "agents/{id}/role", DeskAccess.Administrators, visit => Of(visit).SetRoleAsync(visit));
        DeskDoor.Map(desk, "POST", "agents/{id}/reset", DeskAccess.Administrators, visit => Of(visit).AskResetAsync(visit));
        DeskDoor.Map(desk, "POST", "agents/{id}/close", DeskAccess.Administrators, visit => Of(visit).SetClosedAsync(visit, isClosed: true));
        DeskDoor.Map(desk, "POST", "agents/{id}/open", DeskAccess.Administrators, visit => Of(visit).SetClosedAsync(visit, isClosed: false));
        DeskDoor.Map(desk, "GET", "alarms", DeskAccess.Supervisors, visit => Of(visit).ShowAlarmsAsync(visit, null, null));
        DeskDoor.Map(desk, "POST", "alarms/{id}/reviewed", DeskAccess.Supervisors, visit => Of(visit).ReviewAsync(visit));
        DeskDoor.Map(desk, "POST", "approvals/{id}", DeskAccess.Supervisors, visit => Of(visit).DecideAsync(visit));
    }

    private static AgentPages Of(Visit visit) => visit.Http.RequestServices.GetRequiredService<AgentPages>();

    private static string IdOf(Visit visit) => (string)visit.Http.Request.RouteValues["id"]!;

    private async Task ShowAsync(Visit visit, string? link, string? note) => await DeskRender.SendAsync<AgentsPage>(visit.Http, new()
    {
        [nameof(AgentsPage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
        [nameof(AgentsPage.Lines)] = (await accounts.ListAsync(visit.Cancelled)).Select(agent => new AgentLine(agent.Id, agent.ShownName, agent.Role, agent.DisabledAt is not null)).ToList(),
        [nameof(AgentsPage.HasProvider)] = options.Value.Oidc.IsOn,
        [nameof(AgentsPage.Link)] = link,
        [nameof(AgentsPage.LinkMinutes)] = (int)options.Value.LinkLife.TotalMinutes,
        [nameof(AgentsPage.Note)] = note,
    });

    private async Task InviteAsync(Visit visit)
    {
        if (!TryReadRole(visit, out var role) || role == AgentRole.Administrator || options.Value.Oidc.IsOn)
        {
            await ShowAsync(visit, null, "Choose a role for the invitation: agent, supervisor or auditor.");
            return;
        }

        await visit.NoteAsync(AccountActs.Invited, "", $"role={role}");
        await ShowAsync(visit, AddressOf(visit, await links.CreateAsync(LinkKind.Invitation, null, role, visit.Cancelled)), null);
    }

    private async Task SetRoleAsync(Visit visit)
    {
        if (await OtherAsync(visit) is not { } agent || !TryReadRole(visit, out var role))
        {
            await ShowAsync(visit, null, "Nothing was changed.");
            return;
        }

        if (role == AgentRole.Administrator && agent.Role != role)
        {
            await visit.NoteAsync(AccountActs.ApprovalAsked, agent.Id, $"kind={ApprovalKind.MakeAdministrator}");
            await approvals.AskAsync(ApprovalKind.MakeAdministrator, agent.Id, visit.Agent, visit.Cancelled);
            await ShowAsync(visit, null, $"Somebody else must allow that {agent.ShownName} becomes an administrator: it waits under Alarms.");
            return;
        }

        await visit.NoteAsync(AccountActs.RoleSet, agent.Id, $"role={role}");
        await accounts.SetRoleAsync(agent.Id, role, visit.Cancelled);
        await ShowAsync(visit, null, $"{agent.ShownName}: {role}.");
    }

    private async Task AskResetAsync(Visit visit)
    {
        if (await OtherAsync(visit) is not { } agent || options.Value.Oidc.IsOn)
        {
            await ShowAsync(visit, null, "Nothing was changed.");
            return;
        }

        await visit.NoteAsync(AccountActs.ApprovalAsked, agent.Id, $"kind={ApprovalKind.ResetFactors}");
        await approvals.AskAsync(ApprovalKind.ResetFactors, agent.Id, visit.Agent, visit.Cancelled);
        await ShowAsync(visit, null, $"Somebody else must allow that {agent.ShownName} sets their sign-in anew: it waits under Alarms.");
    }

    private async Task SetClosedAsync(Visit visit, bool isClosed)
    {
        if (await OtherAsync(visit) is not { } agent)
        {
            await ShowAsync(visit, null, "Nothing was changed.");
            return;
        }

        await visit.NoteAsync(isClosed ? AccountActs.AccountClosed : AccountActs.AccountOpened, agent.Id);
        await accounts.SetDisabledAsync(agent.Id, isClosed, visit.Cancelled);
        await ShowAsync(visit, null, isClosed ? $"The account of {agent.ShownName} is closed, and they are signed out." : $"The account of {agent.ShownName} is open again.");
    }

    private async Task ShowAlarmsAsync(Visit visit, string? link, string? note)
    {
        var names = (await accounts.ListAsync(visit.Cancelled)).ToDictionary(agent => agent.Id, agent => agent.ShownName);
        string NameOf(string? id) => id is null ? "" : names.GetValueOrDefault(id, id);
        await DeskRender.SendAsync<AlarmsPage>(visit.Http, new()
        {
            [nameof(AlarmsPage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
            [nameof(AlarmsPage.Waiting)] = (await approvals.ListAsync(visit.Cancelled)).Select(row => new ApprovalLine(
                row.Id,
                row.Kind switch { ApprovalKind.ResetFactors => "Set sign-in anew", ApprovalKind.MakeAdministrator => "Make administrator" },
                NameOf(row.TargetId), NameOf(row.AskedBy), DeskWords.Moment(row.AskedAt), row.AskedBy == visit.Agent.Id || row.TargetId == visit.Agent.Id)).ToList(),
            [nameof(AlarmsPage.Breaches)] = (await breakGlass.ListAsync(visit.Cancelled)).Select(breach => new BreachLine(
                breach.Id, NameOf(breach.AgentId), breach.Ticket, breach.Reason, DeskWords.Moment(breach.StartedAt), breach.ReviewedBy is null ? null : NameOf(breach.ReviewedBy), breach.AgentId == visit.Agent.Id)).ToList(),
            [nameof(AlarmsPage.Link)] = link,
            [nameof(AlarmsPage.LinkMinutes)] = (int)options.Value.LinkLife.TotalMinutes,
            [nameof(AlarmsPage.Note)] = note,
        });
    }

    private async Task ReviewAsync(Visit visit)
    {
        var isReviewed = await breakGlass.ReviewAsync(IdOf(visit), visit.Agent, visit.Cancelled);
        if (isReviewed)
        {
            await visit.NoteAsync(AccountActs.GlassReviewed, "", $"glass={IdOf(visit)}");
        }

        await ShowAlarmsAsync(visit, null, isReviewed ? "Noted that you looked at it." : "It was looked at before, or it is your own.");
    }

    private async Task DecideAsync(Visit visit)
    {
        var isAllowed = visit.Http.Request.Form["answer"] == "yes";
        if (await approvals.DecideAsync(IdOf(visit), isAllowed, visit.Agent, visit.Cancelled) is not { } request)
        {
            await ShowAlarmsAsync(visit, null, "That was decided before, has run out, or is not yours to decide.");
            return;
        }

        await visit.NoteAsync(AccountActs.ApprovalDecided, request.TargetId, $"kind={request.Kind} allowed={isAllowed} asked-by={request.AskedBy}");
        if (!isAllowed)
        {
            await ShowAlarmsAsync(visit, null, "Refused.");
            return;
        }

        switch (request.Kind)
        {
            case ApprovalKind.MakeAdministrator:
                await accounts.SetRoleAsync(request.TargetId, AgentRole.Administrator, visit.Cancelled);
                await ShowAlarmsAsync(visit, null, "Allowed.");
                break;
            case ApprovalKind.ResetFactors:
                await accounts.ClearFactorsAsync(request.TargetId, visit.Cancelled);
                await ShowAlarmsAsync(visit, AddressOf(visit, await links.CreateAsync(LinkKind.Reset, request.TargetId, AgentRole.Agent, visit.Cancelled)), null);
                break;
        }
    }

    /// <summary>Somebody else's account: nobody locks themselves out, or up.</summary>
    private async Task<AgentRow?> OtherAsync(Visit visit) => IdOf(visit) == visit.Agent.Id ? null : await accounts.FindAsync(IdOf(visit), visit.Cancelled);

    private static bool TryReadRole(Visit visit, out AgentRole role) =>
        Enum.TryParse(visit.Http.Request.Form["role"], ignoreCase: false, out role) && Enum.IsDefined(role);

    private static string AddressOf(Visit visit, string token) => $"{visit.Http.Request.Scheme}://{visit.Http.Request.Host}/desk/link/{token}";
}

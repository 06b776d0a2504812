using System.Globalization;
using Bot.Desk.Accounts;

namespace Bot.Desk.Pages;

/// <summary>The audit, for those who look after it.</summary>
internal sealed class AuditPages(AuditTrail trail, AgentAccounts accounts)
{
    internal static void Map(IEndpointRouteBuilder desk)
    {
        DeskDoor.Map(desk, "GET", "audit", DeskAccess.Reviewers, visit => Of(visit).ShowAsync(visit, null));
        DeskDoor.Map(desk, "POST", "audit/verify", DeskAccess.Reviewers, visit => Of(visit).VerifyAsync(visit));
    }

    private static AuditPages Of(Visit visit) => visit.Http.RequestServices.GetRequiredService<AuditPages>();

    private async Task ShowAsync(Visit visit, string? note)
    {
        var query = visit.Http.Request.Query;
        var number = query["number"].ToString().Trim() is { Length: > 0 and <= 40 } asked ? asked.ToUpperInvariant() : null;
        long? before = long.TryParse(query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
        var lines = (await trail.ReadAsync(visit.AtDesk, number, before, visit.Cancelled)).Value ?? [];
        var names = (await accounts.ListAsync(visit.Cancelled)).ToDictionary(agent => agent.Id, agent => agent.ShownName);
        await DeskRender.SendAsync<AuditPage>(visit.Http, new()
        {
            [nameof(AuditPage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
            [nameof(AuditPage.Lines)] = lines.Select(line => new AuditView(
                line.Sequence, DeskWords.Moment(line.At), names.GetValueOrDefault(line.Actor, line.Actor), line.Role, line.Act, line.Subject, line.Facts, line.Words)).ToList(),
            [nameof(AuditPage.Number)] = number ?? "",
            [nameof(AuditPage.Older)] = lines.Count < AuditTrail.MostLines ? null : $"number={Uri.EscapeDataString(number ?? "")}&before={lines[^1].Sequence}",
            [nameof(AuditPage.Note)] = note,
        });
    }

    private async Task VerifyAsync(Visit visit)
    {
        var report = (await trail.VerifyAsync(visit.AtDesk, visit.Cancelled)).Value!;
        await ShowAsync(visit, report.Faults.Count == 0 ? $"The chain is whole: {report.Lines} lines." : $"The chain is broken: {string.Join(" ", report.Faults)}");
    }
}

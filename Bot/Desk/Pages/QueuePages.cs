using System.Globalization;
using Bot.Desk.Accounts;
using Bot.Storage.Model;
using KnowledgeBase;
using Microsoft.AspNetCore.WebUtilities;

namespace Bot.Desk.Pages;

/// <summary>The queue, search, export, and who takes chats.</summary>
internal sealed class QueuePages(DeskQueue queue, DeskTickets tickets, DeskExport export, DeskPresence presence, Knowledge knowledge, TimeProvider clock)
{
    private const string Directory = "/desk";
    private static readonly string[] FilterNames = ["state", "topic", "age", "channel", "language", "priority", "order", "live"];

    internal static void Map(IEndpointRouteBuilder desk)
    {
        DeskDoor.Map(desk, "GET", "", DeskAccess.Everybody, visit => Of(visit).ShowAsync(visit));
        DeskDoor.Map(desk, "GET", "queue", DeskAccess.Everybody, visit => Of(visit).ShowRowsAsync(visit));
        DeskDoor.Map(desk, "POST", "search", DeskAccess.Workers, visit => Of(visit).SearchAsync(visit));
        DeskDoor.Map(desk, "POST", "export", DeskAccess.Supervisors, visit => Of(visit).ExportAsync(visit));
        DeskDoor.Map(desk, "POST", "presence", DeskAccess.Workers, visit => Of(visit).SetPresenceAsync(visit));
    }

    private static QueuePages Of(Visit visit) => visit.Http.RequestServices.GetRequiredService<QueuePages>();

    private async Task ShowAsync(Visit visit)
    {
        var here = await presence.PresentAsync(visit.Cancelled);
        await DeskRender.SendAsync<QueuePage>(visit.Http, new()
        {
            [nameof(QueuePage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
            [nameof(QueuePage.View)] = await ReadAsync(visit),
            [nameof(QueuePage.Filter)] = FilterOf(visit),
            [nameof(QueuePage.Presence)] = new PresenceView(
                here.Any(row => row.Agent == visit.Agent.Id && row.IsAvailable), [.. here.Where(row => row.Agent != visit.Agent.Id).Select(row => row.IsAvailable ? $"{row.AgentName} (takes chats)" : row.AgentName)]),
        });
    }

    private async Task ShowRowsAsync(Visit visit) =>
        await DeskRender.SendAsync<QueueRows>(visit.Http, new() { [nameof(QueueRows.View)] = await ReadAsync(visit), [nameof(QueueRows.Token)] = visit.FormToken });

    private async Task<QueueView> ReadAsync(Visit visit)
    {
        var query = visit.Http.Request.Query;
        var answer = await queue.PageAsync(visit.AtDesk, WantedBy(visit), visit.Cancelled);
        var page = answer.Value!;
        var now = clock.GetUtcNow();
        var shown = QueryOf(query);
        var next = page.HasMore ? $"{(shown.Length == 0 ? "" : shown + "&")}after={page.Items[^1].Position}&after-priority={(int)page.Items[^1].Priority}" : null;
        return new QueueView([.. page.Items.Select(item => RowOf(item, visit, now))], page.Total, next, shown);
    }

    private QueueRow RowOf(QueueItem item, Visit visit, DateTimeOffset now) => new(
        item.Number, DeskWords.Label(item.Topic), DeskWords.Flags(item.Flags), DeskWords.Age(now - item.CreatedAt), DeskWords.Moment(item.CreatedAt), DeskWords.Of(item.Channel), DeskWords.Language(item.Language, knowledge.Locales),
        DeskWords.State(item.State), item.AgentName, item.Agent == visit.Agent.Id, item.State == CaseState.Open && item.Agent is null && visit.Agent.Works, item.Flags.HasFlag(ServiceFlags.MemberWaits));

    private static QueueFilter WantedBy(Visit visit)
    {
        var query = visit.Http.Request.Query;
        string? Wanted(string name) => query[name].ToString() is { Length: > 0 and < 60 } value ? value : null;
        return new QueueFilter
        {
            States = Wanted("state") switch
            {
                "open" => [CaseState.Open],
                "closed" => [CaseState.Closed, CaseState.Merged],
                "all" => null,
                _ => [CaseState.Open, CaseState.Claimed],
            },
            Agent = Wanted("state") == "mine" ? visit.Agent.Id : null,
            Topic = Wanted("topic"),
            Channel = Wanted("channel"),
            Language = Wanted("language"),
            AtLeast = Wanted("priority") switch { "security" => CasePriority.Security, "emergency" => CasePriority.Emergency, _ => null },
            OlderThan = int.TryParse(Wanted("age"), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= 10_000 ? TimeSpan.FromHours(hours) : null,
            OnlyLive = Wanted("live") == "yes",
            Order = Wanted("order") switch { "oldest" => QueueOrder.Oldest, "newest" => QueueOrder.Newest, _ => QueueOrder.Urgent },
            After = long.TryParse(Wanted("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? After(position, Wanted("after-priority")) : null,
        };
    }

    /// <summary>The last item of the page before, as far as the next page has to know it.</summary>
    private static QueueItem After(long position, string? priority) => new(
        position, "", "", "", "", "", Enum.TryParse<CasePriority>(priority, out var known) && Enum.IsDefined(known) ? known : CasePriority.Usual, default, CaseState.Open, null, null, default, null, null, null);

    private FilterView FilterOf(Visit visit)
    {
        var query = visit.Http.Request.Query;
        IReadOnlyList<FilterChoice> Choices(string name, params (string Value, string Label)[] all) => [.. all.Select(choice => new FilterChoice(choice.Value, choice.Label, query[name].ToString() == choice.Value))];
        return new FilterView(
            Choices("state", ("", "not closed"), ("open", "open"), ("mine", "mine"), ("closed", "closed"), ("all", "all")),
            Choices("topic", [("", "all"), .. knowledge.Topics.All.Select(topic => (topic.Id, DeskWords.Of(topic.Id))).OrderBy(topic => topic.Item2, StringComparer.Ordinal)]),
            Choices("age", ("", "any"), ("1", "over an hour"), ("4", "over 4 hours"), ("24", "over a day")),
            Choices("channel", ("", "all"), ("directline", "web chat"), ("msteams", "Teams")),
            Choices("language", [("", "all"), .. knowledge.Locales.All.Select(locale => (locale.Id, locale.NameInEnglish))]),
            Choices("priority", ("", "all"), ("security", "security and up"), ("emergency", "emergencies")),
            Choices("order", ("", "urgent first"), ("oldest", "oldest first"), ("newest", "newest first")),
            query["live"] == "yes",
            QueryOf(query));
    }

    /// <summary>The filters alone, as they are sent on.</summary>
    private static string QueryOf(IQueryCollection query) =>
        QueryHelpers.AddQueryString("", FilterNames.Where(name => query[name].ToString() is { Length: > 0 and < 60 }).Select(name => KeyValuePair.Create(name, (string?)query[name].ToString()))).TrimStart('?');

    private async Task SearchAsync(Visit visit)
    {
        var form = visit.Http.Request.Form;
        if (!Enum.TryParse<SearchBy>(form["by"], out var by) || !Enum.IsDefined(by) || form["value"].ToString() is not { Length: > 0 and <= 200 } value)
        {
            AccountPages.SeeOther(visit.Http, Directory);
            return;
        }

        var found = await tickets.SearchAsync(visit.AtDesk, by, value, visit.Cancelled);
        var now = clock.GetUtcNow();
        await DeskRender.SendAsync<FoundPage>(visit.Http, new()
        {
            [nameof(FoundPage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
            [nameof(FoundPage.View)] = new QueueView([.. (found.Value ?? []).Select(item => RowOf(item, visit, now))], found.Value?.Count ?? 0, null, ""),
        });
    }

    private async Task ExportAsync(Visit visit)
    {
        var response = visit.Http.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"tickets-{clock.GetUtcNow():yyyy-MM-dd-HHmm}.csv\"";
        await using var writer = new StreamWriter(response.Body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await export.WriteAsync(visit.AtDesk, WantedBy(visit), writer, visit.Cancelled);
    }

    private async Task SetPresenceAsync(Visit visit)
    {
        await presence.HereAsync(visit.AtDesk, visit.Http.Request.Form["takes-chats"] == "yes", visit.Cancelled);
        AccountPages.SeeOther(visit.Http, Directory);
    }
}

using Bot.Desk.Accounts;
using Bot.Storage.Auditing;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Pages;

/// <summary>A ticket's page and everything that can be done on it.</summary>
internal sealed class TicketPages(DeskTickets tickets, DeskWrites writes, TicketViews views, Sessions sessions, SignIns signIns, BreakGlass breakGlass, IOptions<DeskOptions> options)
{
    /// <summary>Sent by our script, which wants a status and no page.</summary>
    private const string ByScript = "X-Desk-Script";

    /// <summary>With new lines: whether what is around them is still as it was drawn, so that our script need not ask for it with every line.</summary>
    private const string Mark = "X-Desk-Mark";

    internal static void Map(IEndpointRouteBuilder desk)
    {
        Look(desk, "", (pages, visit, number) => pages.ShowAsync(visit, number));
        Look(desk, "/brief", (pages, visit, number) => pages.ShowPartAsync<BriefPanel>(visit, number));
        Look(desk, "/state", (pages, visit, number) => pages.ShowPartAsync<ChatState>(visit, number));
        Look(desk, "/lines", (pages, visit, number) => pages.ShowLinesAsync(visit, number));
        Do(desk, "claim", "claimed", (_, visit, number) => The<DeskClaims>(visit).ClaimAsync(visit.AtDesk, number, visit.Cancelled));
        Do(desk, "release", "released", (_, visit, number) => The<DeskClaims>(visit).ReleaseAsync(visit.AtDesk, number, visit.Cancelled));
        Do(desk, "transfer", "passed-on", (_, visit, number) => TransferAsync(visit, number));
        Do(desk, "join", "joined", (_, visit, number) => The<LiveDesk>(visit).JoinAsync(visit.AtDesk, number, visit.Cancelled));
        Do(desk, "say", "said", (_, visit, number) => SayAsync(visit, number));
        Do(desk, "typing", "said", (_, visit, number) => The<LiveDesk>(visit).TypingAsync(visit.AtDesk, number, visit.Cancelled));
        Do(desk, "hand-back", "handed-back", (_, visit, number) => The<LiveDesk>(visit).HandBackAsync(visit.AtDesk, number, Chosen(visit, "topic"), visit.Cancelled));
        Do(desk, "leave", "left", (_, visit, number) => The<LiveDesk>(visit).LeaveAsync(visit.AtDesk, number, visit.Cancelled));
        Do(desk, "reveal", "revealed", (pages, visit, number) => pages.RevealAsync(visit, number));
        Do(desk, "break-glass", "glass", (pages, visit, number) => pages.BreakGlassAsync(visit, number));
        Do(desk, "flag", "flagged", (_, visit, number) =>
            The<DeskNotes>(visit).FlagFieldAsync(visit.AtDesk, number, Field(visit, "field"), Field(visit, "how") == "missing", Field(visit, "text"), visit.Cancelled));
        Do(desk, "close", "closed", (_, visit, number) => The<DeskWrapUp>(visit).CloseAsync(visit.AtDesk, number, Field(visit, "code"), Chosen(visit, "cause"), visit.Cancelled));
        Do(desk, "reopen", "reopened", (_, visit, number) => The<DeskWrapUp>(visit).ReopenAsync(visit.AtDesk, number, visit.Cancelled));
        Do(desk, "merge", "merged", (_, visit, number) => The<DeskWrapUp>(visit).MergeAsync(visit.AtDesk, number, Field(visit, "into").Trim().ToUpperInvariant(), visit.Cancelled));
        Do(desk, "notes", "noted", (_, visit, number) => The<DeskNotes>(visit).AddAsync(visit.AtDesk, number, Field(visit, "text"), visit.Cancelled));
    }

    private static void Look(IEndpointRouteBuilder desk, string part, Func<TicketPages, Visit, string, Task> show) =>
        DeskDoor.Map(desk, "GET", $"tickets/{{number}}{part}", DeskAccess.Everybody, visit => show(Of(visit), visit, NumberOf(visit)));

    private static void Do(IEndpointRouteBuilder desk, string act, string done, Func<TicketPages, Visit, string, Task<DeskAnswer<bool>>> run) =>
        DeskDoor.Map(desk, "POST", $"tickets/{{number}}/{act}", DeskAccess.Workers, async visit => await Of(visit).AnswerAsync(visit, NumberOf(visit), done, await run(Of(visit), visit, NumberOf(visit))));

    private static TicketPages Of(Visit visit) => visit.Http.RequestServices.GetRequiredService<TicketPages>();

    private static T The<T>(Visit visit) where T : notnull => visit.Http.RequestServices.GetRequiredService<T>();

    private static string NumberOf(Visit visit) => (string)visit.Http.Request.RouteValues["number"]!;

    private static string Field(Visit visit, string name) => visit.Http.Request.Form[name].ToString();

    private static string? Chosen(Visit visit, string name) => Field(visit, name) is { Length: > 0 } value ? value : null;

    private async Task AnswerAsync(Visit visit, string number, string done, DeskAnswer<bool> answer)
    {
        var http = visit.Http;
        var status = answer.Refusal switch
        {
            DeskRefusal.NotAllowed => StatusCodes.Status403Forbidden,
            DeskRefusal.NoSuchTicket => StatusCodes.Status404NotFound,
            DeskRefusal.HeldByAnother or DeskRefusal.MovedOn or DeskRefusal.StillLive or DeskRefusal.Busy => StatusCodes.Status409Conflict,
            DeskRefusal.NotValid or DeskRefusal.NotProved => StatusCodes.Status422UnprocessableEntity,
            null => StatusCodes.Status204NoContent,
        };
        if (http.Request.Headers.ContainsKey(ByScript))
        {
            http.Response.StatusCode = status;
        }
        else if (answer.Refusal is { } refusal)
        {
            await ShowAsync(visit, number, DeskWords.Refusal(refusal, answer.HeldBy), status);
        }
        else
        {
            AccountPages.SeeOther(http, $"/desk/tickets/{Uri.EscapeDataString(number)}?done={done}");
        }
    }

    private Task ShowAsync(Visit visit, string number) => ShowAsync(visit, number, null, StatusCodes.Status200OK);

    private async Task ShowAsync(Visit visit, string number, string? fault, int status)
    {
        if ((await tickets.OpenAsync(visit.AtDesk, number, visit.Cancelled)).Value is not { } brief)
        {
            await MissingAsync(visit);
            return;
        }

        await DeskRender.SendAsync<TicketPage>(
            visit.Http,
            new()
            {
                [nameof(TicketPage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
                [nameof(TicketPage.View)] = await views.OfAsync(visit, brief),
                [nameof(TicketPage.Powers)] = await The<TicketPowers>(visit).OfAsync(visit, brief),
                [nameof(TicketPage.Lines)] = (await views.LinesAsync(visit, number, after: 0))?.Lines ?? [],
                [nameof(TicketPage.Note)] = fault ?? DeskWords.Done(visit.Http.Request.Query["done"]),
                [nameof(TicketPage.NoteIsFault)] = fault is not null,
            },
            status);
    }

    private async Task ShowPartAsync<TPart>(Visit visit, string number) where TPart : Microsoft.AspNetCore.Components.IComponent
    {
        if ((await tickets.OpenAsync(visit.AtDesk, number, visit.Cancelled)).Value is not { } brief)
        {
            await MissingAsync(visit);
            return;
        }

        var values = new Dictionary<string, object?> { [nameof(BriefPanel.View)] = await views.OfAsync(visit, brief) };
        if (typeof(TPart) == typeof(ChatState))
        {
            values[nameof(ChatState.Powers)] = await The<TicketPowers>(visit).OfAsync(visit, brief);
            values[nameof(ChatState.Token)] = visit.FormToken;
        }

        await DeskRender.SendAsync<TPart>(visit.Http, values);
    }

    private async Task ShowLinesAsync(Visit visit, string number)
    {
        var after = long.TryParse(visit.Http.Request.Query["after"], out var sequence) && sequence > 0 ? sequence : 0;
        if (await views.LinesAsync(visit, number, after) is not { } talk)
        {
            await MissingAsync(visit);
            return;
        }

        visit.Http.Response.Headers[Mark] = talk.Mark;
        await DeskRender.SendAsync<TalkLines>(visit.Http, new() { [nameof(TalkLines.Lines)] = talk.Lines });
    }

    private static async Task<DeskAnswer<bool>> TransferAsync(Visit visit, string number) =>
        await The<AgentAccounts>(visit).FindAsync(Field(visit, "to"), visit.Cancelled) is { DisabledAt: null } row
            ? await The<DeskClaims>(visit).TransferAsync(visit.AtDesk, number, Visit.ToDesk(row.Agent), visit.Cancelled)
            : DeskAnswer<bool>.No(DeskRefusal.NotValid);

    /// <summary>The page makes an id for each message; without its script one is made here, and a message sent twice is said twice.</summary>
    private static Task<DeskAnswer<bool>> SayAsync(Visit visit, string number) =>
        The<LiveDesk>(visit).SayAsync(visit.AtDesk, number, Field(visit, "text").ReplaceLineEndings("\n"), Chosen(visit, "id") ?? Guid.CreateVersion7().ToString("N"), visit.Cancelled);

    private async Task<DeskAnswer<bool>> RevealAsync(Visit visit, string number)
    {
        if (!sessions.IsProved(visit.Session) && (options.Value.Oidc.IsOn || !await signIns.ProveAgainAsync(visit.Session, Field(visit, "code"), visit.Cancelled)))
        {
            return DeskAnswer<bool>.No(DeskRefusal.NotProved);
        }

        // Behind broken glass an agent may what a supervisor may; the audit has it in the line of the breaking.
        var who = await breakGlass.IsOpenAsync(visit.Agent, number, visit.Cancelled) ? visit.AtDesk with { Role = DeskRole.Supervisor } : visit.AtDesk;
        var answer = await tickets.RevealAsync(who, number, Field(visit, "field"), Field(visit, "reason"), visit.Cancelled);
        return answer.Refusal is { } refusal ? DeskAnswer<bool>.No(refusal, answer.HeldBy) : DeskAnswer<bool>.Done(true);
    }

    private async Task<DeskAnswer<bool>> BreakGlassAsync(Visit visit, string number)
    {
        const int ShortestReason = 10;
        var reason = Field(visit, "reason").Trim();
        if (reason.Length is < ShortestReason or > 300)
        {
            return DeskAnswer<bool>.No(DeskRefusal.NotValid);
        }

        if ((await tickets.OpenAsync(visit.AtDesk, number, visit.Cancelled)) is { Value: null } missing)
        {
            return DeskAnswer<bool>.No(missing.Refusal!.Value);
        }

        await writes.SeenAsync(visit.AtDesk, new AuditLine(AccountActs.GlassBroken, number, "", reason), visit.Cancelled);
        await breakGlass.OpenAsync(visit.Agent, number, reason, visit.Cancelled);
        writes.Wake();
        return DeskAnswer<bool>.Done(true);
    }

    private static Task MissingAsync(Visit visit) => DeskRender.SendAsync<MessagePage>(
        visit.Http,
        new()
        {
            [nameof(MessagePage.Frame)] = new PageFrame(visit.Agent, visit.FormToken),
            [nameof(MessagePage.Heading)] = "No such ticket",
            [nameof(MessagePage.Text)] = "It was never there, or it was erased because its time was over.",
            [nameof(MessagePage.Address)] = "/desk",
            [nameof(MessagePage.Label)] = "To the queue",
        },
        StatusCodes.Status404NotFound);
}

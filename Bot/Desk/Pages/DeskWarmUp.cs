using Bot.Desk.Accounts;
using Bot.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Bot.Desk.Pages;

/// <summary>
/// Does once, for nobody, what the first page of the desk would otherwise wait for: half a second of compiling queries and pages, at the moment an agent is in a hurry. It begins when
/// somebody looks at the sign-in page, who then has a password and a code to type; a start that no agent follows pays nothing.
/// </summary>
internal sealed partial class DeskWarmUp(DeskQueue queue, DeskGate gate, TicketStore tickets, IServiceProvider services, ILoggerFactory logs, ILogger<DeskWarmUp> log)
{
    private const string NoTicket = "none";

    private int _hasBegun;

    /// <summary>What was begun, and whether it failed; for tests.</summary>
    internal Task Work { get; private set; } = Task.CompletedTask;

    internal bool Failed { get; private set; }

    internal void Begin()
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
        {
            Work = Task.Run(PracticeAsync);
        }
    }

    private async Task PracticeAsync()
    {
        try
        {
            var page = await queue.ReadAsync(new QueueFilter { Limit = 1 }, CancellationToken.None);
            await queue.ReadAsync(new QueueFilter { Limit = 1, After = page.Items.Count > 0 ? page.Items[0] : null }, CancellationToken.None);
            await gate.FindAsync(NoTicket, CancellationToken.None);
            await tickets.FindTicketAsync(NoTicket, CancellationToken.None);
            await DrawAsync();
        }
        catch (Exception fault)
        {
            // The first page is slow then, and tells what is wrong if something is.
            Failed = true;
            LogFailed(log, fault.GetType().Name);
        }
    }

    private async Task DrawAsync()
    {
        await using var renderer = new HtmlRenderer(services, logs);
        IReadOnlyList<FilterChoice> one = [new("", "all", true)];
        var nobody = new PageFrame(new Agent("", "", AgentRole.Supervisor), "");
        var row = new QueueRow("", "", [new("", "")], "", "", "", "", "", null, IsMine: false, MayClaim: true, Waits: true);
        await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<QueuePage>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(QueuePage.Frame)] = nobody,
            [nameof(QueuePage.View)] = new QueueView([row], 1, null, ""),
            [nameof(QueuePage.Filter)] = new FilterView(one, one, one, one, one, one, one, OnlyLive: false, ""),
            [nameof(QueuePage.Presence)] = new PresenceView(TakesChats: false, [""]),
        }))).ToHtmlString());
    }

    [LoggerMessage(LogLevel.Warning, "The desk could not be warmed up ({Fault}); its first page will take a moment longer")]
    private static partial void LogFailed(ILogger log, string fault);
}

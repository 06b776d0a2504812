using Bot.Accounts;
using Bot.Desk.Accounts.Model;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Accounts;

/// <summary>While nobody can sign in at the desk, each start writes one link to the log that makes the first administrator.</summary>
internal sealed partial class FirstRun(
    AgentAccounts accounts, OneTimeLinks links, IServer server, IOptions<DeskOptions> options, IHostApplicationLifetime lifetime, ILogger<FirstRun> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var waiting = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested || options.Value.Oidc.IsOn || await accounts.AnyAsync(stoppingToken))
        {
            return;
        }

        var token = await links.CreateAsync(LinkKind.FirstRun, null, AgentRole.Administrator, stoppingToken);
        LogLink(new Uri(SiteAddress.Listening(server), $"/desk/link/{token}"), options.Value.LinkLife.TotalMinutes);
    }

    // The one secret that is ever logged: whoever reads the log of a first start runs the server, and the link dies with its first use.
    [LoggerMessage(LogLevel.Warning, "Nobody can sign in at the desk yet. Make the first administrator with this link; it is good once, for {Minutes} minutes: {Link}")]
    private partial void LogLink(Uri link, double minutes);
}

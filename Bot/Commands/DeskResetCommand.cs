using Bot.Desk;
using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Bot.Operations;
using Bot.Storage;
using Bot.Storage.Auditing;
using Microsoft.Extensions.Options;

namespace Bot.Commands;

/// <summary><c>desk-reset NAME REASON</c>: the way back for an agent whom nobody else at the desk can let in again. Whoever runs the server may do it; everybody at the desk sees that it was done.</summary>
internal static class DeskResetCommand
{
    private const int ShortestReason = 10;
    private const int LongestReason = 300;

    private static readonly AuditActor Operator = new("operator", "operator");

    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(async () =>
    {
        if (args is not [var name, var reason, .. var settings] || name.StartsWith('-') || reason.StartsWith('-') || reason.Trim().Length is < ShortestReason or > LongestReason)
        {
            return await RefuseAsync($"Say whom and why: desk-reset NAME \"REASON\" ({ShortestReason} letters at least; those at the desk will read it).");
        }

        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddOptions<DeskOptions>().Bind(builder.Configuration.GetSection("Desk"));
        builder.Services.AddSingleton<AgentsDatabase>().AddSingleton<AgentsOpening>().AddSingleton<AgentAccounts>().AddSingleton<SecondFactor>().AddSingleton<OneTimeLinks>().AddSingleton<BreakGlass>();
        using var host = builder.Build();
        var services = host.Services;
        var options = services.GetRequiredService<IOptions<DeskOptions>>().Value;
        if (options.Oidc.IsOn)
        {
            return await RefuseAsync("Agents sign in at the plan's own provider (Desk:Oidc), which lets them in again.");
        }

        await services.GetRequiredService<StorageOpening>().OpenAsync(mayMigrate: false, cancellation);
        await services.GetRequiredService<AgentsOpening>().OpenAsync(mayMigrate: false, cancellation);
        if (await services.GetRequiredService<AgentAccounts>().FindByNameAsync(name, cancellation) is not { DisabledAt: null } row)
        {
            return await RefuseAsync($"Nobody with an open account signs in at the desk as {name}.");
        }

        // Noted first: what follows opens an account.
        await services.GetRequiredService<Audit>().WriteAsync(Operator, new AuditLine(AccountActs.ResetFromServer, row.Id, "", reason.Trim()), cancellation);
        await services.GetRequiredService<BreakGlass>().NoteResetAsync(row.Agent, reason.Trim(), cancellation);
        await services.GetRequiredService<AgentAccounts>().ClearFactorsAsync(row.Id, cancellation);
        var link = await services.GetRequiredService<OneTimeLinks>().CreateAsync(LinkKind.Reset, row.Id, row.Role, cancellation);
        await Console.Out.WriteLineAsync($"Open this page of the desk within {options.LinkLife.TotalMinutes:0} minutes; it is good once: /desk/link/{link}".AsMemory(), cancellation);

        return 0;
    });

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return StartFault.ExitCode;
    }
}

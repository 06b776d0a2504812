using Bot.Accounts;
using Bot.Desk.Accounts;
using Bot.Operations;
using Bot.Storage;

namespace Bot.Commands;

/// <summary><c>migrate</c>: brings every table up to date, the desk's accounts and the demo members' too, and makes database and key ring when there are none.</summary>
internal static class MigrateCommand
{
    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(async () =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddAssistant(builder.Configuration);
        using var host = builder.Build();
        var applied = await host.Services.GetRequiredService<StorageOpening>().OpenAsync(mayMigrate: true, cancellation);
        if (host.Services.GetService<AccountOpening>() is { } accounts)
        {
            applied += await accounts.OpenAsync(mayMigrate: true, cancellation);
        }

        applied += await ActivatorUtilities.CreateInstance<AgentsOpening>(host.Services).OpenAsync(mayMigrate: true, cancellation);
        await Console.Out.WriteLineAsync(applied == 0 ? "The database is up to date." : $"Applied {applied} migration(s).");

        return 0;
    });
}

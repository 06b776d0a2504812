using Bot.Operations;
using Bot.Storage;

namespace Bot.Commands;

/// <summary><c>backup</c>: copies the database into the folder <c>Storage:Backups</c>, while the server may go on. Later purges erase from the copy, too.</summary>
internal static class BackupCommand
{
    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(async () =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();
        await host.Services.GetRequiredService<StorageOpening>().OpenAsync(mayMigrate: false, cancellation);
        var path = await host.Services.GetRequiredService<Backups>().BackUpAsync(cancellation);
        await Console.Out.WriteLineAsync($"Wrote {path}. Without the key ring nobody can read it; keep that apart.".AsMemory(), cancellation);

        return 0;
    });
}

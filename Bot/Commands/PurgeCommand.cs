using Bot.Operations;
using Bot.Storage;

namespace Bot.Commands;

/// <summary><c>purge</c>: erases now what was kept long enough, as the server does once a day.</summary>
internal static class PurgeCommand
{
    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(async () =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();
        await host.Services.GetRequiredService<StorageOpening>().OpenAsync(mayMigrate: false, cancellation);
        var (conversations, tickets) = await host.Services.GetRequiredService<Retention>().PurgeAsync(cancellation);
        await Console.Out.WriteLineAsync($"Erased {conversations} conversations and {tickets} tickets.".AsMemory(), cancellation);

        return 0;
    });
}

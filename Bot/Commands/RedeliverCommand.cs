using Bot.Delivery;
using Bot.Delivery.Targets;
using Bot.Operations;
using Bot.Storage;

namespace Bot.Commands;

/// <summary><c>redeliver TARGET</c>: opens a receiver again that had answered 410, and queues again what was given up for it.</summary>
internal static class RedeliverCommand
{
    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(async () =>
    {
        if (args is not [var target, .. var settings] || target.StartsWith('-'))
        {
            await Console.Error.WriteLineAsync("Say for which target: redeliver NAME, as in Tickets:Targets.".AsMemory(), cancellation);
            return StartFault.ExitCode;
        }

        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();
        await host.Services.GetRequiredService<StorageOpening>().OpenAsync(mayMigrate: false, cancellation);
        await host.Services.GetRequiredService<ClosedTargets>().OpenAsync(target, cancellation);
        var revived = await host.Services.GetRequiredService<DeadLetters>().ReviveAsync(target, cancellation);
        await Console.Out.WriteLineAsync($"{revived} dead letters for {target} are queued again; the server sends them.".AsMemory(), cancellation);

        return 0;
    });
}

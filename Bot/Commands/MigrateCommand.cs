using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Commands;

/// <summary><c>migrate</c>: brings the database's schema up to date, and makes database and key ring when there are none.</summary>
internal static class MigrateCommand
{
    internal static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();
        try
        {
            var applied = await host.Services.GetRequiredService<StorageOpening>().OpenAsync(mayMigrate: true, cancellation);
            Console.Out.WriteLine(applied == 0 ? "The database is up to date." : $"Applied {applied} migration(s).");
            return 0;
        }
        catch (Exception fault) when (fault is StorageRefusedException or StorageUnavailableException or OptionsValidationException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }
}

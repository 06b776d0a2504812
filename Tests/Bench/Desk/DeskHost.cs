using Bench.Sides;
using Bot.Channels.BotConnector;
using Bot.Channels.DirectLine;
using Bot.Desk;
using Bot.Desk.Pages;
using Bot.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bench.Desk;

/// <summary>The product inside this process, because agents act by calls and not over a wire of ours; members come over HTTP and sockets as always.</summary>
internal sealed class DeskHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private DeskHost(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
    }

    internal Uri Address => new(_app.Urls.First());

    internal T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    internal static async Task<DeskHost> StartAsync()
    {
        var folder = Product.NewFolder("desk");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach (var (key, value) in Product.Settings)
        {
            builder.Configuration[key.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        builder.Configuration["ConnectionStrings:Assistant"] = $"Data Source={Path.Combine(folder, "assistant.db")}";
        builder.Configuration["Storage:KeyRing"] = Path.Combine(folder, "ring.json");
        builder.Services.AddAssistant(builder.Configuration);
        builder.Services.AddOperations(builder.Configuration);
        builder.Services.AddDirectLine(builder.Configuration);
        builder.Services.AddBotConnector();
        builder.Services.AddOptions<DeskOptions>().Configure(desk => (desk.AcknowledgeWithin, desk.PresenceFor) = (TimeSpan.FromHours(1), TimeSpan.FromHours(1)));
        builder.Services.AddDesk(builder.Configuration);
        var app = builder.Build();
        app.UseGuard();
        DirectLineEndpoints.Map(app);
        app.MapDesk();
        await app.StartAsync();

        return new DeskHost(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

using System.Text.Json;
using Bot.Activities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Bench.Sides;

/// <summary>What Kestrel can do at best: read an activity, answer its id. No routing, no middleware, no logging.</summary>
internal static class BareSide
{
    private static readonly byte[] Answer = """{"id":"abcdefghijklmnopqrstuv|0000001"}"""u8.ToArray();

    internal static Task<int> RunAsync(string address) => ServeAsync(address, (_, _) => Task.CompletedTask);

    internal static async Task<int> ServeAsync(string address, Func<string, Activity, Task> keepAsync)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(address);
        var app = builder.Build();
        app.Run(async http =>
        {
            var activity = await JsonSerializer.DeserializeAsync(http.Request.BodyReader, BareJson.Default.Activity, http.RequestAborted);
            await keepAsync(http.Request.Path.Value!, activity!);
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = Answer.Length;
            await http.Response.BodyWriter.WriteAsync(Answer, http.RequestAborted);
        });
        await app.RunAsync();

        return 0;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tests.Fakes;

/// <summary>One request as a receiver got it.</summary>
internal sealed record Received(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    internal string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>An HTTP server on loopback that remembers what it got, and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _requests = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Receiver(WebApplication app) => _app = app;

    internal Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>As <c>Outbound:TrustedOrigins</c> wants it.</summary>
    internal string Origin => Address.GetLeftPart(UriPartial.Authority);

    internal IReadOnlyList<Received> Requests => [.. _requests];

    /// <summary>Done once the first request is here.</summary>
    internal Task Reached => _reached.Task;

    internal static async Task<Receiver> StartAsync(Func<Received, HttpResponse, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            // Bombs and drips are what these servers are for.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => Secure(listen, certificate));
        });
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(http => receiver.AnswerAsync(http, answer));
        await app.StartAsync();
        receiver.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static void Secure(ListenOptions listen, X509Certificate2? certificate)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (certificate is not null)
        {
            listen.UseHttps(certificate);
        }
    }

    private async Task AnswerAsync(HttpContext http, Func<Received, HttpResponse, Task> answer)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var received = new Received(
            http.Request.Method,
            http.Request.Path,
            http.Request.QueryString.Value ?? "",
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        _requests.Enqueue(received);
        _reached.TrySetResult();
        await answer(received, http.Response);
    }
}

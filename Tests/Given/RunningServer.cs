using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Tests.Given;

/// <summary>The real program in a process of its own, on a free port and a data folder of its own: <c>await RunningServer.StartAsync()</c>.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    internal const string Secret = "direct-line-secret-for-tests-0123456789";
    internal const string DeskKey = "desk-key-for-tests-0123456789";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, string> _settings;
    private Process? _process;

    private RunningServer(Dictionary<string, string> settings)
    {
        _settings = settings;
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        Folder = Directory.CreateTempSubdirectory("assistant-").FullName;
    }

    internal Uri Address { get; }

    /// <summary>The folder the program runs in; its data is below.</summary>
    internal string Folder { get; }

    /// <summary>Everything it printed so far, of all its lives.</summary>
    internal string Output { get; private set; } = "";

    internal static async Task<RunningServer> StartAsync(params (string Setting, string Value)[] settings)
    {
        var server = new RunningServer(settings.ToDictionary(setting => setting.Setting, setting => setting.Value));
        await server.StartAgainAsync();

        return server;
    }

    /// <summary>Settings that let a test send as fast as it can.</summary>
    internal static (string, string)[] WithoutPace =>
    [
        ("Limits__MessageBurst", "100000"), ("Limits__MessagesPerSecond", "100000"), ("Limits__TokensPerMinute", "100000"),
        ("Limits__ConversationsPerHour", "100000"), ("Limits__ConnectionsPerAddress", "2000"),
    ];

    internal async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Bot.dll"), "--urls", Address.ToString()])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DirectLine__Secret"] = Secret;
        start.Environment["Desk__ApiKey"] = DeskKey;
        foreach (var (setting, value) in _settings)
        {
            start.Environment[setting] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Output += line.Data + "\n";
        _process.ErrorDataReceived += (_, line) => Output += line.Data + "\n";
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilReadyAsync(_process);
    }

    /// <summary>As a power cut would: no time to say good-bye.</summary>
    internal async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    internal HttpClient Client(string? bearer = null)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task UntilReadyAsync(Process process)
    {
        using var client = Client();
        var started = Stopwatch.StartNew();
        while (started.Elapsed < StartLimit)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The server ended at start:\n{Output}");
            }

            try
            {
                using var answer = await client.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"The server was not ready after {StartLimit}:\n{Output}");
    }

    /// <summary>A port that nobody listens on right now.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Tests.Shape;
using Xunit;

namespace Tests.Fakes;

/// <summary>One mail as the server took it.</summary>
internal sealed record TakenMail(string From, string[] To, string? User, string Text)
{
    /// <summary>The value of a header, unfolded; null when there is none.</summary>
    internal string? Header(string name) => Text.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ").Replace("\r\n\t", " ").Split("\r\n")
        .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}

/// <summary>A real mail server (npm's smtp-server) in a process of its own.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<TakenMail> _mails = new();
    private readonly SemaphoreSlim _taken = new(0);
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MailServer(Process process) => _process = process;

    internal int Port { get; private set; }

    internal IReadOnlyList<TakenMail> Mails => [.. _mails];

    internal static async Task<MailServer> StartAsync(string mode = "fine")
    {
        var folder = RepositoryFolder.Of("Tests", "Clients");
        var missing = !Directory.Exists(Path.Combine(folder, "node_modules", "smtp-server"));
        if (missing && Environment.GetEnvironmentVariable("REQUIRE_ALL") != "1")
        {
            Assert.Skip("The mail server is not installed: run npm ci in Tests/Clients, or ./test.sh");
        }

        var start = new ProcessStartInfo("node", ["smtp-server.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["MODE"] = mode;
        var server = new MailServer(Process.Start(start)!);
        server._process.OutputDataReceived += (_, line) => server.Read(line.Data);
        server._process.BeginOutputReadLine();
        server.Port = await server._port.Task.WaitAsync(StartLimit);
        return server;
    }

    /// <summary>Returns when it has the next one.</summary>
    internal async Task TakenAsync() => Assert.True(await _taken.WaitAsync(StartLimit), "no mail came");

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _taken.Dispose();
    }

    private void Read(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        var told = JsonDocument.Parse(line).RootElement;
        if (told.TryGetProperty("port", out var port))
        {
            _port.TrySetResult(port.GetInt32());
            return;
        }

        _mails.Enqueue(new TakenMail(
            told.GetProperty("from").GetString()!,
            [.. told.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)],
            told.GetProperty("user").GetString(),
            told.GetProperty("text").GetString()!));
        _taken.Release();
    }
}

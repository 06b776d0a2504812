using System.Diagnostics;
using Tests.Shape;
using Xunit;

namespace Tests.Given;

/// <summary>A real OpenID Connect provider (npm's oidc-provider) in a process of its own.</summary>
internal sealed class OidcProvider : IDisposable
{
    internal const string Secret = "a secret that only tests know";

    private Process? _process;

    internal int Port { get; } = RunningServer.FreePort();

    internal string Authority => $"http://127.0.0.1:{Port}";

    /// <summary>Where it is not installed, the test is skipped with the reason, or failed when REQUIRE_ALL is 1.</summary>
    internal async Task StartAsync(string redirect)
    {
        var folder = RepositoryFolder.Of("Tests", "Clients", "oidc");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            const string Missing = "oidc-provider is not installed (./test.sh does it)";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1", Missing);
            Assert.Fail(Missing);
        }

        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "provider.mjs"), $"{Port}", redirect]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        string? line;
        while ((line = await _process.StandardOutput.ReadLineAsync()) is not null and not "ready")
        {
        }

        Assert.True(line == "ready", "The provider ended at start.");
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }
}

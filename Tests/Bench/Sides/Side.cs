using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bench.Sides;

/// <summary>One server of the comparison, a process of its own with a fresh folder.</summary>
internal sealed class Side : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly Process _process;
    private readonly string _folder;

    private Side(string name, string[] command, Uri address, string folder, IReadOnlyDictionary<string, string> settings)
    {
        Name = name;
        Address = address;
        _folder = folder;
        var start = new ProcessStartInfo(Settings.DotNet, command) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var (key, value) in Product.Settings.Concat(settings))
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    internal string Name { get; }

    internal Uri Address { get; }

    /// <summary>Memory of the process that is in RAM, in megabytes.</summary>
    internal double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    internal static Side Bare() => Start("bare", (address, _) => [Settings.Program, "bare", address]);

    internal static Side Row() => Start("row", (address, folder) => [Settings.Program, "row", address, folder]);

    internal static Side Turn(IReadOnlyDictionary<string, string>? settings = null) => Start("turn", (address, _) => [Product.Program, "--urls", address], settings);

    /// <summary>CPU time the process has used so far: unlike a rate, it stays true on a machine that others use.</summary>
    internal TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    internal async Task WaitUntilListeningAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Address.Port);
                return;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(began) < LongestStart && !_process.HasExited)
            {
                await Task.Delay(Pause);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Side Start(string name, Func<string, string, string[]> command, IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = Product.NewFolder(name);
        var address = $"http://127.0.0.1:{FreePort()}";

        return new Side(name, command(address, folder), new Uri(address), folder, settings ?? new Dictionary<string, string>());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

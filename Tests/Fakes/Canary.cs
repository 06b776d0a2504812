using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tests.Fakes;

/// <summary>A listener that nobody should ever reach; it counts who does, on every address of this machine.</summary>
internal sealed class Canary : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
    private readonly ConcurrentQueue<int> _ports = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _accepted = new(0);
    private readonly Task _accepting;

    private Canary(int port)
    {
        _listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Null where that port may not be listened on.</summary>
    internal static Canary? At(int port)
    {
        try
        {
            return new Canary(port);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    internal static Canary Anywhere() => new(0);

    /// <summary>How many came, ourselves not counted. A call of our own comes last, so that none of them is still on its way.</summary>
    internal async Task<int> CountAsync()
    {
        using var ours = new TcpClient();
        await ours.ConnectAsync(IPAddress.Loopback, Port);
        var port = ((IPEndPoint)ours.Client.LocalEndPoint!).Port;
        while (!_ports.Contains(port))
        {
            await _accepted.WaitAsync(TimeSpan.FromSeconds(30));
        }

        return _ports.TakeWhile(other => other != port).Count();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
        _accepted.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                using var socket = await _listener.AcceptAsync(_end.Token);
                _ports.Enqueue(((IPEndPoint)socket.RemoteEndPoint!).Port);
                _accepted.Release();
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }
}

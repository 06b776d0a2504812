using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Bench.Load;

/// <summary>One kept connection: sends a ready-made request, reads the answer. Knows just enough HTTP for answers that tell their length.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    internal async Task OpenAsync(Uri address) => await _socket.ConnectAsync(IPAddress.Loopback, address.Port);

    /// <exception cref="InvalidOperationException">The answer was not 200: then the run measures something else than it says.</exception>
    internal async ValueTask AskAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var filled = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            filled += read;
            if (read == 0 || IsWhole(_buffer.AsSpan(0, filled)))
            {
                return;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"Not answered well: {System.Text.Encoding.UTF8.GetString(answer)}");
        }

        var field = answer[..head].IndexOf("Content-Length: "u8) + "Content-Length: "u8.Length;

        return Utf8Parser.TryParse(answer[field..], out int length, out _) && answer.Length == head + 4 + length;
    }
}

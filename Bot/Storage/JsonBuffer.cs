using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Storage;

/// <summary>Room to write JSON into, used again and again by one thread: the plain text of a turn is needed only until it is sealed.</summary>
internal static class JsonBuffer
{
    private const int Usual = 8 * 1024;

    /// <summary>A larger one is let go, so that one long conversation does not hold memory on every thread for ever.</summary>
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Valid until this thread writes again.</summary>
    internal static ReadOnlySpan<byte> Write<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = _buffer is { Capacity: <= LargestKept } kept ? kept : _buffer = new ArrayBufferWriter<byte>(Usual);
        buffer.ResetWrittenCount();
        var writer = _writer ??= new Utf8JsonWriter(buffer);
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, value, type);
        writer.Flush();
        return buffer.WrittenSpan;
    }
}

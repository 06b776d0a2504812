using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Storage;

/// <summary>Room to write JSON into, used again and again by one thread: the plain text of a turn is needed only until it is sealed.</summary>
internal static class JsonBuffer
{
    private const int Usual = 8 * 1024;

    /// <summary>A larger one is let go, so that one long conversation does not hold memory on every thread for ever.</summary>
    private const int LargestKept = 256 * 1024;

    // Nobody reads this as HTML, so letters with accents and apostrophes may stand as they are.
    private static readonly JsonWriterOptions How = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Valid until this thread writes again.</summary>
    internal static ReadOnlySpan<byte> Write<T>(T value, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(Start(), value, type);
        return Finish();
    }

    /// <summary>As a JSON array; valid until this thread writes again.</summary>
    internal static ReadOnlySpan<byte> WriteAll<T>(ReadOnlySpan<T> values, JsonTypeInfo<T> type)
    {
        var writer = Start();
        writer.WriteStartArray();
        foreach (var value in values)
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        writer.WriteEndArray();
        return Finish();
    }

    internal static List<T> ReadAll<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        var values = new List<T>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(JsonSerializer.Deserialize(ref reader, type)!);
        }

        return values;
    }

    private static Utf8JsonWriter Start()
    {
        var buffer = _buffer is { Capacity: <= LargestKept } kept ? kept : _buffer = new ArrayBufferWriter<byte>(Usual);
        buffer.ResetWrittenCount();
        var writer = _writer ??= new Utf8JsonWriter(buffer, How);
        writer.Reset(buffer);
        return writer;
    }

    private static ReadOnlySpan<byte> Finish()
    {
        _writer!.Flush();
        return _buffer!.WrittenSpan;
    }
}

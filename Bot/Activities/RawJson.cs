using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Activities;

/// <summary>JSON of somebody else's design, kept as it came and given back the same: a channel's own data, the payload of a button.</summary>
[JsonConverter(typeof(Converter))]
internal readonly struct RawJson
{
    private readonly JsonElement _element;
    private readonly string? _text;

    internal RawJson(string text) => _text = text;

    private RawJson(JsonElement element) => _element = element;

    internal static RawJson Of(JsonElement element) => new(element);

    internal string Text => _text ?? _element.GetRawText();

    /// <summary>For reading; only what came from a client can be looked into.</summary>
    internal JsonElement Element => _element;

    internal sealed class Converter : JsonConverter<RawJson>
    {
        // By the serializer's own converter of JsonElement: it refuses double keys, which JsonElement.ParseValue would not.
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(((JsonConverter<JsonElement>)options.GetConverter(typeof(JsonElement))).Read(ref reader, typeof(JsonElement), options));

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}

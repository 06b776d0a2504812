using System.Text.Json.Serialization;

namespace Bot.Chat;

/// <summary>The JSON form of the page's texts.</summary>
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string>>))]
internal sealed partial class TextsJson : JsonSerializerContext;

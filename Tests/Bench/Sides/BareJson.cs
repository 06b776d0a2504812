using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Activities;

namespace Bench.Sides;

/// <summary>Activities as the product reads them, but without its checks for double keys and strange text.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class BareJson : JsonSerializerContext;

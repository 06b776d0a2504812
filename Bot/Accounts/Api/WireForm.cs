using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Accounts.Api;

/// <summary>How calls to accounts and their answers are written, the same on both sides (<c>docs/accounts-api/openapi.yaml</c>).</summary>
internal static class WireForm
{
    internal const string Version = "/accounts/v1/";

    internal const string KeyHeader = "Idempotency-Key";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 16,
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };
}

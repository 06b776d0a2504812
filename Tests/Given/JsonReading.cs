using System.Net.Http.Json;
using System.Text.Json;

namespace Tests.Given;

/// <summary>Reads what a server answered.</summary>
internal static class JsonReading
{
    internal static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>The code of a refusal, or null when the answer is none.</summary>
    internal static async Task<string?> CodeAsync(this HttpResponseMessage answer) =>
        (await answer.JsonAsync()).TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;

    /// <summary>The objects in it, itself among them, however deep they are.</summary>
    internal static IEnumerable<JsonElement> Objects(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [element, .. element.EnumerateObject().SelectMany(property => property.Value.Objects())],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    internal static string? Text(this JsonElement element, params string[] path) =>
        path.Aggregate((JsonElement?)element, (at, name) => at is { } here && here.TryGetProperty(name, out var found) ? found : null)?.ToString();
}

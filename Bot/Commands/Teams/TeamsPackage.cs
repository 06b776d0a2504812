using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Bot.Commands.Teams;

/// <summary>The zip that an administrator uploads to Teams. What Microsoft's published schema would refuse is never written.</summary>
internal static class TeamsPackage
{
    internal const string ColourIcon = "color.png";
    internal const string OutlineIcon = "outline.png";
    internal const string ManifestFile = "manifest.json";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Teams");

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the schema has against it, with the place; empty when nothing.</summary>
    internal static async Task<IReadOnlyList<string>> FaultsOfAsync(JsonObject text, string schemaFile, CancellationToken cancellation)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Folder, schemaFile), cancellation);
        return [.. schema.Validate(text.ToJsonString()).Select(fault => $"{fault.Path?.TrimStart('#', '/')}: {fault.Kind}")];
    }

    internal static async Task WriteAsync(string path, JsonObject manifest, IReadOnlyDictionary<string, JsonObject> others, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        await using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        await AddAsync(zip, ManifestFile, Encoding.UTF8.GetBytes(manifest.ToJsonString(Readable)), cancellation);
        foreach (var (name, other) in others)
        {
            await AddAsync(zip, name, Encoding.UTF8.GetBytes(other.ToJsonString(Readable)), cancellation);
        }

        foreach (var icon in (string[])[ColourIcon, OutlineIcon])
        {
            await AddAsync(zip, icon, await File.ReadAllBytesAsync(Path.Combine(Folder, icon), cancellation), cancellation);
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] content, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation);
        await entry.WriteAsync(content, cancellation);
    }
}

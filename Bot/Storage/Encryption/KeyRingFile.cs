using System.Security.Cryptography;
using System.Text.Json;

namespace Bot.Storage.Encryption;

/// <summary>The key ring on disk: <c>{ "active": id, "index": base64, "keys": { id: base64 } }</c>. To rotate, add a key and name it active; keep the old ones.</summary>
internal static class KeyRingFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the ring; only when there is no database yet may a missing one be made.</summary>
    internal static KeyRing Open(string path, bool databaseExists, DateTimeOffset now)
    {
        if (!File.Exists(path))
        {
            if (databaseExists)
            {
                throw new StorageRefusedException(
                    $"The key ring {path} is missing, but the database is there. Put back the key ring that belongs to it; a new one could not read what is stored.");
            }

            Create(path, now);
        }

        return Read(path);
    }

    private static KeyRing Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var keys = json.RootElement.GetProperty("keys").EnumerateObject().ToDictionary(key => key.Name, key => Key(key.Value));
            var active = json.RootElement.GetProperty("active").GetString()!;
            return keys.ContainsKey(active)
                ? new KeyRing(active, keys, Key(json.RootElement.GetProperty("index")))
                : throw new FormatException("the active key is not among the keys");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new StorageRefusedException($"The key ring {path} cannot be read: {fault.Message}. Put back a good copy; do not make a new one.", fault);
        }
    }

    private static byte[] Key(JsonElement value) =>
        value.GetBytesFromBase64() is { Length: Seal.KeySize } key ? key : throw new FormatException($"a key must have {Seal.KeySize} bytes");

    private static void Create(string path, DateTimeOffset now)
    {
        var id = $"{now:yyyy-MM-dd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";
        CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = path + ".new";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        // On disk for good before the first row is sealed with it, and whole or not there at all.
        using (var file = new FileStream(unfinished, how))
        {
            using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
            {
                json.WriteStartObject();
                json.WriteString("active", id);
                json.WriteBase64String("index", RandomNumberGenerator.GetBytes(Seal.KeySize));
                json.WriteStartObject("keys");
                json.WriteBase64String(id, RandomNumberGenerator.GetBytes(Seal.KeySize));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: false);
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}

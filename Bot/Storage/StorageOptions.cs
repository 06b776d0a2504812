using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Where conversations are kept.</summary>
internal enum StorageProvider { InMemory, Sqlite, Postgres }

/// <summary>Settings <c>Storage:*</c> and <c>ConnectionStrings:Assistant</c>.</summary>
internal sealed class StorageOptions
{
    /// <summary>Kept as text so that a misspelt provider is answered by our sentence, not by the binder's.</summary>
    public string Provider { get; set; } = nameof(StorageProvider.Sqlite);

    /// <summary>From <c>ConnectionStrings:Assistant</c>; empty means the file <c>data/assistant.db</c> in the folder the operator runs in.</summary>
    public string Connection { get; set; } = "";

    /// <summary>The file with the master keys. Back it up apart from the database: without it nothing stored can be read.</summary>
    public string KeyRing { get; set; } = "data/keys/ring.json";

    /// <summary>The folder of the <c>backup</c> command. A purge erases from the files in it, too, so leave them there or copy them to where they are erased by other means.</summary>
    public string Backups { get; set; } = "data/backups";

    /// <summary>Whether the start brings an older schema up to date; otherwise it stops and asks for the <c>migrate</c> command.</summary>
    public bool MigrateAtStart { get; set; } = true;

    internal StorageProvider Kind => Enum.Parse<StorageProvider>(Provider, ignoreCase: true);

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<StorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, StorageOptions options)
        {
            if (!Enum.GetNames<StorageProvider>().Contains(options.Provider, StringComparer.OrdinalIgnoreCase))
            {
                return ValidateOptionsResult.Fail(
                    $"Storage:Provider is \"{options.Provider}\"; it must be {string.Join(", ", Enum.GetNames<StorageProvider>())}.");
            }

            if (options.Kind == StorageProvider.Postgres && string.IsNullOrWhiteSpace(options.Connection))
            {
                return ValidateOptionsResult.Fail("Storage:Provider is Postgres, so ConnectionStrings:Assistant must say where the database is.");
            }

            return string.IsNullOrWhiteSpace(options.KeyRing)
                ? ValidateOptionsResult.Fail("Storage:KeyRing is empty; it must name the file of the master keys.")
                : ValidateOptionsResult.Success;
        }
    }
}

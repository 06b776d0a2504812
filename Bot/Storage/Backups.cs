using System.Globalization;
using Bot.Storage.Auditing;
using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Copies of the database in one folder of ours. They are known, so that what is erased from the database is erased from them, too.</summary>
internal sealed class Backups(IAssistantDatabase database, Audit audit, IOptions<StorageOptions> options, TimeProvider clock)
{
    private string Folder => Path.GetFullPath(options.Value.Backups);

    /// <summary>Makes one while the server may go on. Its path.</summary>
    /// <exception cref="StorageRefusedException">This database is backed up by other means.</exception>
    internal async Task<string> BackUpAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, $"assistant-{clock.GetUtcNow().ToString("yyyyMMdd-HHmmssfff", CultureInfo.InvariantCulture)}.db");
        await database.BackUpAsync(path, cancellation);
        await audit.WriteAsync(AuditActor.System, new AuditLine(AuditActs.BackedUp, Path.GetFileName(path)), cancellation);
        return path;
    }

    /// <summary>Erases from every backup what the database no longer has the keys of. How many backups there are.</summary>
    internal async Task<int> EraseWhatIsErasedAsync(CancellationToken cancellation)
    {
        var files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "assistant-*.db") : [];
        foreach (var file in files)
        {
            await database.EraseFromBackupAsync(file, cancellation);
        }

        return files.Length;
    }
}

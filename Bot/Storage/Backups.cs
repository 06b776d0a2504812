using System.Data.Common;
using System.Globalization;
using Bot.Storage.Auditing;
using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Copies of the database in one folder of ours. They are known, so that what is erased from the database is erased from them, too.</summary>
internal sealed class Backups(IAssistantDatabase database, Audit audit, IOptions<StorageOptions> options, TimeProvider clock)
{
    /// <summary>A copy has this at the end of its name until it is whole.</summary>
    internal const string Unfinished = ".unfinished";

    private static readonly TimeSpan LongestCopy = TimeSpan.FromHours(6);

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

    /// <summary>Erases from every backup what the database no longer has the keys of, and what an interrupted backup left behind. How many it was erased from, and the names of those that could not be read.</summary>
    internal async Task<(int Cleaned, IReadOnlyList<string> Unreadable)> EraseWhatIsErasedAsync(CancellationToken cancellation)
    {
        var (files, unreadable) = (Directory.Exists(Folder) ? Directory.GetFiles(Folder, "assistant-*.db") : [], new List<string>());
        foreach (var file in files)
        {
            try
            {
                await database.EraseFromBackupAsync(file, cancellation);
            }
            catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException)
            {
                // One that is cut off or held by somebody must not keep the others as they are.
                unreadable.Add(Path.GetFileName(file));
            }
        }

        var abandoned = clock.GetUtcNow() - LongestCopy;
        foreach (var part in Directory.Exists(Folder) ? Directory.GetFiles(Folder, $"*{Unfinished}*") : [])
        {
            if (File.GetLastWriteTimeUtc(part) < abandoned)
            {
                File.Delete(part);
            }
        }

        return (files.Length - unreadable.Count, unreadable);
    }
}

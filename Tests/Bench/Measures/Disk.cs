using System.Diagnostics;

namespace Bench.Measures;

/// <summary>What this disk takes to make 4 KB durable: the price that group commit shares out.</summary>
internal static class Disk
{
    private const int Times = 50;

    internal static double FsyncMilliseconds()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "runs", $"fsync-{Environment.ProcessId}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var page = new byte[4096];

        return Middle.Of(Enumerable.Range(0, Times).Select(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }).ToList());
    }
}

namespace Bench.Sides;

/// <summary>The bare endpoint, which also puts the message on the disk before it answers.</summary>
internal static class RowSide
{
    internal static async Task<int> RunAsync(string address, string folder)
    {
        using var rows = new RowWriter(Path.Combine(folder, "rows.db"));

        return await BareSide.ServeAsync(address, (path, activity) => rows.KeepAsync(path, activity.Text ?? ""));
    }
}

using Bot.Operations;

namespace Bot.Desk.Pages;

/// <summary>The desk's one style and one script.</summary>
internal static class DeskAssets
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Desk");
    private static readonly Lazy<StaticAsset> Style = new(() => StaticAsset.Read(Folder, "desk.css", "text/css; charset=utf-8"));
    private static readonly Lazy<StaticAsset> Script = new(() => StaticAsset.Read(Folder, "desk.js", "text/javascript; charset=utf-8"));

    /// <summary>Part of the addresses, so that a new version is fetched anew.</summary>
    internal static string Version => Style.Value.Tag[..8] + Script.Value.Tag[..8];

    internal static void Map(IEndpointRouteBuilder desk)
    {
        Accounts.DeskDoor.MapOpen(desk, "GET", "desk.css", http => Style.Value.SendAsync(http, StaticAsset.AYear));
        Accounts.DeskDoor.MapOpen(desk, "GET", "desk.js", http => Script.Value.SendAsync(http, StaticAsset.AYear));
    }
}

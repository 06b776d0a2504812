using KnowledgeBase.Facts;

namespace KnowledgeBase.Doors;

/// <summary>Whom an address of the plan is for.</summary>
internal enum DoorKind { Right, Region, Old }

/// <summary>One address of the plan, from the dated facts.</summary>
internal sealed record Door(string Host, string Path, DoorKind Kind, string? Region)
{
    internal static Door From(Fact fact)
    {
        var value = fact.Value.ToLowerInvariant();
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var address = (scheme < 0 ? value : value[(scheme + 3)..]).Split('/', 2);
        var kind = fact.Id.StartsWith("old-door-", StringComparison.Ordinal) ? DoorKind.Old
            : fact.Id.StartsWith("region-door-", StringComparison.Ordinal) ? DoorKind.Region
            : DoorKind.Right;

        return new Door(address[0].Trim('.'), address.Length > 1 ? address[1].TrimEnd('/') : "", kind, fact.RegionId);
    }

    /// <summary>The host itself or a name under it, with the beginning of the path where the door has one.</summary>
    internal bool Opens(string host, string path) =>
        (host == Host || host.EndsWith($".{Host}", StringComparison.Ordinal))
        && (Path.Length == 0 || path.Trim('/').Equals(Path, StringComparison.OrdinalIgnoreCase) || path.Trim('/').StartsWith($"{Path}/", StringComparison.OrdinalIgnoreCase));
}

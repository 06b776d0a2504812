namespace Bot.Delivery.Outbound;

/// <summary>Somebody whom we call, which hosts are theirs, and how much patience they get.</summary>
/// <param name="Name">Names the destination in logs and metrics. Connections belong to one name.</param>
/// <param name="Hosts">Exact hosts (<c>api.example.org</c>), or suffixes that begin with a dot (<c>.example.org</c>: everything below, not itself).</param>
internal sealed record Destination(string Name, IReadOnlyList<string> Hosts)
{
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For a whole attempt: connecting, sending, and reading all of the answer.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How much of an answer is read, counted after it was unpacked.</summary>
    public int ResponseBytes { get; init; } = 64 * 1024;

    /// <param name="host">In ASCII, so that look-alike letters are told apart.</param>
    internal bool Owns(string host) => Hosts.Any(mine => mine.StartsWith('.')
        ? host.Length > mine.Length && host.EndsWith(mine, StringComparison.OrdinalIgnoreCase)
        : host.Equals(mine, StringComparison.OrdinalIgnoreCase));
}

namespace Engine.Conversations;

/// <summary>Takes the addresses of one-time pages out of a talk before anybody but the member reads it: whoever is first to open one may set the member's password.</summary>
public sealed class PageLinks
{
    /// <summary>The value that holds a page's address, in every wording that offers one.</summary>
    private const string Value = "page";

    private const string Mask = "••••••";

    /// <summary>An address that is as short as this has nothing in its path that only the member may know.</summary>
    private const int ShortestPath = 12;

    private readonly List<string> _secrets = [];

    /// <summary>The same lines without the addresses, also where a later line repeats one. Give them from the start of the talk.</summary>
    public static IEnumerable<TranscriptEntry> Hidden(IEnumerable<TranscriptEntry> lines)
    {
        var links = new PageLinks();

        return lines.Select(links.Hide);
    }

    /// <summary>The next line of the talk without the addresses that it or an earlier one offered.</summary>
    public TranscriptEntry Hide(TranscriptEntry line)
    {
        if (line.Reply?.Values.GetValueOrDefault(Value) is { } address && Uri.TryCreate(address, UriKind.Absolute, out var page) && !_secrets.Contains(address))
        {
            // The longer one first; members also paste an address without its beginning.
            _secrets.Add(address);
            _secrets.AddRange(page.PathAndQuery.Length >= ShortestPath ? [page.PathAndQuery[1..]] : Array.Empty<string>());
        }

        return _secrets.Count == 0 ? line : Without(_secrets, line);
    }

    private static TranscriptEntry Without(List<string> secrets, TranscriptEntry line) => line with
    {
        Text = Without(secrets, line.Text),
        Reply = line.Reply is { } reply ? reply with { Text = Without(secrets, reply.Text), Values = reply.Values.ToDictionary(value => value.Key, value => Without(secrets, value.Value)) } : null,
    };

    private static string Without(List<string> secrets, string text) => secrets.Aggregate(text, (rest, secret) => rest.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase));
}

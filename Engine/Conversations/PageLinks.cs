namespace Engine.Conversations;

/// <summary>Takes the addresses of one-time pages out of a talk before anybody but the member reads it: whoever is first to open one may set the member's password.</summary>
public static class PageLinks
{
    /// <summary>The value that holds a page's address, in every wording that offers one.</summary>
    private const string Value = "page";

    private const string Mask = "••••••";

    /// <summary>An address that is as short as this has nothing in its path that only the member may know.</summary>
    private const int ShortestPath = 12;

    /// <summary>The same lines without the addresses, also where a later line repeats one. Give them from the start of the talk.</summary>
    public static IEnumerable<TranscriptEntry> Hidden(IEnumerable<TranscriptEntry> lines)
    {
        var secrets = new List<string>();
        foreach (var line in lines)
        {
            if (line.Reply?.Values.GetValueOrDefault(Value) is { } address && Uri.TryCreate(address, UriKind.Absolute, out var page) && !secrets.Contains(address))
            {
                // The longer one first; members also paste an address without its beginning.
                secrets.Add(address);
                secrets.AddRange(page.PathAndQuery.Length >= ShortestPath ? [page.PathAndQuery[1..]] : Array.Empty<string>());
            }

            yield return secrets.Count == 0 ? line : Without(secrets, line);
        }
    }

    private static TranscriptEntry Without(List<string> secrets, TranscriptEntry line) => line with
    {
        Text = Without(secrets, line.Text),
        Reply = line.Reply is { } reply ? reply with { Text = Without(secrets, reply.Text), Values = reply.Values.ToDictionary(value => value.Key, value => Without(secrets, value.Value)) } : null,
    };

    private static string Without(List<string> secrets, string text) => secrets.Aggregate(text, (rest, secret) => rest.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase));
}

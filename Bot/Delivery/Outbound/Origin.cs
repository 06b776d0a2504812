namespace Bot.Delivery.Outbound;

/// <summary>Scheme, host and port, and nothing else: what may be compared without reading an address twice.</summary>
internal readonly record struct Origin(string Scheme, string Host, int Port)
{
    internal static Origin Of(Uri address) => new(address.Scheme, HostOf(address), address.Port);

    /// <summary>As it is looked up, in ASCII; empty when it holds letters that no name may have.</summary>
    internal static string HostOf(Uri address)
    {
        try
        {
            return address.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return "";
        }
    }

    /// <summary>Null when the text is more or less than an origin of http or https.</summary>
    internal static Origin? Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is ("http" or "https")
        && address is { PathAndQuery: "/", Fragment.Length: 0, UserInfo.Length: 0 }
        && HostOf(address).Length > 0
        && !text.EndsWith('/')
            ? Of(address)
            : null;
}

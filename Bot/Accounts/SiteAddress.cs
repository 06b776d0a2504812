using KnowledgeBase.Wordings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Bot.Accounts;

/// <summary>Where members reach our pages: <c>Accounts:PublicAddress</c>, or else the address we listen on.</summary>
internal sealed class SiteAddress(IOptions<AccountOptions> options, IServiceProvider services)
{
    internal Uri Of(string path) => new(Root(), path);

    /// <summary>A page in the member's language. The one that everything exists in need not be said.</summary>
    internal Uri Of(string path, string language) => Of(language == Locale.Fallback ? path : $"{path}?lang={language}");

    /// <summary>Where the server listens, which is known only once it does. "*" and "[::]" are no names that a browser could go to.</summary>
    internal static Uri Listening(IServer? server)
    {
        var listening = server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:3978";
        var address = BindingAddress.Parse(listening);

        return new UriBuilder(address.Scheme, address.Host is "*" or "+" or "[::]" or "0.0.0.0" ? "localhost" : address.Host, address.Port).Uri;
    }

    private Uri Root() => options.Value.PublicAddress.Length > 0 ? new Uri(options.Value.PublicAddress) : Listening(services.GetService<IServer>());
}

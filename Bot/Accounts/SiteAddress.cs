using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Bot.Accounts;

/// <summary>Where members reach our pages: <c>Accounts:PublicAddress</c>, or else the address we listen on.</summary>
internal sealed class SiteAddress(IOptions<AccountOptions> options, IServiceProvider services)
{
    internal Uri Of(string path) => new(Root(), path);

    private Uri Root()
    {
        if (options.Value.PublicAddress.Length > 0)
        {
            return new Uri(options.Value.PublicAddress);
        }

        // Known only once the server listens. "*" and "[::]" are no names that a browser could go to.
        var listening = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:3978";
        var address = BindingAddress.Parse(listening);

        return new UriBuilder(address.Scheme, address.Host is "*" or "+" or "[::]" or "0.0.0.0" ? "localhost" : address.Host, address.Port).Uri;
    }
}

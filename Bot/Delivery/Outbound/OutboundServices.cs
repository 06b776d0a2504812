using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bot.Delivery.Outbound;

/// <summary>Registers the guard and the clients that everything outbound uses.</summary>
internal static class OutboundServices
{
    internal static IServiceCollection AddOutbound(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(OutboundClients)))
        {
            return services;
        }

        services.AddSingleton<IValidateOptions<OutboundOptions>, OutboundOptions.Check>();
        services.AddOptions<OutboundOptions>().Bind(configuration.GetSection("Outbound")).ValidateOnStart();
        services.TryAddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<OutboundGuard>();
        services.AddSingleton<OutboundClients>();
        return services;
    }
}

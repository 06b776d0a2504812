using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Bot.Operations;

/// <summary>Registers limits, health and telemetry, and puts the guard before the endpoints.</summary>
internal static class OperationsServices
{
    internal static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<LimitsOptions>, LimitsOptions.Check>();
        services.AddOptions<LimitsOptions>().Bind(configuration.GetSection("Limits")).ValidateOnStart();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, KnownProxies>();
        services.AddOptions<HostOptions>().Configure<IOptions<LimitsOptions>>((host, limits) => host.ShutdownTimeout = limits.Value.Drain);
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<ClientSources>();
        services.AddSingleton<HealthEndpoints>();

        return services.AddTelemetry(configuration);
    }

    internal static void UseGuard(this WebApplication app)
    {
        var guard = app.Services.GetRequiredService<RequestGuard>();
        app.UseForwardedHeaders();

        // Before the guard, which could not tell a socket else and would give it a place among the requests, for hours.
        app.UseWebSockets();
        app.Use(next => http => guard.HandleAsync(http, next));
        app.UseRouting();
        app.UseCors();
    }
}

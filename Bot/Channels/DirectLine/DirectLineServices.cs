using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Registers the channel.</summary>
internal static class DirectLineServices
{
    internal static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<DirectLineOptions>, DirectLineOptions.Check>();
        services.AddOptions<DirectLineOptions>().Bind(configuration.GetSection("DirectLine")).ValidateOnStart();
        services.AddSingleton<Origins>();
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<DirectLineGate>();
        services.AddSingleton<StreamTickets>();
        services.AddSingleton<ConversationStart>();
        services.AddSingleton<DirectLineEndpoints>();
        services.AddSingleton<ActivitySets>();
        services.AddSingleton<ActivitiesEndpoint>();
        services.AddSingleton<StreamEndpoint>();
        services.AddSingleton<StreamSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<StreamSessions>());
        services.AddSingleton<PageTokens>();
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>().Configure<Origins>((cors, origins) => cors.AddPolicy(
            DirectLineEndpoints.CorsPolicy,
            policy => policy
                .SetIsOriginAllowed(origins.Allows)
                .WithMethods("GET", "POST")
                .WithHeaders("authorization", "content-type", "x-ms-bot-agent", "x-requested-with")
                .WithExposedHeaders("Retry-After")
                .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));

        return services;
    }
}

using Bot.Activities;
using KnowledgeBase;
using Microsoft.Extensions.Options;

namespace Bot.Channels.BotConnector;

/// <summary>Registers the channel. What is sent through it is queued by every program that saves turns, so that half is registered with the store.</summary>
internal static class BotConnectorServices
{
    internal static IServiceCollection AddBotConnector(this IServiceCollection services)
    {
        services.AddSingleton<ConnectorTokens>();
        services.AddSingleton<ConnectorGate>();
        services.AddSingleton<ConnectorAnswers>();
        services.AddSingleton<ResumeTokens>();
        services.AddSingleton<PrivateLine>();
        services.AddSingleton<GroupTalk>();
        services.AddSingleton<MessagesEndpoint>();

        return services;
    }

    internal static IServiceCollection AddConnectorReplies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<BotConnectorOptions>, BotConnectorOptions.Check>();
        services.AddOptions<BotConnectorOptions>().Bind(configuration.GetSection("BotConnector")).ValidateOnStart();
        services.AddSingleton<ServiceHosts>();
        services.AddSingleton(provider => new RemovedMarks(provider.GetRequiredService<Knowledge>));
        services.AddSingleton<ConnectorSends>();
        services.AddSingleton<BotTokens>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ReplyAddresses>();
        services.AddSingleton<TypingSigns>();
        services.AddSingleton<AnsweredCards>();
        services.AddSingleton<LateDetails>();
        services.AddSingleton<ReplySender>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplySender>());

        return services;
    }
}

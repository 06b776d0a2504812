using Bot.Accounts;
using Bot.Storage;
using Engine.Journeys;
using Engine.Turns;
using Engine.Understanding;
using KnowledgeBase;
using KnowledgeBase.Recognition;

namespace Bot.Operations;

/// <summary>Registers the assistant itself, as every way of talking with it needs it: what it knows, how it thinks, where it keeps things.</summary>
internal static partial class AssistantServices
{
    internal static IServiceCollection AddAssistant(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStorage(configuration);
        services.AddSingleton(provider => Load(configuration.GetSection("Plan"), provider.GetRequiredService<ILogger<Knowledge>>()));
        services.AddSingleton(provider => Recogniser.From(provider.GetRequiredService<Knowledge>()));
        services.AddSingleton<JourneyCatalog>();
        services.AddSingleton<Listener>();
        services.AddSingleton<Dialogue>();
        services.AddAccounts(configuration);
        services.AddSingleton<AccountCalls>();
        services.AddSingleton<TicketWriter>();
        services.AddSingleton<TurnHandler>();

        return services;
    }

    private static Knowledge Load(IConfigurationSection plan, ILogger log) => Knowledge.Load(
        Path.Combine(AppContext.BaseDirectory, "Content"),
        plan.GetChildren().Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!),
        missing => LogMissing(log, missing.Wording, missing.Placeholder));

    [LoggerMessage(LogLevel.Error, "Wording {Wording} was spoken without its value {Value}")]
    private static partial void LogMissing(ILogger log, string wording, string value);
}

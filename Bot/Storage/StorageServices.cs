using Bot.Channels.BotConnector;
using Bot.Delivery;
using Bot.Storage.Auditing;
using Bot.Storage.Postgres;
using Bot.Storage.Sqlite;
using Engine.Conversations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Registers the store, its opening at start, and the sender of what it queues.</summary>
internal static class StorageServices
{
    internal static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptions.Check>();
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection("Storage"))
            .Configure(options => options.Connection = configuration.GetConnectionString("Assistant") ?? "")
            .ValidateOnStart();
        services.AddSingleton(Database);
        services.AddSingleton<StorageKeys>();
        services.AddSingleton<TurnSealer>();
        services.AddSingleton<SavedTurns>();
        services.AddSingleton<DeskSignal>();
        services.AddSingleton<TypingSignal>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<IConversationStore>(provider => provider.GetRequiredService<ConversationStore>());
        services.AddSingleton<TicketStore>();
        services.AddSingleton<Audit>();
        services.AddSingleton<AuditCheck>();
        services.AddSingleton<StorageProbe>();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptions.Check>();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection("Retention")).ValidateOnStart();
        services.AddSingleton<Backups>();
        services.AddSingleton<Retention>();
        services.AddSingleton<SpentTickets>();
        services.AddSingleton<StorageOpening>();
        services.AddHostedService(provider => provider.GetRequiredService<StorageOpening>());
        services.AddHostedService<RetentionJob>();
        services.AddSingleton<LongRests>();
        services.AddHostedService<LongRestJob>();
        services.AddConnectorReplies(configuration);
        return services.AddDelivery(configuration);
    }

    private static IAssistantDatabase Database(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options.Kind switch
        {
            StorageProvider.InMemory => new SqliteDatabase(SqliteFile.InMemory($"assistant-{Guid.CreateVersion7():N}")),
            StorageProvider.Sqlite => new SqliteDatabase(SqliteFile.OnDisk(options.Connection)),
            StorageProvider.Postgres => ActivatorUtilities.CreateInstance<PostgresDatabase>(provider, options.Connection),
        };
    }
}

using Bot.Storage;
using Bot.Storage.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tests.Fakes;

namespace Tests.Storage;

/// <summary>The storage as the program registers it, opened.</summary>
internal sealed class TestStorage : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestStorage(ServiceProvider services) => _services = services;

    internal ConversationStore Store => Get<ConversationStore>();

    internal TicketStore Tickets => Get<TicketStore>();

    internal SavedTurns Saved => Get<SavedTurns>();

    internal FakeTimeProvider Clock => Get<FakeTimeProvider>();

    internal static async Task<TestStorage> OpenAsync(IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection, IConfiguration>? more = null)
    {
        var storage = Create(settings, more);
        try
        {
            await storage.Get<StorageOpening>().OpenAsync(storage.Get<IOptions<StorageOptions>>().Value.MigrateAtStart, CancellationToken.None);
            return storage;
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    internal static TestStorage Create(IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection, IConfiguration>? more = null)
    {
        var clock = new FakeTimeProvider(TestTurns.Start);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<LogBook>()
            .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LogBook>()));
        (more ?? ((all, read) => all.AddStorage(read)))(services, configuration);
        return new TestStorage(services.BuildServiceProvider(validateScopes: true));
    }

    internal T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    internal AssistantContext Rows() => Get<IAssistantDatabase>().Context();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

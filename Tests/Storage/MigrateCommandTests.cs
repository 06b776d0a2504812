using Bot.Commands;
using Bot.Desk.Accounts;
using Bot.Storage;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tests.Given;
using Xunit;

namespace Tests.Storage;

public sealed class SqliteMigrateTests() : MigrateContract(new SqliteTestDatabase());

public sealed class PostgresMigrateTests(PostgresServer server) : MigrateContract(new PostgresTestDatabase(server));

/// <summary>What <c>migrate</c> leaves behind: a database that a server may serve from which itself may change no table.</summary>
public abstract class MigrateContract : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private protected MigrateContract(TestDatabase database) => _database = database;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Makes_the_tables_of_the_desks_accounts_too()
    {
        (await RunAsync()).Should().Be(0);

        await using var storage = await OpenAsync();
        (await storage.Get<AgentsOpening>().OpenAsync(mayMigrate: false, Now)).Should().Be(0, "nothing is left to be done");
        (await storage.Get<AgentAccounts>().ListAsync(Now)).Should().BeEmpty();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _database.DisposeAsync();
    }

    private async Task<int> RunAsync() =>
        await MigrateCommand.RunAsync(["migrate", .. (await _database.AllSettingsAsync(("Accounts:Mode", "None"))).Select(setting => $"--{setting.Key}={setting.Value}")], Now);

    private Task<TestStorage> OpenAsync() => _database.OpenAsync((services, configuration) => services.AddStorage(configuration)
        .AddSingleton<AgentsDatabase>().AddSingleton<AgentsOpening>().AddSingleton<AgentAccounts>());
}

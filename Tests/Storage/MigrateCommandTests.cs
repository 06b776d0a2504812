using Bot.Commands;
using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Bot.Storage;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
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

    [Fact]
    public async Task Brings_the_tables_of_an_older_desk_up_to_date_and_keeps_its_agents()
    {
        await RunAsync();
        await using var storage = await OpenAsync();
        await storage.Get<AgentsDatabase>().WriteAsync(
            async context =>
            {
                context.Agents.Add(new AgentRow { Id = "agent-1", Name = "DANA", ShownName = "Dana", Role = AgentRole.Agent, CreatedAt = TestTurns.Start });
                return await Task.FromResult(true);
            },
            Now);
        await GoBackToAsync(storage, "First");
        await storage.Get<AgentsOpening>().Awaiting(opening => opening.OpenAsync(mayMigrate: false, Now)).Should().ThrowAsync<StorageRefusedException>();

        (await RunAsync()).Should().Be(0);

        (await storage.Get<AgentsOpening>().OpenAsync(mayMigrate: false, Now)).Should().Be(0);
        (await storage.Get<AgentAccounts>().ListAsync(Now)).Should().ContainSingle().Which.ShownName.Should().Be("Dana");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _database.DisposeAsync();
    }

    private async Task<int> RunAsync() =>
        await MigrateCommand.RunAsync([.. (await _database.AllSettingsAsync(("Accounts:Mode", "None"))).Select(setting => $"--{setting.Key}={setting.Value}")], Now);

    private Task<TestStorage> OpenAsync() => _database.OpenAsync((services, configuration) => services.AddStorage(configuration)
        .AddSingleton<AgentsDatabase>().AddSingleton<AgentsOpening>().AddSingleton<AgentAccounts>());

    private static async Task GoBackToAsync(TestStorage storage, string migration)
    {
        await using var main = storage.Rows();
        await using var desk = AgentsDatabase.On(main.Database.GetDbConnection());
        await desk.Database.MigrateAsync(migration, Now);
    }
}

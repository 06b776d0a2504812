using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tests.Given;

namespace Tests.Storage;

/// <summary>One empty database of some provider; it can be opened several times, as by several replicas.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-storage-");

    internal string Folder => _folder.FullName;

    internal string KeyRing => Path.Combine(Folder, "keys", "ring.json");

    internal string Backups => Path.Combine(Folder, "backups");

    internal Task<TestStorage> OpenAsync(params (string Key, string Value)[] settings) => OpenAsync(null, settings);

    /// <summary>With more of the program than the storage.</summary>
    internal async Task<TestStorage> OpenAsync(Action<IServiceCollection, IConfiguration>? more, params (string Key, string Value)[] settings) =>
        await TestStorage.OpenAsync(await AllSettingsAsync(settings), more);

    internal async Task<Dictionary<string, string?>> AllSettingsAsync(params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] all = [("Storage:KeyRing", KeyRing), ("Storage:Backups", Backups), .. await SettingsAsync(), .. settings];
        return all.GroupBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => (string?)setting.Last().Value);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected abstract Task<(string Key, string Value)[]> SettingsAsync();
}

internal sealed class SqliteTestDatabase : TestDatabase
{
    internal string File => Path.Combine(Folder, "assistant.db");

    private protected override Task<(string Key, string Value)[]> SettingsAsync() =>
        Task.FromResult<(string, string)[]>([("ConnectionStrings:Assistant", $"Data Source={File}")]);
}

internal sealed class InMemoryTestDatabase : TestDatabase
{
    private protected override Task<(string Key, string Value)[]> SettingsAsync() => Task.FromResult<(string, string)[]>([("Storage:Provider", "InMemory")]);
}

internal sealed class PostgresTestDatabase(PostgresServer server) : TestDatabase
{
    private string? _connection;

    private protected override async Task<(string Key, string Value)[]> SettingsAsync()
    {
        _connection ??= await server.NewDatabaseAsync();
        return [("Storage:Provider", "Postgres"), ("ConnectionStrings:Assistant", _connection)];
    }
}

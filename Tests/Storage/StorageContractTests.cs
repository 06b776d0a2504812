using Tests.Given;

namespace Tests.Storage;

public sealed class SqliteStorageTests : StorageContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-storage-");

    public void Dispose() => _folder.Delete(recursive: true);

    private protected override Task<TestStorage> OpenAsync(params (string Key, string Value)[] settings) =>
        TestStorage.OpenAsync(TestStorage.OnDisk(_folder.FullName, settings));
}

public sealed class InMemoryStorageTests : StorageContract
{
    private protected override Task<TestStorage> OpenAsync(params (string Key, string Value)[] settings) =>
        TestStorage.OpenAsync(TestStorage.Settings([("Storage:Provider", "InMemory"), .. settings]));
}

public sealed class PostgresStorageTests(PostgresServer server) : StorageContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-storage-");

    public void Dispose() => _folder.Delete(recursive: true);

    private protected override async Task<TestStorage> OpenAsync(params (string Key, string Value)[] settings) =>
        await TestStorage.OpenAsync(TestStorage.OnPostgres(await server.NewDatabaseAsync(), _folder.FullName, settings));
}

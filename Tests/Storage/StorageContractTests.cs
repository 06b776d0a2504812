using Tests.Given;

namespace Tests.Storage;

public sealed class SqliteStorageTests() : StorageContract(new SqliteTestDatabase());

public sealed class InMemoryStorageTests() : StorageContract(new InMemoryTestDatabase());

public sealed class PostgresStorageTests(PostgresServer server) : StorageContract(new PostgresTestDatabase(server));

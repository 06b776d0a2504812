using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Bot.Storage.Model;

/// <summary>The schema on PostgreSQL; the migrations under <c>Migrations/Postgres</c> belong to it.</summary>
internal sealed class PostgresAssistantContext(DbContextOptions<PostgresAssistantContext> options) : AssistantContext(options)
{
    internal static PostgresAssistantContext On(string connectionString) =>
        new(new DbContextOptionsBuilder<PostgresAssistantContext>().UseNpgsql(connectionString).Options);

    /// <summary>For <c>dotnet ef migrations add NAME --context PostgresAssistantContext --output-dir Storage/Migrations/Postgres</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresAssistantContext>
    {
        public PostgresAssistantContext CreateDbContext(string[] args) => On("Host=localhost");
    }
}

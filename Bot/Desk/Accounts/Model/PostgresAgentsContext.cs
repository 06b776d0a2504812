using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Bot.Desk.Accounts.Model;

/// <summary>The desk's accounts on PostgreSQL.</summary>
internal sealed class PostgresAgentsContext(DbContextOptions<PostgresAgentsContext> options) : AgentsContext(options)
{
    internal static PostgresAgentsContext On(DbConnection connection) =>
        new(new DbContextOptionsBuilder<PostgresAgentsContext>().UseNpgsql(connection, postgres => postgres.MigrationsHistoryTable(History)).Options);

    /// <summary>For <c>dotnet ef migrations add NAME --context PostgresAgentsContext --output-dir Desk/Accounts/Migrations/Postgres</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresAgentsContext>
    {
        public PostgresAgentsContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresAgentsContext>().UseNpgsql("Host=localhost", postgres => postgres.MigrationsHistoryTable(History)).Options);
    }
}

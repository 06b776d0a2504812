using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Bot.Desk.Accounts.Model;

/// <summary>The desk's accounts on SQLite.</summary>
internal sealed class SqliteAgentsContext(DbContextOptions<SqliteAgentsContext> options) : AgentsContext(options)
{
    internal static SqliteAgentsContext On(DbConnection connection) =>
        new(new DbContextOptionsBuilder<SqliteAgentsContext>().UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(History)).Options);

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteAgentsContext --output-dir Desk/Accounts/Migrations/Sqlite</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteAgentsContext>
    {
        public SqliteAgentsContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteAgentsContext>().UseSqlite("Data Source=:memory:", sqlite => sqlite.MigrationsHistoryTable(History)).Options);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Bot.Storage.Model;

/// <summary>The schema on SQLite; the migrations under <c>Migrations/Sqlite</c> belong to it.</summary>
internal sealed class SqliteAssistantContext(DbContextOptions<SqliteAssistantContext> options) : AssistantContext(options)
{
    internal static SqliteAssistantContext On(string connectionString) =>
        new(new DbContextOptionsBuilder<SqliteAssistantContext>().UseSqlite(connectionString).Options);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // As 16 bytes in network order, ids that begin with the time stand next to each other; as text they would be 36.
        modelBuilder.Entity<DataKeyRow>().Property(r => r.Id).HasConversion(id => id.ToByteArray(true), stored => new Guid(stored, true));
        modelBuilder.Entity<ConversationRow>().Property(r => r.DataKeyId).HasConversion(id => id.ToByteArray(true), stored => new Guid(stored, true));
        modelBuilder.Entity<TicketRow>().Property(r => r.DataKeyId).HasConversion(id => id.ToByteArray(true), stored => new Guid(stored, true));
        modelBuilder.Entity<OutboxRow>().Property(r => r.DataKeyId).HasConversion(id => id.ToByteArray(true), stored => new Guid(stored, true));
    }

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteAssistantContext --output-dir Storage/Migrations/Sqlite</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteAssistantContext>
    {
        public SqliteAssistantContext CreateDbContext(string[] args) => On("Data Source=:memory:");
    }
}

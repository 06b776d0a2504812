using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Bot.Desk.Accounts.Model;

/// <summary>The desk's accounts, in the assistant's database but with migrations of their own.</summary>
internal abstract class AgentsContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Where the migrations of these tables are noted; the assistant's own are noted elsewhere.</summary>
    internal const string History = "__DeskMigrations";

    internal DbSet<AgentRow> Agents => Set<AgentRow>();
    internal DbSet<SessionRow> Sessions => Set<SessionRow>();
    internal DbSet<LinkRow> Links => Set<LinkRow>();
    internal DbSet<RecoveryCodeRow> RecoveryCodes => Set<RecoveryCodeRow>();
    internal DbSet<TriesRow> Tries => Set<TriesRow>();
    internal DbSet<ApprovalRow> Approvals => Set<ApprovalRow>();
    internal DbSet<BreakGlassRow> BreakGlass => Set<BreakGlassRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AgentRow>(row =>
        {
            row.ToTable("Agents").HasKey(r => r.Id);
            row.HasIndex(r => r.Name).IsUnique();
            row.HasIndex(r => r.Subject).IsUnique();
        });
        modelBuilder.Entity<SessionRow>(row =>
        {
            row.ToTable("AgentSessions").HasKey(r => r.Hash);
            row.HasIndex(r => r.AgentId);
        });
        modelBuilder.Entity<LinkRow>().ToTable("AgentLinks").HasKey(r => r.Hash);
        modelBuilder.Entity<RecoveryCodeRow>().ToTable("AgentRecoveryCodes").HasKey(r => new { r.AgentId, r.Hash });
        modelBuilder.Entity<TriesRow>().ToTable("AgentTries").HasKey(r => r.Lane);
        modelBuilder.Entity<ApprovalRow>().ToTable("AgentApprovals").HasKey(r => r.Id);
        modelBuilder.Entity<BreakGlassRow>().ToTable("BreakGlass").HasKey(r => r.Id);
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}

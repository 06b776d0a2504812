using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Bot.Accounts.Model;

/// <summary>The tables of the accounts, in the assistant's database but with migrations of their own: a plan that connects its own accounts has none of them. The rules pass by it, on prepared statements.</summary>
internal abstract class AccountsContext(DbContextOptions options) : IdentityUserContext<SandboxMember>(options)
{
    internal const string History = "__AccountsMigrationsHistory";

    /// <summary>As everywhere in the database: SQLite has no dates, and the rules read the end of a lock-out by plain SQL.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<SandboxMember>(row =>
        {
            row.ToTable("SandboxMembers");
            row.HasIndex(member => member.MemberNumber).IsUnique();
        });
        builder.Entity<IdentityUserClaim<string>>().ToTable("SandboxClaims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("SandboxLogins");
        builder.Entity<IdentityUserToken<string>>().ToTable("SandboxTokens");
        builder.Entity<ChallengeRow>(row =>
        {
            row.ToTable("AccountChallenges").HasKey(r => r.Id);
            row.HasIndex(r => new { r.Account, r.Lane });
            row.HasIndex(r => r.ExpiresAt);
        });
        builder.Entity<CounterRow>().ToTable("AccountCounters").HasKey(r => new { r.Account, r.Factor });
        builder.Entity<OccasionRow>(row =>
        {
            row.ToTable("AccountOccasions").HasKey(r => r.RowId);
            row.HasIndex(r => new { r.Subject, r.At });
        });
        builder.Entity<ProofRow>().ToTable("AccountProofs").HasKey(r => r.Id);
        builder.Entity<AnswerRow>().ToTable("AccountAnswers").HasKey(r => r.Key);
        builder.Entity<FactorRow>(row =>
        {
            row.ToTable("AccountFactors").HasKey(r => r.Id);
            row.HasIndex(r => r.Account);
        });
        builder.Entity<RecoveryCodeRow>().ToTable("AccountRecoveryCodes").HasKey(r => new { r.Account, r.Hash });
        builder.Entity<PageRow>().ToTable("AccountPages").HasKey(r => r.IdHash);
        builder.Entity<ContactChangeRow>(row =>
        {
            row.ToTable("AccountContactChanges").HasKey(r => r.Id);
            row.HasIndex(r => r.UndoHash).IsUnique();
        });
        builder.Entity<SandboxMessageRow>(row =>
        {
            row.ToTable("SandboxMessages").HasKey(r => r.Id);
            row.HasIndex(r => r.Member);
        });
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}

/// <summary>The accounts on SQLite.</summary>
internal sealed class SqliteAccountsContext(DbContextOptions<SqliteAccountsContext> options) : AccountsContext(options)
{
    internal static SqliteAccountsContext On(string connection) =>
        new(new DbContextOptionsBuilder<SqliteAccountsContext>().UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(History)).Options);

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteAccountsContext --output-dir Accounts/Migrations/Sqlite</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteAccountsContext>
    {
        public SqliteAccountsContext CreateDbContext(string[] args) => On("Data Source=:memory:");
    }
}

/// <summary>The accounts on PostgreSQL.</summary>
internal sealed class PostgresAccountsContext(DbContextOptions<PostgresAccountsContext> options) : AccountsContext(options)
{
    internal static PostgresAccountsContext On(string connection) =>
        new(new DbContextOptionsBuilder<PostgresAccountsContext>().UseNpgsql(connection, postgres => postgres.MigrationsHistoryTable(History)).Options);

    /// <summary>For <c>dotnet ef migrations add NAME --context PostgresAccountsContext --output-dir Accounts/Migrations/Postgres</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresAccountsContext>
    {
        public PostgresAccountsContext CreateDbContext(string[] args) => On("Host=localhost");
    }
}

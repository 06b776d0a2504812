using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Bot.Storage.Model;

/// <summary>The schema, and what the desk reads. Turns do not pass here: they use prepared statements on the same tables.</summary>
internal abstract class AssistantContext(DbContextOptions options) : DbContext(options)
{
    internal DbSet<ConversationRow> Conversations => Set<ConversationRow>();
    internal DbSet<TranscriptRow> Transcript => Set<TranscriptRow>();
    internal DbSet<DataKeyRow> DataKeys => Set<DataKeyRow>();
    internal DbSet<MasterKeyRow> MasterKeys => Set<MasterKeyRow>();
    internal DbSet<TicketRow> Tickets => Set<TicketRow>();
    internal DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    internal DbSet<HeartbeatRow> Heartbeats => Set<HeartbeatRow>();
    internal DbSet<SpentTicketRow> SpentTickets => Set<SpentTicketRow>();
    internal DbSet<OutsideTicketRow> OutsideTickets => Set<OutsideTicketRow>();
    internal DbSet<ClosedTargetRow> ClosedTargets => Set<ClosedTargetRow>();
    internal DbSet<CaseRow> Cases => Set<CaseRow>();
    internal DbSet<NoteRow> Notes => Set<NoteRow>();
    internal DbSet<RevealRow> Reveals => Set<RevealRow>();
    internal DbSet<PresenceRow> Presence => Set<PresenceRow>();
    internal DbSet<AuditRow> Audit => Set<AuditRow>();
    internal DbSet<AuditHeadRow> AuditHead => Set<AuditHeadRow>();

    /// <summary>SQLite has no dates, so both providers keep UTC milliseconds: one meaning, and they compare.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    // No foreign keys: each row is written in one transaction with what it belongs to, a check per row would cost the turn,
    // and a data key must be deletable while what it sealed still stands.
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ConversationRow>(row =>
        {
            row.HasKey(r => r.RowId);
            row.Property(r => r.Id).IsRequired();
            row.HasIndex(r => new { r.Channel, r.Id }).IsUnique();
        });
        modelBuilder.Entity<TranscriptRow>(row =>
        {
            row.HasKey(r => new { r.ConversationRowId, r.Sequence });
            row.HasIndex(r => new { r.ConversationRowId, r.MessageId }).IsUnique().HasFilter("\"MessageId\" IS NOT NULL");
        });
        modelBuilder.Entity<DataKeyRow>().HasKey(r => r.Id);
        modelBuilder.Entity<MasterKeyRow>().HasKey(r => r.Id);
        modelBuilder.Entity<TicketRow>(row =>
        {
            row.HasKey(r => r.RowId);
            row.HasIndex(r => r.Key).IsUnique();
            row.HasIndex(r => r.Number).IsUnique();
            row.HasIndex(r => r.MemberNumberHash);
            row.HasIndex(r => r.EmailHash);
            row.HasIndex(r => r.PhoneHash);
        });
        modelBuilder.Entity<OutboxRow>(row =>
        {
            row.HasKey(r => r.RowId);
            row.HasIndex(r => r.IdempotencyKey).IsUnique();
            row.HasIndex(r => r.Subject);

            // Finished rows stay for a week to be recognised; the two questions asked all the time must not wade through them.
            row.HasIndex(r => r.NextAt).HasFilter("\"State\" = 0");
            row.HasIndex(r => new { r.Lane, r.RowId }).HasFilter("\"State\" = 0");
        });
        modelBuilder.Entity<HeartbeatRow>().Property(r => r.Id).ValueGeneratedNever();
        modelBuilder.Entity<SpentTicketRow>().HasKey(r => r.Id);
        modelBuilder.Entity<OutsideTicketRow>().HasKey(r => new { r.TicketKey, r.Target });
        modelBuilder.Entity<ClosedTargetRow>().HasKey(r => r.Name);
        MapDesk(modelBuilder);
    }

    private static void MapDesk(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CaseRow>(row =>
        {
            row.HasKey(r => r.RowId);
            row.HasIndex(r => r.Number).IsUnique();
            row.HasIndex(r => new { r.State, r.Priority, r.RowId });
            row.HasIndex(r => new { r.Channel, r.ConversationId });

            // Asked every few seconds, and only a few cases at a time are live.
            row.HasIndex(r => r.LiveSince).HasFilter("\"Live\" IN (1, 2)");
        });
        modelBuilder.Entity<NoteRow>(row =>
        {
            row.HasKey(r => r.Id);
            row.HasIndex(r => r.Number);
        });
        modelBuilder.Entity<RevealRow>().HasKey(r => new { r.Agent, r.Number, r.Field });
        modelBuilder.Entity<PresenceRow>().HasKey(r => r.Agent);
        modelBuilder.Entity<AuditRow>(row =>
        {
            row.HasKey(r => r.Sequence);
            row.Property(r => r.Sequence).ValueGeneratedNever();
            row.HasIndex(r => r.Subject);
        });
        modelBuilder.Entity<AuditHeadRow>().Property(r => r.Id).ValueGeneratedNever();
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}

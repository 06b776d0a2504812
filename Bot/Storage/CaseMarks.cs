using System.Data.Common;
using Bot.Storage.Model;
using Engine.Conversations;
using Engine.Handover;

namespace Bot.Storage;

/// <summary>What a turn changes at the desk, in its own transaction: a case for each new ticket, and how far the live chat is. The same SQL on both databases.</summary>
internal static class CaseMarks
{
    private const string Add = """
        INSERT INTO "Cases" ("Number", "Channel", "ConversationId", "Topic", "Reason", "Language", "Priority", "CreatedAt", "State", "Live")
        VALUES (@number, @channel, @conversation, @topic, @reason, @language, @priority, @created, 0, 0) ON CONFLICT ("Number") DO NOTHING
        """;

    private const string Mark = """
        UPDATE "Cases" SET "Live" = @live, "LiveSince" = @since, "UnansweredSince" = @unanswered, "Survey" = @survey,
        "Priority" = CASE WHEN @emergency > "Priority" THEN @emergency ELSE "Priority" END WHERE "Number" = @number
        """;

    internal static Task AddAsync(DbConnection connection, CaseRow row, CancellationToken cancellation) => connection.ChangeAsync(
        Add, cancellation,
        ("number", row.Number), ("channel", row.Channel), ("conversation", row.ConversationId), ("topic", row.Topic), ("reason", row.Reason),
        ("language", row.Language), ("priority", (int)row.Priority), ("created", row.CreatedAt.ToUnixTimeMilliseconds()));

    internal static Task MarkAsync(DbConnection connection, LiveChat live, CancellationToken cancellation) => connection.ChangeAsync(
        Mark, cancellation,
        ("live", (int)live.Phase), ("since", live.Since.ToUnixTimeMilliseconds()), ("unanswered", live.UnansweredSince?.ToUnixTimeMilliseconds()),
        ("survey", live.Survey), ("emergency", (int)(live.IsEmergency ? CasePriority.Emergency : CasePriority.Usual)), ("number", live.Ticket));

    internal static CaseRow Of(Ticket ticket) => new()
    {
        Number = ticket.Number,
        Channel = ticket.Channel,
        ConversationId = ticket.ConversationId,
        Topic = ticket.Topic,
        Reason = ticket.Reason,
        Language = ticket.Language,
        Priority = ticket.Priority == Ticket.SecurityPriority || ticket.Topic == "account-compromised" ? CasePriority.Security : CasePriority.Usual,
        CreatedAt = ticket.CreatedUtc,
    };
}

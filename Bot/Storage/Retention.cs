using System.Data.Common;
using Bot.Delivery;
using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Settings <c>Retention:*</c>. The page and the chat tell members these days, from <c>Content/facts/retention.yaml</c>.</summary>
internal sealed class RetentionOptions
{
    /// <summary>How long after its last turn a conversation is kept, and how long a ticket is.</summary>
    public int Days { get; set; } = 90;

    /// <summary>How long what could not be sent is kept, so that it can be sent again.</summary>
    public int DeadLetterDays { get; set; } = 30;

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<RetentionOptions>
    {
        public ValidateOptionsResult Validate(string? name, RetentionOptions options) =>
            options is { Days: > 0, DeadLetterDays: > 0 }
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Retention:Days and Retention:DeadLetterDays must be whole numbers of days, one at least.");
    }
}

/// <summary>Erases what was kept long enough: the data keys first, so that even a copy of the rows can't be read any more.</summary>
internal sealed class Retention(IAssistantDatabase database, ConversationStore conversations, DeadLetters deadLetters, IOptions<RetentionOptions> options, TimeProvider clock)
{
    /// <summary>Rows a transaction takes at the most, so that turns never wait long for it.</summary>
    private const int Batch = 200;

    private static readonly string Old = $"""
        SELECT "RowId" FROM "Conversations" WHERE "UpdatedAt" < @before ORDER BY "RowId" LIMIT {Batch}
        """;

    private static readonly string OldTickets = $"""
        SELECT "RowId" FROM "Tickets" WHERE "CreatedAt" < @before ORDER BY "RowId" LIMIT {Batch}
        """;

    /// <summary>In this order: what a later statement selects by must still stand.</summary>
    private static readonly string[] EraseConversations =
    [
        $"""DELETE FROM "DataKeys" WHERE "Id" IN (SELECT "DataKeyId" FROM "Conversations" WHERE "RowId" IN ({Old}))""",
        $"""DELETE FROM "Transcript" WHERE "ConversationRowId" IN ({Old})""",
        $"""DELETE FROM "Conversations" WHERE "RowId" IN ({Old})""",
    ];

    private static readonly string[] EraseTickets =
    [
        $"""DELETE FROM "DataKeys" WHERE "Id" IN (SELECT "DataKeyId" FROM "Tickets" WHERE "RowId" IN ({OldTickets}))""",
        $"""DELETE FROM "Outbox" WHERE "Subject" IN (SELECT "Key" FROM "Tickets" WHERE "RowId" IN ({OldTickets}))""",
        $"""DELETE FROM "OutsideTickets" WHERE "TicketKey" IN (SELECT "Key" FROM "Tickets" WHERE "RowId" IN ({OldTickets}))""",
        $"""DELETE FROM "Tickets" WHERE "RowId" IN ({OldTickets})""",
    ];

    /// <summary>How many conversations and tickets were erased.</summary>
    internal async Task<(int Conversations, int Tickets)> PurgeAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().AddDays(-options.Value.Days);

        var erased = (await EraseAllAsync(EraseConversations, before, cancellation), await EraseAllAsync(EraseTickets, before, cancellation));
        var letters = await deadLetters.EraseAsync(options.Value.DeadLetterDays, cancellation);
        conversations.ForgetAll();
        if (erased is not (0, 0) || letters > 0)
        {
            await database.ScrubAsync(cancellation);
        }

        return erased;
    }

    private async Task<int> EraseAllAsync(string[] statements, DateTimeOffset before, CancellationToken cancellation)
    {
        var erased = 0;
        while (true)
        {
            var batch = await database.WriteAsync((connection, cancel) => EraseAsync(connection, statements, before, cancel), cancellation);
            erased += batch;
            if (batch < Batch)
            {
                return erased;
            }
        }
    }

    private static async Task<int> EraseAsync(DbConnection connection, string[] statements, DateTimeOffset before, CancellationToken cancellation)
    {
        var rows = 0;
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@before";
            parameter.Value = before.ToUnixTimeMilliseconds();
            command.Parameters.Add(parameter);
            rows = await command.ExecuteNonQueryAsync(cancellation);
        }

        return rows;
    }
}

/// <summary>Erases once a day, and soon after each start.</summary>
internal sealed partial class RetentionJob(Retention retention, TimeProvider clock, ILogger<RetentionJob> log) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (conversations, tickets) = await retention.PurgeAsync(stoppingToken);
                LogErased(log, conversations, tickets);
            }
            catch (StorageUnavailableException)
            {
                LogPutOff(log);
            }

            await Task.Delay(Daily, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "Erased {Conversations} conversations and {Tickets} tickets that were kept long enough")]
    private static partial void LogErased(ILogger log, int conversations, int tickets);

    [LoggerMessage(LogLevel.Warning, "The database could not be written; erasing is put off to tomorrow")]
    private static partial void LogPutOff(ILogger log);
}

using Bot.Storage;
using Microsoft.EntityFrameworkCore;

namespace Bot.Desk;

/// <summary>How a case ended, and the words on the screen that it began with.</summary>
internal sealed record CaseEnd(string? WrapUp, string? ConfirmedCause, string? Survey, string? ErrorWording);

/// <summary>What agents found to be true, for whoever learns from it.</summary>
internal sealed class DeskEvidence(IAssistantDatabase database, TicketStore tickets)
{
    internal async Task<IReadOnlyDictionary<string, CaseEnd>> ReadAsync(IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync(context => context.Cases.AsNoTracking().Where(row => numbers.Contains(row.Number)).ToListAsync(cancellation));
        var wordings = (await tickets.FindTicketsAsync(numbers, cancellation)).ToDictionary(stored => stored.Ticket.Number, stored => stored.Ticket.Error.Verbatim);
        return rows.ToDictionary(row => row.Number, row => new CaseEnd(row.WrapUp, row.ConfirmedCause, row.Survey, wordings.GetValueOrDefault(row.Number)));
    }

    /// <summary>How often each cause was confirmed for each topic: evidence for the order of questions and fixes.</summary>
    internal async Task<IReadOnlyDictionary<(string Topic, string Cause), int>> ConfirmedCausesAsync(CancellationToken cancellation) =>
        (await database.QueryAsync(context => context.Cases.AsNoTracking().Where(row => row.ConfirmedCause != null)
            .GroupBy(row => new { row.Topic, row.ConfirmedCause }).Select(group => new { group.Key.Topic, group.Key.ConfirmedCause, Count = group.Count() }).ToListAsync(cancellation)))
        .ToDictionary(found => (found.Topic, found.ConfirmedCause!), found => found.Count);
}

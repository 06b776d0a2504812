using Microsoft.EntityFrameworkCore;

namespace Bot.Storage;

/// <summary>Puts tickets on the desk that were filed by a version which had none.</summary>
internal sealed class CaseOpening(IAssistantDatabase database, TicketStore tickets) : IHostedService
{
    private const int Page = 100;

    private const string Find = """
        SELECT COUNT(*) FROM "Tickets" AS t WHERE NOT EXISTS (SELECT 1 FROM "Cases" AS c WHERE c."Number" = t."Number") AND EXISTS (SELECT 1 FROM "DataKeys" AS k WHERE k."Id" = t."DataKeyId")
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Nearly always there are none, and EF would make each start wait for its model.
        if (await database.CountAsync(Find, cancellationToken) == 0)
        {
            return;
        }

        while (await database.QueryAsync(context => context.Tickets.AsNoTracking()
            .Where(ticket => !context.Cases.Any(known => known.Number == ticket.Number) && context.DataKeys.Any(key => key.Id == ticket.DataKeyId))
            .OrderBy(ticket => ticket.RowId).Take(Page).Select(ticket => ticket.Number).ToListAsync(cancellationToken)) is { Count: > 0 } numbers)
        {
            foreach (var stored in (await tickets.FindTicketsAsync(numbers, cancellationToken)).Reverse())
            {
                await database.WriteAsync(
                    async (connection, cancel) =>
                    {
                        await CaseMarks.AddAsync(connection, CaseMarks.Of(stored.Ticket), cancel);
                        return true;
                    },
                    cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

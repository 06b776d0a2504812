using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Engine.Handover;
using Microsoft.EntityFrameworkCore;

namespace Bot.Storage;

/// <summary>Which tickets are wanted; what is null does not matter. Values are compared by keyed hash.</summary>
internal sealed record TicketFilter
{
    public TicketStatus? Status { get; init; }
    public string? MemberNumber { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }

    /// <summary>Only tickets filed before the one at this position: the next page.</summary>
    public long? Before { get; init; }

    public int Limit { get; init; } = 50;
}

/// <summary>A ticket, and where it stands.</summary>
internal sealed record StoredTicket(long Position, TicketStatus Status, Ticket Ticket);

/// <summary>The tickets as the desk reads them, newest first.</summary>
internal sealed class TicketStore(IAssistantDatabase database, StorageKeys keys)
{
    internal Task<IReadOnlyList<StoredTicket>> ListTicketsAsync(TicketFilter filter, CancellationToken cancellation) => database.QueryAsync(
        context => OpenAsync(context, Wanted(context, filter).OrderByDescending(t => t.RowId).Take(filter.Limit), cancellation));

    /// <summary>By its key or by the number the member was told.</summary>
    internal async Task<StoredTicket?> FindTicketAsync(string idOrNumber, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            context => OpenAsync(context, context.Tickets.AsNoTracking().Where(t => t.Key == idOrNumber || t.Number == idOrNumber), cancellation));
        return found.Count == 0 ? null : found[0];
    }

    internal Task<IReadOnlyList<StoredTicket>> FindTicketsAsync(IReadOnlyList<string> numbers, CancellationToken cancellation) =>
        database.QueryAsync(context => OpenAsync(context, context.Tickets.AsNoTracking().Where(t => numbers.Contains(t.Number)), cancellation));

    /// <summary>Uses the key of a ticket for what belongs to it, such as notes; null when the ticket or its key is gone.</summary>
    internal async Task<T?> UseKeyAsync<T>(string number, Func<DataKey, T> use, CancellationToken cancellation)
        where T : class
    {
        var stored = await database.QueryAsync(context => context.Tickets.AsNoTracking().Where(t => t.Number == number)
            .Join(context.DataKeys.AsNoTracking(), t => t.DataKeyId, k => k.Id, (_, key) => key).FirstOrDefaultAsync(cancellation));
        if (stored is null)
        {
            return null;
        }

        var dataKey = keys.DataKeys.Unwrap(new WrappedKey(stored.Id, stored.MasterKeyId, stored.Wrapped));
        using var seal = dataKey.Seal;
        return use(dataKey);
    }

    private IQueryable<TicketRow> Wanted(AssistantContext context, TicketFilter filter)
    {
        var tickets = context.Tickets.AsNoTracking();
        if (filter.Status is { } status)
        {
            tickets = tickets.Where(t => t.Status == status);
        }

        if (BlindIndex.MemberNumber(keys.Ring, filter.MemberNumber) is { } memberNumber)
        {
            tickets = tickets.Where(t => t.MemberNumberHash == memberNumber);
        }

        if (BlindIndex.Email(keys.Ring, filter.Email) is { } email)
        {
            tickets = tickets.Where(t => t.EmailHash == email);
        }

        if (BlindIndex.Phone(keys.Ring, filter.Phone) is { } phone)
        {
            tickets = tickets.Where(t => t.PhoneHash == phone);
        }

        return filter.Before is { } before ? tickets.Where(t => t.RowId < before) : tickets;
    }

    private async Task<IReadOnlyList<StoredTicket>> OpenAsync(AssistantContext context, IQueryable<TicketRow> tickets, CancellationToken cancellation)
    {
        // A ticket whose key was erased is gone, though its row may still stand.
        var rows = await tickets.Join(context.DataKeys.AsNoTracking(), t => t.DataKeyId, k => k.Id, (Row, Key) => new { Row, Key }).ToListAsync(cancellation);
        return [.. rows.OrderByDescending(found => found.Row.RowId).Select(found => new StoredTicket(found.Row.RowId, found.Row.Status, Open(found.Row, found.Key)))];
    }

    private Ticket Open(TicketRow row, DataKeyRow key)
    {
        var dataKey = keys.DataKeys.Unwrap(new WrappedKey(key.Id, key.MasterKeyId, key.Wrapped));
        using var seal = dataKey.Seal;
        return TurnSealer.OpenTicket(dataKey, row);
    }
}

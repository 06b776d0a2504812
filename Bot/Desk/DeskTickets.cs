using System.Collections.Concurrent;
using Bot.Storage;
using Bot.Storage.Auditing;
using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>What a search goes by.</summary>
internal enum SearchBy { Number, MemberNumber, Email, Phone }

/// <summary>Tickets as agents read them: the brief with its masked fields, the transcript, and what is found by what a member gave. Every look stands in the audit before it is shown.</summary>
internal sealed class DeskTickets(
    DeskGate gate, DeskWrites writes, DeskQueue queue, TicketStore tickets, BriefWriter briefs, ConversationStore conversations,
    IAssistantDatabase database, StorageKeys keys, IOptions<DeskOptions> options, TimeProvider clock)
{
    private const int ShortestReason = 5;
    private const int LongestReason = 300;
    private const int MostFound = 50;
    private const int MostLines = 500;
    private const int LinesAtOnce = 200;

    /// <summary>A page that refreshes itself is one look and not hundreds.</summary>
    private static readonly TimeSpan SameLook = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Agent, string Number, string Act), DateTimeOffset> _looks = new();

    private readonly ReadingPlaces _places = new(clock);

    internal Task<DeskAnswer<Brief>> OpenAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.SeeTicket, number, async row =>
        {
            if (await tickets.FindTicketAsync(number, cancellation) is not { } stored)
            {
                return DeskAnswer<Brief>.No(DeskRefusal.NoSuchTicket);
            }

            await LookAsync(who, AuditActs.Viewed, number, cancellation);
            var now = clock.GetUtcNow();
            return DeskAnswer<Brief>.Done(briefs.Write(queue.ItemOf(row, now), stored.Ticket, await NotesAsync(number, stored, cancellation), await RevealedAsync(who, number, now, cancellation)));
        },
        cancellation);

    /// <summary>The talk after a line, oldest first, with the values of personal fields masked. Who has read up to that line is given only what was said since, and no more is read for it.</summary>
    internal Task<DeskAnswer<DeskTalk>> TranscriptAsync(DeskAgent who, string number, long after, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.SeeTicket, number, async row =>
        {
            await LookAsync(who, AuditActs.TranscriptRead, number, cancellation);
            var mask = _places.Take(who.Id, number, after) ?? new TranscriptMask((await tickets.FindTicketAsync(number, cancellation))?.Ticket);
            var lines = await ReadOnAsync(mask, row.Conversation, after, cancellation);
            _places.Put(who.Id, number, mask);
            return DeskAnswer<DeskTalk>.Done(new DeskTalk(queue.ItemOf(row, clock.GetUtcNow()), lines));
        },
        cancellation);

    /// <summary>Shows one personal field to this agent for a short while. The reason is kept in the audit.</summary>
    internal Task<DeskAnswer<Revealed>> RevealAsync(DeskAgent who, string number, string field, string reason, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Reveal, number, async row =>
        {
            var item = (await tickets.FindTicketAsync(number, cancellation))?.Ticket.Checklist.FirstOrDefault(known => known.Id == field);
            if (item is not { Value: { } value } || !BriefWriter.IsPersonal(item) || reason.Trim().Length is < ShortestReason or > LongestReason)
            {
                return DeskAnswer<Revealed>.No(DeskRefusal.NotValid);
            }

            const string Sql = """
                INSERT INTO "Reveals" ("Agent", "Number", "Field", "Until") VALUES (@agent, @number, @field, @until)
                ON CONFLICT ("Agent", "Number", "Field") DO UPDATE SET "Until" = excluded."Until"
                """;
            var until = clock.GetUtcNow() + options.Value.RevealFor;
            var change = DeskWrites.Run(Sql, ("agent", who.Id), ("number", number), ("field", field), ("until", until.ToUnixTimeMilliseconds()));
            await writes.ChangeAsync(who, new AuditLine(AuditActs.Revealed, number, $"field={field}", reason.Trim()), change, cancellation);
            return DeskAnswer<Revealed>.Done(new Revealed(value, until));
        },
        cancellation);

    /// <summary>Finds tickets by exactly what the member gave; what is searched for is stored nowhere.</summary>
    internal Task<DeskAnswer<IReadOnlyList<QueueItem>>> SearchAsync(DeskAgent who, SearchBy by, string value, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Search, async () =>
        {
            var found = await FindAsync(by, value.Trim(), cancellation);
            await writes.SeenAsync(who, new AuditLine(AuditActs.Searched, "", $"by={by} found={found.Count}"), cancellation);
            return DeskAnswer<IReadOnlyList<QueueItem>>.Done(found);
        },
        cancellation);

    /// <summary>Other tickets of the same member, as far as what they gave or the conversation tells; the newest first.</summary>
    internal Task<DeskAnswer<IReadOnlyList<QueueItem>>> DuplicatesAsync(DeskAgent who, string number, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.SeeTicket, number, async row =>
        {
            var numbers = await database.QueryAsync(async context => await context.Tickets.AsNoTracking().FirstOrDefaultAsync(ticket => ticket.Number == number, cancellation) is { } mine
                ? await context.Tickets.AsNoTracking()
                    .Where(other => other.Number != number
                        && ((other.Channel == mine.Channel && other.ConversationId == mine.ConversationId)
                            || (mine.MemberNumberHash != null && other.MemberNumberHash == mine.MemberNumberHash)
                            || (mine.EmailHash != null && other.EmailHash == mine.EmailHash)
                            || (mine.PhoneHash != null && other.PhoneHash == mine.PhoneHash)))
                    .OrderByDescending(other => other.RowId).Take(MostFound).Select(other => other.Number).ToListAsync(cancellation)
                : []);
            return DeskAnswer<IReadOnlyList<QueueItem>>.Done([.. (await ItemsAsync(numbers, cancellation)).Where(item => item.State != CaseState.Merged)]);
        },
        cancellation);

    private async Task<IReadOnlyList<DeskLine>> ReadOnAsync(TranscriptMask mask, Engine.Conversations.ConversationKey conversation, long after, CancellationToken cancellation)
    {
        var found = new Queue<DeskLine>();
        IReadOnlyList<Engine.Conversations.TranscriptEntry> read;
        do
        {
            read = await conversations.ReadTranscriptAsync(conversation, mask.Read, LinesAtOnce, cancellation);
            foreach (var line in mask.Apply(read).Where(line => line.Sequence > after))
            {
                found.Enqueue(line);
            }

            while (found.Count > MostLines)
            {
                found.Dequeue();
            }
        }
        while (read.Count == LinesAtOnce);

        return [.. found];
    }

    private async Task LookAsync(DeskAgent who, string act, string number, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var key = (who.Id, number, act);
        if (_looks.TryGetValue(key, out var before) && now - before < SameLook)
        {
            return;
        }

        foreach (var old in _looks.Where(look => now - look.Value >= SameLook))
        {
            _looks.TryRemove(old);
        }

        await writes.SeenAsync(who, new AuditLine(act, number), cancellation);
        _looks[key] = now;
    }

    private async Task<IReadOnlyList<QueueItem>> FindAsync(SearchBy by, string value, CancellationToken cancellation)
    {
        var ring = keys.Ring;
        var hash = by switch
        {
            SearchBy.Number => null,
            SearchBy.MemberNumber => BlindIndex.MemberNumber(ring, value),
            SearchBy.Email => BlindIndex.Email(ring, value),
            SearchBy.Phone => BlindIndex.Phone(ring, value),
        };
        if (by != SearchBy.Number && hash is null)
        {
            return [];
        }

        var upper = value.ToUpperInvariant();
        var numbers = await database.QueryAsync(context =>
        {
            var all = context.Tickets.AsNoTracking();
            var wanted = by switch
            {
                SearchBy.Number => all.Where(ticket => ticket.Number == upper),
                SearchBy.MemberNumber => all.Where(ticket => ticket.MemberNumberHash == hash),
                SearchBy.Email => all.Where(ticket => ticket.EmailHash == hash),
                SearchBy.Phone => all.Where(ticket => ticket.PhoneHash == hash),
            };
            return wanted.OrderByDescending(ticket => ticket.RowId).Take(MostFound).Select(ticket => ticket.Number).ToListAsync(cancellation);
        });
        return await ItemsAsync(numbers, cancellation);
    }

    private async Task<IReadOnlyList<QueueItem>> ItemsAsync(IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync(context => context.Cases.AsNoTracking().Where(row => numbers.Contains(row.Number)).OrderByDescending(row => row.RowId).ToListAsync(cancellation));
        var now = clock.GetUtcNow();
        return [.. rows.Select(row => queue.ItemOf(row, now))];
    }

    private async Task<IReadOnlyList<DeskNote>> NotesAsync(string number, StoredTicket stored, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync(context => context.Notes.AsNoTracking().Where(note => note.Number == number).OrderBy(note => note.At).ThenBy(note => note.Id).ToListAsync(cancellation));
        return rows.Count == 0 ? [] : await tickets.UseKeyAsync(stored.Ticket.Number, key => (IReadOnlyList<DeskNote>)[.. rows.Select(row => DeskNotes.Open(row, key))], cancellation) ?? [];
    }

    private async Task<IReadOnlyDictionary<string, DateTimeOffset>> RevealedAsync(DeskAgent who, string number, DateTimeOffset now, CancellationToken cancellation) =>
        (await database.QueryAsync(context => context.Reveals.AsNoTracking().Where(reveal => reveal.Agent == who.Id && reveal.Number == number && reveal.Until > now).ToListAsync(cancellation)))
        .ToDictionary(reveal => reveal.Field, reveal => reveal.Until);
}

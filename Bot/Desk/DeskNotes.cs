using System.Security.Cryptography;
using System.Text;
using Bot.Storage;
using Bot.Storage.Auditing;
using Bot.Storage.Encryption;
using Bot.Storage.Model;

namespace Bot.Desk;

/// <summary>What agents write down for each other. It is sealed with the ticket's key, so it goes when the ticket goes.</summary>
internal sealed class DeskNotes(DeskGate gate, DeskWrites writes, TicketStore tickets, TimeProvider clock)
{
    private const int LongestNote = 4_000;

    private const string Add = """
        INSERT INTO "Notes" ("Id", "Number", "At", "Agent", "AgentName", "Kind", "Field", "Text") VALUES (@id, @number, @at, @agent, @name, @kind, @field, @text)
        """;

    /// <summary>Keeps two notes of one millisecond in their order.</summary>
    private int _written;

    internal Task<DeskAnswer<bool>> AddAsync(DeskAgent who, string number, string text, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Note, number, _ => string.IsNullOrWhiteSpace(text) || text.Length > LongestNote
            ? Task.FromResult(DeskAnswer<bool>.No(DeskRefusal.NotValid))
            : WriteAsync(who, number, NoteKind.Note, null, text.Trim(), new AuditLine(AuditActs.Noted, number, $"characters={text.Length}"), cancellation),
        cancellation);

    /// <summary>Marks an item of the checklist as wrong or missing: how often members have to be asked again is measured by this.</summary>
    internal Task<DeskAnswer<bool>> FlagFieldAsync(DeskAgent who, string number, string field, bool isMissing, string text, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.FlagField, number, async _ =>
        {
            var isKnown = (await tickets.FindTicketAsync(number, cancellation))?.Ticket.Checklist.Any(item => item.Id == field) == true;
            if (!isKnown || text.Length > LongestNote)
            {
                return DeskAnswer<bool>.No(DeskRefusal.NotValid);
            }

            var kind = isMissing ? NoteKind.FieldMissing : NoteKind.FieldWrong;
            return await WriteAsync(who, number, kind, field, text.Trim(), new AuditLine(AuditActs.FieldFlagged, number, $"field={field} as={kind}"), cancellation);
        },
        cancellation);

    internal static DeskNote Open(NoteRow row, DataKey key) => new(row.Id, row.At, row.AgentName, row.Kind, row.Field, Encoding.UTF8.GetString(key.Seal.Open(row.Text, TurnSealer.NoteName(row.Id))));

    private async Task<DeskAnswer<bool>> WriteAsync(DeskAgent who, string number, NoteKind kind, string? field, string text, AuditLine line, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = $"{now.ToUnixTimeMilliseconds():x12}-{Interlocked.Increment(ref _written):x8}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        var closed = await tickets.UseKeyAsync(number, key => key.Seal.Close(Encoding.UTF8.GetBytes(text), TurnSealer.NoteName(id)), cancellation);
        return closed is null
            ? DeskAnswer<bool>.No(DeskRefusal.NoSuchTicket)
            : await writes.ChangeAsync(
                who, line,
                DeskWrites.Run(Add, ("id", id), ("number", number), ("at", now.ToUnixTimeMilliseconds()), ("agent", who.Id), ("name", who.Name), ("kind", (int)kind), ("field", field), ("text", closed)),
                cancellation);
    }
}

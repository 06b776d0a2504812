using Bot.Channels.BotConnector;
using Bot.Delivery;
using Bot.Delivery.Targets;
using Bot.Storage.Encryption;
using Bot.Storage.Model;
using Engine.Conversations;
using Engine.Handover;
using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Turns what a turn changed into sealed rows, and opens them again.</summary>
internal sealed class TurnSealer(StorageKeys keys, IOptions<TicketOptions> tickets, ConnectorSends connector)
{
    internal SealedTurn Close(FinishedTurn turn, DataKey key, WrappedKey? newKey)
    {
        var after = turn.After;
        return new SealedTurn
        {
            Key = after.Key,
            Version = after.Version,
            Schema = after.Schema,
            LastSequence = after.LastSequence,
            At = after.LastTurnAt,
            State = CloseState(key, after),
            DataKeyId = key.Id,
            NewKey = newKey,
            Lines = Close(key.Seal, after.Key, turn.Entries),
            Tickets = [.. turn.Tickets.Select(ticket => Close(ticket, after.Key))],
            Live = after.Live,
            Replies = [.. connector.Of(turn).Select(send => send.Close(key)), .. Reminders.Of(turn, key)],
        };
    }

    internal static byte[] CloseState(DataKey key, Conversation state) => key.Seal.Close(JsonBuffer.Write(state, ConversationJson.Default.Conversation), StateName(state.Key));

    internal static Conversation OpenState(DataKey key, ConversationKey conversation, byte[] state) =>
        ConversationJson.ReadConversation(key.Seal.Open(state, StateName(conversation)));

    internal static IReadOnlyList<TranscriptEntry> OpenLines(DataKey key, ConversationKey conversation, SealedLines row) =>
        JsonBuffer.ReadAll(key.Seal.Open(row.Lines, LinesName(conversation, row.Sequence)), ConversationJson.Default.TranscriptEntry);

    /// <summary>One row again, after a line in it was changed.</summary>
    internal static SealedLines CloseLines(DataKey key, ConversationKey conversation, TranscriptEntry[] lines) => Close(key.Seal, conversation, lines.AsSpan());

    internal static Ticket OpenTicket(DataKey key, TicketRow row) => ConversationJson.ReadTicket(key.Seal.Open(row.Record, TicketName(row.Key)));

    internal static FieldName NoteName(string noteId) => new("Notes", noteId, "Text");

    internal static FieldName PayloadName(string idempotencyKey) => new("Outbox", idempotencyKey, "Payload");

    /// <summary>One row for each message with the lines after it, so one row for nearly every turn.</summary>
    private static List<SealedLines> Close(Seal seal, ConversationKey conversation, IReadOnlyList<TranscriptEntry> entries)
    {
        var all = entries as TranscriptEntry[] ?? [.. entries];
        var rows = new List<SealedLines>(1);
        for (var start = 0; start < all.Length;)
        {
            var end = start + 1;
            while (end < all.Length && all[end].MessageId is null)
            {
                end++;
            }

            rows.Add(Close(seal, conversation, all.AsSpan(start, end - start)));
            start = end;
        }

        return rows;
    }

    private static SealedLines Close(Seal seal, ConversationKey conversation, ReadOnlySpan<TranscriptEntry> lines)
    {
        for (var next = 1; next < lines.Length; next++)
        {
            // The row keeps only the first number.
            if (lines[next].Sequence != lines[next - 1].Sequence + 1)
            {
                throw new InvalidOperationException($"The transcript of {conversation} would get a gap after line {lines[next - 1].Sequence}.");
            }
        }

        var sealedLines = seal.Close(JsonBuffer.WriteAll(lines, ConversationJson.Default.TranscriptEntry), LinesName(conversation, lines[0].Sequence));
        return new SealedLines(lines[0].Sequence, lines[0].MessageId, lines[0].At, sealedLines);
    }

    private SealedTicket Close(Ticket ticket, ConversationKey conversation)
    {
        // A key of its own: the checklist is erased at another time than the talk it came from.
        var (key, stored) = keys.DataKeys.Create();
        var record = ConversationJson.Write(ticket);
        var row = new TicketRow
        {
            Key = ticket.Key,
            Number = ticket.Number,
            Channel = conversation.Channel,
            ConversationId = conversation.Id,
            CreatedAt = ticket.CreatedUtc,
            Status = tickets.Value.Targets.Count == 0 ? TicketStatus.Delivered : TicketStatus.Filed,
            DataKeyId = key.Id,
            Record = key.Seal.Close(record, TicketName(ticket.Key)),
            MemberNumberHash = BlindIndex.MemberNumber(keys.Ring, BlindIndex.Given(ticket, "member_number")),
            EmailHash = BlindIndex.Email(keys.Ring, BlindIndex.Given(ticket, "last_known_email")),
            PhoneHash = BlindIndex.Phone(keys.Ring, BlindIndex.Given(ticket, "last_known_phone")),
        };
        return new SealedTicket(row, CaseMarks.Of(ticket), stored, [.. tickets.Value.Targets.Select(target => Send(ticket, conversation, target.Name, key, record))]);
    }

    private static OutboxRow Send(Ticket ticket, ConversationKey conversation, string target, DataKey key, byte[] record)
    {
        var idempotencyKey = $"{ticket.Key}:{target}";
        return new OutboxRow
        {
            Lane = $"{conversation}:{target}",
            Kind = OutboxKind.Ticket,
            Target = target,
            IdempotencyKey = idempotencyKey,
            Subject = ticket.Key,
            NextAt = ticket.CreatedUtc,
            CreatedAt = ticket.CreatedUtc,
            DataKeyId = key.Id,
            Payload = key.Seal.Close(record, PayloadName(idempotencyKey)),
        };
    }

    private static FieldName StateName(ConversationKey conversation) => new("Conversations", conversation.ToString(), "State");

    private static FieldName LinesName(ConversationKey conversation, long sequence) => new("Transcript", $"{conversation}/{sequence}", "Lines");

    private static FieldName TicketName(string ticketKey) => new("Tickets", ticketKey, "Record");
}

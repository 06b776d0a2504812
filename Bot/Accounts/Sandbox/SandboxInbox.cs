using System.Data.Common;
using System.Text.Json;
using Bot.Storage;
using Engine.Members;

namespace Bot.Accounts.Sandbox;

/// <summary>What a mail or text says.</summary>
internal sealed record MessageContent(string To, string Subject, string Text);

/// <summary>A mail or text as the inbox lists it.</summary>
internal sealed record SentMessage(string Id, string Member, string Channel, DateTimeOffset At, string To, string Subject, string Text);

/// <summary>
/// The mails and texts of the sandbox. They are written in the transaction of the change that they tell of, so that neither comes without the other.
/// What goes to nobody is written, too: whether an account is there must not show in the time it takes.
/// </summary>
internal sealed class SandboxInbox(IAssistantDatabase database, AccountKeys keys, TimeProvider clock)
{
    private long _latest;

    internal async Task AddAsync(DbConnection connection, string? member, CodeChannel channel, MessageContent content, CancellationToken cancellation)
    {
        // Ids that begin with the time sort as they were sent, also two of the same millisecond.
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(NextMoment())).ToString("N");
        await connection.ChangeAsync(
            """INSERT INTO "SandboxMessages" ("Id", "Member", "Channel", "At", "Content") VALUES (@id, @member, @channel, @at, @content)""", cancellation,
            ("id", id), ("member", member ?? ""), ("channel", (int)channel), ("at", clock.GetUtcNow().ToUnixTimeMilliseconds()), ("content", keys.Close(JsonSerializer.Serialize(content), "SandboxMessages", id, "Content")));
    }

    /// <summary>Now, or the millisecond after the last one that was given out.</summary>
    private long NextMoment()
    {
        while (true)
        {
            var latest = Volatile.Read(ref _latest);
            var next = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), latest + 1);
            if (Interlocked.CompareExchange(ref _latest, next, latest) == latest)
            {
                return next;
            }
        }
    }

    /// <summary>Newest first; what went to nobody is not there.</summary>
    internal Task<IReadOnlyList<SentMessage>> ListAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<SentMessage>>(
        async (connection, cancel) => await connection.ListAsync(
            """
            SELECT m."Id", s."UserName", m."Channel", m."At", m."Content" FROM "SandboxMessages" m JOIN "SandboxMembers" s ON s."Id" = m."Member"
            WHERE s."HasLostContacts" = @no ORDER BY m."Id" DESC LIMIT 200
            """,
            row =>
            {
                var content = JsonSerializer.Deserialize<MessageContent>(keys.Open(row.Bytes(4)!, "SandboxMessages", row.GetString(0), "Content"))!;
                return new SentMessage(
                    row.GetString(0), row.GetString(1), ((CodeChannel)row.GetInt32(2)).ToString().ToLowerInvariant(), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)), content.To, content.Subject, content.Text);
            },
            cancel, ("no", false)),
        cancellation);
}

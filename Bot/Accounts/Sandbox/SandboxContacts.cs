using System.Data.Common;
using System.Net.Mail;
using Bot.Accounts.Rules;
using Bot.Storage;
using Engine.Members;
using KnowledgeBase.Wordings;

namespace Bot.Accounts.Sandbox;

/// <summary>
/// Changes of the stored email address and phone. Proven by a factor that was bound before, one is in force at once; through recovery it waits a day.
/// Either way every address is told, the replaced one too, and can take it back for three days.
/// </summary>
internal sealed class SandboxContacts(IAssistantDatabase database, AccountKeys keys, CodeRules rules, Proofs proofs, MemberMail mail, SiteAddress site, TimeProvider clock)
{
    private const string UndoLater = """
        UPDATE "AccountContactChanges" SET "UndoneAt" = @now WHERE "Account" = @account AND "Kind" = @kind AND "UndoneAt" IS NULL
        AND "UndoUntil" > (SELECT "UndoUntil" FROM "AccountContactChanges" WHERE "Id" = @id)
        """;

    internal async Task<AccountAnswer> ChangeAsync(DbConnection connection, MemberCard member, ContactKind kind, string typed, Errand errand, CancellationToken cancellation)
    {
        if (Valid(kind, typed) is not { } value)
        {
            return new ContactChange.NotValid();
        }

        var now = clock.GetUtcNow();

        // A factor that was added a moment ago may be the thief's: it shortens no cooling-off.
        var bound = (await SandboxMembers.FactorsAsync(connection, member.Id, cancellation)).Where(factor => factor.Since <= now - rules.CoolingOff).Select(factor => factor.Method).ToHashSet();
        var isRecovery = !proofs.HasFreshFactor(await proofs.FindAsync(connection, errand, member.Id, cancellation), bound);
        var (from, undoUntil) = (isRecovery ? now + rules.CoolingOff : now, now + rules.UndoWithin);
        var (id, undo) = (AccountKeys.NewId(), AccountKeys.NewId());
        var replaced = kind == ContactKind.Email ? member.Email : member.Phone;
        await connection.ChangeAsync(
            """
            INSERT INTO "AccountContactChanges" ("Id", "Account", "Kind", "Value", "Replaced", "From", "UndoUntil", "UndoHash")
            VALUES (@id, @account, @kind, @value, @replaced, @from, @undoUntil, @hash)
            """,
            cancellation,
            ("id", id), ("account", member.Id), ("kind", (int)kind), ("value", keys.Close(value, "AccountContactChanges", id, "Value")),
            ("replaced", replaced is null ? [] : keys.Close(replaced, "AccountContactChanges", id, "Replaced")),
            ("from", from.ToUnixTimeMilliseconds()), ("undoUntil", undoUntil.ToUnixTimeMilliseconds()), ("hash", keys.Hash("undo", undo)));
        var values = Values.None.With("undo", site.Of($"/portal/undo/{undo}", errand.Locale).ToString()).With("wait", rules.CoolingOff).With("undo-within", rules.UndoWithin);
        var told = await mail.NotifyAsync(connection, member, isRecovery ? "contact-will-change" : "contact-changed", values, errand, cancellation, value, replaced);
        if (!isRecovery)
        {
            await ApplyAsync(connection, new Change(id, member.Id, kind, value, replaced), cancellation);
        }

        return new ContactChange.Accepted(from, undoUntil) { Notices = told };
    }

    /// <summary>Puts changes in force whose time has come. Returns how many.</summary>
    internal Task<int> ApplyDueAsync(CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            var due = await ListAsync(connection, """ "AppliedAt" IS NULL AND "UndoneAt" IS NULL AND "From" <= @now""", cancel, ("now", Now));
            foreach (var change in due)
            {
                await ApplyAsync(connection, change, cancel);
            }

            return due.Count;
        },
        cancellation);

    /// <summary>Takes a change back, and with it those that came after it: whoever made the one may have made the others. False when there is none for this address any more.</summary>
    internal Task<bool> UndoAsync(string undo, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            var found = await ListAsync(connection, """ "UndoHash" = @hash AND "UndoneAt" IS NULL AND "UndoUntil" > @now""", cancel, ("hash", keys.Hash("undo", undo)), ("now", Now));
            if (found.Count == 0 || await connection.ChangeAsync("""UPDATE "AccountContactChanges" SET "UndoneAt" = @now WHERE "Id" = @id AND "UndoneAt" IS NULL""", cancel, ("now", Now), ("id", found[0].Id)) == 0)
            {
                return false;
            }

            await connection.ChangeAsync(UndoLater, cancel, ("now", Now), ("account", found[0].Account), ("kind", (int)found[0].Kind), ("id", found[0].Id));
            await SetAsync(connection, found[0].Account, found[0].Kind, found[0].Replaced, cancel);

            return true;
        },
        cancellation);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static string? Valid(ContactKind kind, string typed) => kind switch
    {
        ContactKind.Email => typed.Trim() is { Length: <= 254 } text && MailAddress.TryCreate(text, out var address) && address.Address == text && text.IndexOf('.', text.IndexOf('@', StringComparison.Ordinal)) > 0 ? text : null,
        ContactKind.Phone => SandboxMembers.PhoneOf(typed) is { Length: >= 9 and <= 16 } phone ? phone : null,
    };

    private async Task ApplyAsync(DbConnection connection, Change change, CancellationToken cancellation)
    {
        if (await connection.ChangeAsync("""UPDATE "AccountContactChanges" SET "AppliedAt" = @now WHERE "Id" = @id AND "AppliedAt" IS NULL AND "UndoneAt" IS NULL""", cancellation, ("now", Now), ("id", change.Id)) == 1)
        {
            await SetAsync(connection, change.Account, change.Kind, change.Value, cancellation);
        }
    }

    private static Task<int> SetAsync(DbConnection connection, string account, ContactKind kind, string? value, CancellationToken cancellation) => kind switch
    {
        ContactKind.Email => connection.ChangeAsync(
            """UPDATE "SandboxMembers" SET "Email" = @value, "NormalizedEmail" = @normal, "ConcurrencyStamp" = @stamp WHERE "Id" = @id""", cancellation,
            ("value", value), ("normal", value?.ToUpperInvariant()), ("stamp", AccountKeys.NewId()), ("id", account)),
        ContactKind.Phone => connection.ChangeAsync(
            """UPDATE "SandboxMembers" SET "PhoneNumber" = @value, "ConcurrencyStamp" = @stamp WHERE "Id" = @id""", cancellation, ("value", value), ("stamp", AccountKeys.NewId()), ("id", account)),
    };

    private Task<List<Change>> ListAsync(DbConnection connection, string where, CancellationToken cancellation, params (string, object?)[] values) => connection.ListAsync(
        $"""SELECT "Id", "Account", "Kind", "Value", "Replaced" FROM "AccountContactChanges" WHERE {where}""",
        row =>
        {
            var (id, replaced) = (row.GetString(0), row.Bytes(4));
            return new Change(
                id, row.GetString(1), (ContactKind)row.GetInt32(2), keys.Open(row.Bytes(3)!, "AccountContactChanges", id, "Value"),
                replaced is { Length: > 0 } ? keys.Open(replaced, "AccountContactChanges", id, "Replaced") : null);
        },
        cancellation, values);

    private sealed record Change(string Id, string Account, ContactKind Kind, string Value, string? Replaced);
}

using System.Data.Common;
using System.Text.Json;
using Bot.Accounts.Model;
using Bot.Storage;
using Engine.Members;

namespace Bot.Accounts.Rules;

/// <summary>What a page shows, to whoever opened it first.</summary>
internal sealed record OpenedPage(PageKind Kind, string Account, string? Factor, string FormToken, IReadOnlyList<string> Secrets);

/// <summary>Pages for one use. The address holds a random id and nothing else; looking at it changes nothing, since mail and chat programs fetch addresses to show a preview.</summary>
internal sealed class OncePages(IAssistantDatabase database, AccountKeys keys, CodeRules rules, SiteAddress site, TimeProvider clock)
{
    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A new page; one of the same kind before it is void.</summary>
    internal async Task<OneTimePage> AddAsync(DbConnection connection, Errand errand, string account, PageKind kind, string? factor, IReadOnlyList<string>? secrets, CancellationToken cancellation)
    {
        var id = AccountKeys.NewId();
        var expires = clock.GetUtcNow() + rules.PageLifetime;
        var hash = HashOf(id);
        await connection.ChangeAsync(
            """UPDATE "AccountPages" SET "ExpiresAt" = 0, "Secret" = NULL WHERE "Account" = @account AND "Kind" = @kind AND "DoneAt" IS NULL""", cancellation, ("account", account), ("kind", (int)kind));
        await connection.ChangeAsync(
            """
            INSERT INTO "AccountPages" ("IdHash", "Conversation", "Account", "Kind", "Factor", "ExpiresAt", "Secret")
            VALUES (@hash, @conversation, @account, @kind, @factor, @expires, @secret)
            """,
            cancellation, ("hash", hash), ("conversation", errand.Conversation), ("account", account), ("kind", (int)kind), ("factor", factor), ("expires", expires.ToUnixTimeMilliseconds()),
            ("secret", secrets is null ? Array.Empty<byte>() : keys.Close(JsonSerializer.Serialize(secrets), "AccountPages", Convert.ToHexString(hash), "Secret")));

        return new OneTimePage(id, site.Of($"/portal/once/{id}", errand.Locale), expires);
    }

    /// <summary>Whether there is something to open; changes nothing.</summary>
    internal Task<bool> IsOpenAsync(string id, CancellationToken cancellation) => database.ReadAsync(
        async (connection, cancel) => await connection.NumberAsync(
            """SELECT COUNT(*) FROM "AccountPages" WHERE "IdHash" = @hash AND "ShownAt" IS NULL AND "ExpiresAt" > @now""", cancel, ("hash", HashOf(id)), ("now", Now)) == 1,
        cancellation);

    /// <summary>Opens it for the one who comes first; null for everybody else.</summary>
    internal Task<OpenedPage?> OpenAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            var hash = HashOf(id);
            var form = AccountKeys.NewId();
            var page = await connection.FirstAsync(
                """SELECT "Kind", "Account", "Factor", "Secret" FROM "AccountPages" WHERE "IdHash" = @hash""",
                row => new { Kind = (PageKind)row.GetInt32(0), Account = row.GetString(1), Factor = row.Text(2), Secret = row.Bytes(3) ?? [] }, cancel, ("hash", hash));
            if (page is null || await connection.ChangeAsync(
                """UPDATE "AccountPages" SET "ShownAt" = @now, "FormHash" = @form, "Secret" = NULL WHERE "IdHash" = @hash AND "ShownAt" IS NULL AND "ExpiresAt" > @now""",
                cancel, ("now", Now), ("form", HashOf(form)), ("hash", hash)) == 0)
            {
                return null;
            }

            if (page.Kind == PageKind.ShowRecoveryCodes)
            {
                await connection.ChangeAsync("""UPDATE "AccountPages" SET "DoneAt" = @now WHERE "IdHash" = @hash""", cancel, ("now", Now), ("hash", hash));
            }

            var secrets = page.Secret.Length == 0 ? [] : JsonSerializer.Deserialize<string[]>(keys.Open(page.Secret, "AccountPages", Convert.ToHexString(hash), "Secret"))!;

            return new OpenedPage(page.Kind, page.Account, page.Factor, form, secrets);
        },
        cancellation);

    /// <summary>For which account the form of an opened page may be sent off; null when it may not.</summary>
    internal Task<string?> FindFormAsync(string id, string form, CancellationToken cancellation) => database.ReadAsync(
        (connection, cancel) => connection.FirstAsync(
            """SELECT "Account" FROM "AccountPages" WHERE "IdHash" = @hash AND "FormHash" = @form AND "DoneAt" IS NULL AND "ExpiresAt" > @now""",
            row => row.GetString(0), cancel, ("hash", HashOf(id)), ("form", HashOf(form)), ("now", Now)),
        cancellation);

    /// <summary>What the page was for is done; true once.</summary>
    internal async Task<bool> FinishAsync(DbConnection connection, string id, CancellationToken cancellation) => await connection.ChangeAsync(
        """UPDATE "AccountPages" SET "DoneAt" = @now WHERE "IdHash" = @hash AND "DoneAt" IS NULL AND "ExpiresAt" > @now""", cancellation, ("now", Now), ("hash", HashOf(id))) == 1;

    internal Task<PageAnswer> CheckAsync(string id, Errand errand, CancellationToken cancellation) => database.ReadAsync<PageAnswer>(
        async (connection, cancel) =>
        {
            var page = await connection.FirstAsync(
                """SELECT "DoneAt", "ExpiresAt" FROM "AccountPages" WHERE "IdHash" = @hash AND "Conversation" = @conversation""",
                row => new { Done = row.Number(0), Expires = row.GetInt64(1) }, cancel, ("hash", HashOf(id)), ("conversation", errand.Conversation));

            return page switch
            {
                { Done: not null } => new PageAnswer.Done(),
                not null when page.Expires > Now => new PageAnswer.StillOpen(),
                _ => new PageAnswer.Gone(),
            };
        },
        cancellation);

    private byte[] HashOf(string id) => keys.Hash("page", id);
}

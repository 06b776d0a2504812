using System.Data.Common;
using Bot.Accounts.Model;
using Bot.Accounts.Rules;
using Bot.Storage;
using Engine.Conversations;
using Engine.Members;
using KnowledgeBase.Wordings;

namespace Bot.Accounts.Sandbox;

/// <summary>Second factors of the sandbox: begun, confirmed by their first code, taken away. A new one of a kind takes the place of the old one only once it is confirmed.</summary>
internal sealed class SandboxFactors(AccountKeys keys, CodeRules rules, SentCodes codes, Authenticators apps, OncePages pages, Proofs proofs, MemberMail mail, TimeProvider clock)
{
    private const string Columns = """ "Id", "Account", "Kind", "State", "Secret", "Phone", "Label", "Since", "ExpiresAt", "LastStep", "DriftStep", "DriftFrom", "DriftTo", "Challenge" """;

    internal async Task<AccountAnswer> BeginAsync(DbConnection connection, MemberCard member, NewFactor wanted, Errand errand, CancellationToken cancellation)
    {
        var id = AccountKeys.NewId();
        var expires = clock.GetUtcNow() + rules.PageLifetime;
        switch (wanted.Kind)
        {
            case FactorKind.App:
                await AddAsync(connection, member, id, FactorKind.App, apps.NewSecret(member.Id, id), null, null, expires, cancellation);

                return new FactorStarted(id, await pages.AddAsync(connection, errand, member.Id, PageKind.ShowKey, id, null, cancellation), rules.Digits, expires);
            case FactorKind.Text or FactorKind.Voice:
                var phone = wanted.Phone is { } typed ? SandboxMembers.PhoneOf(typed) : member.Phone;
                if (phone is null || phone.Length is < 9 or > 16)
                {
                    return new Refusal.NotPossible();
                }

                var channel = wanted.Kind == FactorKind.Text ? CodeChannel.Text : CodeChannel.Voice;
                var lane = $"factor|{wanted.Kind}";
                var (answer, code) = await codes.MakeAsync(connection, errand, member.Id, channel, lane, phone, cancellation);
                if (answer is not CodeSending.Sent sent)
                {
                    return answer;
                }

                await mail.SendCodeToAsync(connection, member, channel, phone, lane, code!, rules.Lifetime, errand, cancellation);
                await AddAsync(connection, member, id, wanted.Kind, null, phone, sent.Challenge, expires, cancellation);

                return new FactorStarted(id, null, sent.Digits, sent.ExpiresAt);
            case FactorKind.Push or FactorKind.RecoveryCodes:
                return new Refusal.NotOffered();
            default:
                throw new InvalidOperationException("A factor has no further kinds.");
        }
    }

    internal async Task<AccountAnswer> ConfirmAsync(DbConnection connection, string id, Errand errand, CancellationToken cancellation)
    {
        var begun = await FindAsync(connection, id, cancellation);
        if (begun is not { State: FactorState.Begun } || begun.ExpiresAt <= clock.GetUtcNow().ToUnixTimeMilliseconds() || (await proofs.FindAsync(connection, errand, begun.Account, cancellation)).Count == 0)
        {
            return new FactorCheck.Gone();
        }

        var wrong = begun.Challenge is { Length: > 0 } challenge
            ? (await codes.CheckAsync(connection, errand, challenge, cancellation)).Wrong
            : await apps.ConfirmAsync(connection, errand, begun.Account, begun, cancellation);
        if (wrong is not null)
        {
            return wrong;
        }

        await connection.ChangeAsync(
            """UPDATE "AccountFactors" SET "State" = 2, "Secret" = NULL, "Phone" = NULL WHERE "Account" = @account AND "Kind" = @kind AND "State" = 1""", cancellation, ("account", begun.Account), ("kind", begun.Kind));
        await connection.ChangeAsync("""UPDATE "AccountFactors" SET "State" = 1 WHERE "Id" = @id AND "State" = 0""", cancellation, ("id", id));
        await connection.ChangeAsync(
            """UPDATE "AccountPages" SET "DoneAt" = @now WHERE "Factor" = @id AND "DoneAt" IS NULL""", cancellation, ("now", clock.GetUtcNow().ToUnixTimeMilliseconds()), ("id", id));
        var member = (await SandboxMembers.CardAsync(connection, begun.Account, cancellation))!;

        return new FactorCheck.Confirmed(new Factor(id, (FactorKind)begun.Kind, begun.Label, clock.GetUtcNow()), await SavedCodes.CountAsync(connection, begun.Account, cancellation) > 0)
        {
            Notices = await mail.NotifyAsync(connection, member, "factor-added", Values.None, errand, cancellation),
            Proof = await proofs.AddAsync(
                connection, errand, begun.Account, SandboxAccounts.HandleFor(keys, errand, begun.Account), (FactorKind)begun.Kind == FactorKind.App ? ProofMethod.App : ProofMethod.Phone, cancellation),
        };
    }

    internal async Task<AccountAnswer> RemoveAsync(DbConnection connection, MemberCard member, string id, Errand errand, CancellationToken cancellation)
    {
        // Both of two removed at once would leave none: one waits here for the other.
        await Lane.HoldAsync(connection, rules, member.Id, "factors", clock.GetUtcNow(), cancellation);
        var bound = await SandboxMembers.FactorsAsync(connection, member.Id, cancellation);
        if (bound.All(factor => factor.Id != id))
        {
            return new FactorRemoval.NotThere();
        }

        if (bound.Count == 1)
        {
            return new FactorRemoval.LastOne();
        }

        await connection.ChangeAsync("""UPDATE "AccountFactors" SET "State" = 2, "Secret" = NULL, "Phone" = NULL WHERE "Id" = @id""", cancellation, ("id", id));

        return new FactorRemoval.Removed { Notices = await mail.NotifyAsync(connection, member, "factor-removed", Values.None, errand, cancellation) };
    }

    /// <summary>The key of a begun app in base 32, for the page that shows it; null when it is over.</summary>
    internal async Task<string?> KeyAsync(DbConnection connection, string account, string id, CancellationToken cancellation) =>
        await FindAsync(connection, id, cancellation) is { State: FactorState.Begun, Secret: { Length: > 0 } secret } begun && begun.Account == account ? apps.Open(account, id, secret) : null;

    private static Task<FactorRow?> FindAsync(DbConnection connection, string id, CancellationToken cancellation) => connection.FirstAsync(
        $"""SELECT {Columns} FROM "AccountFactors" WHERE "Id" = @id""",
        row => new FactorRow
        {
            Id = row.GetString(0),
            Account = row.GetString(1),
            Kind = row.GetInt32(2),
            State = (FactorState)row.GetInt32(3),
            Secret = row.Bytes(4),
            Phone = row.Bytes(5),
            Label = row.GetString(6),
            Since = row.GetInt64(7),
            ExpiresAt = row.GetInt64(8),
            LastStep = row.GetInt64(9),
            DriftStep = row.Number(10),
            DriftFrom = row.GetInt64(11),
            DriftTo = row.GetInt64(12),
            Challenge = row.Text(13),
        },
        cancellation, ("id", id));

    private async Task AddAsync(DbConnection connection, MemberCard member, string id, FactorKind kind, byte[]? secret, string? phone, string? challenge, DateTimeOffset expires, CancellationToken cancellation)
    {
        await connection.ChangeAsync(
            """UPDATE "AccountFactors" SET "State" = 2, "Secret" = NULL, "Phone" = NULL WHERE "Account" = @account AND "Kind" = @kind AND "State" = 0""", cancellation, ("account", member.Id), ("kind", (int)kind));
        await connection.ChangeAsync(
            """
            INSERT INTO "AccountFactors" ("Id", "Account", "Kind", "State", "Secret", "Phone", "Label", "Since", "ExpiresAt", "LastStep", "DriftFrom", "DriftTo", "Challenge")
            VALUES (@id, @account, @kind, 0, @secret, @phone, @label, @since, @expires, 0, 0, 0, @challenge)
            """,
            cancellation,
            ("id", id), ("account", member.Id), ("kind", (int)kind), ("secret", secret ?? []), ("phone", phone is null ? [] : keys.Close(phone, "AccountFactors", id, "Phone")),
            ("label", phone is null ? "" : SandboxMembers.MaskPhone(phone)), ("since", clock.GetUtcNow().ToUnixTimeMilliseconds()), ("expires", expires.ToUnixTimeMilliseconds()), ("challenge", challenge ?? ""));
    }
}

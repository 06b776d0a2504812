using System.Buffers.Text;
using System.Data.Common;
using System.Text;
using Bot.Accounts.Model;
using Bot.Accounts.Rules;
using Bot.Storage;
using Bot.Storage.Encryption;
using Engine.Conversations;
using Engine.Members;
using Engine.Replies;
using KnowledgeBase.Wordings;

namespace Bot.Accounts.Sandbox;

/// <summary>The accounts of a fictitious plan, with the rules of a real one: what a plan's own accounts service does behind its API, the sandbox does on the assistant's database.</summary>
internal sealed class SandboxAccounts(
    IAssistantDatabase database, AccountKeys keys, AnswerBook answers, SentCodes codes, Authenticators apps, SavedCodes saved, SandboxFactors factors, SandboxContacts contacts,
    Proofs proofs, OncePages pages, MemberMail mail, CodeRules rules, TimeProvider clock) : IMemberAccounts
{
    public Capabilities Capabilities { get; } = new()
    {
        CanVerify = true,
        CodeChannels = [CodeChannel.Email, CodeChannel.Text, CodeChannel.Voice],
        CanSendUserName = true,
        CanReset = true,
        CanUnlock = true,
        NewFactors = [FactorKind.App, FactorKind.Text, FactorKind.Voice],
        CanMakeRecoveryCodes = true,
        CanChangeContacts = true,
        CanMailCard = true,
    };

    /// <summary>The handle hides whether somebody was found: it is sealed, and as long for nobody.</summary>
    public Task<AccountAnswer> FindAsync(Identifier identifier, Errand errand, CancellationToken cancellation) => database.ReadAsync<AccountAnswer>(
        async (connection, cancel) =>
        {
            var nobody = "?" + Convert.ToHexStringLower(keys.Hash("nobody", $"{identifier.Kind} {identifier.Value.Trim().ToUpperInvariant()}"))[..35];
            var account = await SandboxMembers.FindAsync(connection, identifier, cancel) ?? nobody;

            return new Found(HandleFor(keys, errand, account));
        },
        cancellation);

    public Task<AccountAnswer> SendCodeAsync(string account, CodeChannel channel, CodePurpose purpose, Errand errand, CancellationToken cancellation) => OnceAsync(account, errand, async (connection, id, cancel) =>
    {
        var member = await SandboxMembers.CardAsync(connection, id, cancel);
        var lane = $"{channel}|{purpose}";
        var (answer, code) = await codes.MakeAsync(connection, errand, id, channel, lane, channel == CodeChannel.Email ? member?.Email : member?.Phone, cancel);
        if (code is not null)
        {
            await mail.SendCodeAsync(connection, member, channel, lane, code, rules.Lifetime, errand, cancel);
        }

        return answer;
    }, cancellation);

    public Task<AccountAnswer> VerifyCodeAsync(string challenge, Errand errand, CancellationToken cancellation) => answers.OnceAsync(errand, async (connection, cancel) =>
    {
        var (wrong, found) = await codes.CheckAsync(connection, errand, challenge, cancel);

        return wrong ?? (AccountAnswer)new CodeCheck.Right(await proofs.AddAsync(connection, errand, found!.Account, HandleFor(keys, errand, found.Account), SentCodes.MethodOf(found.Channel), cancel));
    }, cancellation);

    public Task<AccountAnswer> VerifyFactorAsync(string account, FactorKind kind, Errand errand, CancellationToken cancellation) => OnceAsync(account, errand, async (connection, id, cancel) =>
    {
        var wrong = kind switch
        {
            FactorKind.App => await apps.CheckAsync(connection, errand, id, cancel),
            FactorKind.RecoveryCodes => await saved.CheckAsync(connection, errand, id, cancel),
            FactorKind.Text or FactorKind.Voice or FactorKind.Push => (AccountAnswer)new Refusal.NotOffered(),
        };
        if (wrong is null && kind == FactorKind.RecoveryCodes && await SandboxMembers.CardAsync(connection, id, cancel) is { } member)
        {
            await mail.NotifyAsync(connection, member, "recovery-code-used", Values.None, errand, cancel);
        }

        return wrong ?? new CodeCheck.Right(await proofs.AddAsync(connection, errand, id, account, kind == FactorKind.App ? ProofMethod.App : ProofMethod.RecoveryCode, cancel));
    }, cancellation);

    public Task<AccountAnswer> SendUserNameAsync(string account, Errand errand, CancellationToken cancellation) => OnceAsync(account, errand, async (connection, id, cancel) =>
    {
        var member = await SandboxMembers.CardAsync(connection, id, cancel);
        var (answer, allowed) = await codes.MakeAsync(connection, errand, id, CodeChannel.Email, "user-name", member?.Email, cancel);
        if (allowed is null)
        {
            return answer;
        }

        await mail.SendUserNameAsync(connection, member, errand, cancel);

        return new UserNameSent();
    }, cancellation);

    public Task<AccountAnswer> LookAtAsync(string account, Errand errand, CancellationToken cancellation) => database.ReadAsync<AccountAnswer>(
        async (connection, cancel) => AccountOf(account, errand) is { } id && (await proofs.FindAsync(connection, errand, id, cancel)).Count > 0 && await SandboxMembers.CardAsync(connection, id, cancel) is { } member
            ? new AccountSeen
            {
                LockedUntil = member.LockedUntil > clock.GetUtcNow() ? member.LockedUntil : null,
                IsSwitchedOff = member.IsSwitchedOff,
                IdentityProvider = member.IdentityProvider,
                Contacts = ContactsOf(member),
                Factors = [.. (await SandboxMembers.FactorsAsync(connection, id, cancel)).Select(factor => new Factor(factor.Id, factor.Kind, factor.Label, factor.Since))],
                RecoveryCodesLeft = await SavedCodes.CountAsync(connection, id, cancel),
            }
            : new Refusal.NeedsProof(ProofNeed.One),
        cancellation);

    public Task<AccountAnswer> StartResetAsync(string account, Errand errand, CancellationToken cancellation) => ProvenAsync(account, ProofNeed.TwoMethods, errand, async (connection, member, cancel) =>
        member.IdentityProvider is not null
            ? new Refusal.NotPossible()
            : new PageReady(await pages.AddAsync(connection, errand, member.Id, PageKind.SetPassword, null, null, cancel)), cancellation);

    public async Task<AccountAnswer> CheckPageAsync(string page, Errand errand, CancellationToken cancellation) => await pages.CheckAsync(page, errand, cancellation);

    public Task<AccountAnswer> UnlockAsync(string account, Errand errand, CancellationToken cancellation) => ProvenAsync(account, ProofNeed.TwoMethods, errand, async (connection, member, cancel) =>
    {
        if (member.LockedUntil is null || member.LockedUntil <= clock.GetUtcNow())
        {
            return new UnlockAnswer.WasNotLocked();
        }

        await connection.ChangeAsync(
            """UPDATE "SandboxMembers" SET "LockoutEnd" = NULL, "AccessFailedCount" = 0, "ConcurrencyStamp" = @stamp WHERE "Id" = @id""", cancel, ("stamp", AccountKeys.NewId()), ("id", member.Id));

        return new UnlockAnswer.Unlocked { Notices = await mail.NotifyAsync(connection, member, "unlocked", Values.None, errand, cancel) };
    }, cancellation);

    public Task<AccountAnswer> AddFactorAsync(string account, NewFactor factor, Errand errand, CancellationToken cancellation) =>
        ProvenAsync(account, ProofNeed.TwoMethods, errand, (connection, member, cancel) => factors.BeginAsync(connection, member, factor, errand, cancel), cancellation);

    public Task<AccountAnswer> ConfirmFactorAsync(string factor, Errand errand, CancellationToken cancellation) =>
        answers.OnceAsync(errand, (connection, cancel) => factors.ConfirmAsync(connection, factor, errand, cancel), cancellation);

    public Task<AccountAnswer> RemoveFactorAsync(string account, string factor, Errand errand, CancellationToken cancellation) =>
        ProvenAsync(account, ProofNeed.FreshFactor, errand, (connection, member, cancel) => factors.RemoveAsync(connection, member, factor, errand, cancel), cancellation);

    public Task<AccountAnswer> MakeRecoveryCodesAsync(string account, Errand errand, CancellationToken cancellation) => ProvenAsync(account, ProofNeed.TwoMethods, errand, async (connection, member, cancel) =>
    {
        var made = await saved.MakeAsync(connection, member.Id, cancel);

        return new PageReady(await pages.AddAsync(connection, errand, member.Id, PageKind.ShowRecoveryCodes, null, made, cancel))
        {
            Notices = await mail.NotifyAsync(connection, member, "recovery-codes-made", Values.None, errand, cancel),
        };
    }, cancellation);

    public Task<AccountAnswer> ChangeContactAsync(string account, ContactKind kind, string value, Errand errand, CancellationToken cancellation) =>
        ProvenAsync(account, ProofNeed.TwoMethods, errand, (connection, member, cancel) => contacts.ChangeAsync(connection, member, kind, value, errand, cancel), cancellation);

    public Task<AccountAnswer> MailCardAsync(string account, SummaryCard card, Errand errand, CancellationToken cancellation) => ProvenAsync(account, ProofNeed.One, errand, async (connection, member, cancel) =>
    {
        if (member.Email is null)
        {
            return new Refusal.NotPossible();
        }

        if (await codes.CountCardAsync(connection, member.Id, cancel) is { } limit)
        {
            return limit;
        }

        await mail.SendCardAsync(connection, member, card, errand, cancel);

        return new CardMailed(SandboxMembers.MaskEmail(member.Email));
    }, cancellation);

    private static IReadOnlyList<MaskedContact> ContactsOf(MemberCard member) =>
    [
        .. new[]
        {
            member.Email is null ? null : new MaskedContact(ContactKind.Email, SandboxMembers.MaskEmail(member.Email)),
            member.Phone is null ? null : new MaskedContact(ContactKind.Phone, SandboxMembers.MaskPhone(member.Phone)),
        }.OfType<MaskedContact>(),
    ];

    private Task<AccountAnswer> OnceAsync(string handle, Errand errand, Func<DbConnection, string, CancellationToken, Task<AccountAnswer>> work, CancellationToken cancellation) =>
        answers.OnceAsync(errand, async (connection, cancel) => AccountOf(handle, errand) is { } account ? await work(connection, account, cancel) : new Refusal.NotPossible(), cancellation);

    private Task<AccountAnswer> ProvenAsync(string handle, ProofNeed need, Errand errand, Func<DbConnection, MemberCard, CancellationToken, Task<AccountAnswer>> work, CancellationToken cancellation) =>
        OnceAsync(handle, errand, async (connection, account, cancel) =>
        {
            var given = await proofs.FindAsync(connection, errand, account, cancel);
            var bound = (await SandboxMembers.FactorsAsync(connection, account, cancel)).Select(factor => factor.Method).ToHashSet();
            if (proofs.Lacking(given, need, bound) is { } lacking)
            {
                return new Refusal.NeedsProof(lacking);
            }

            var member = (await SandboxMembers.CardAsync(connection, account, cancel))!;

            return member.IsSwitchedOff ? new Refusal.NotPossible() : await work(connection, member, cancel);
        }, cancellation);

    /// <summary>Null for a handle that this conversation was never given.</summary>
    private string? AccountOf(string handle, Errand errand)
    {
        try
        {
            return Encoding.UTF8.GetString(keys.Seal.Open(Base64Url.DecodeFromChars(handle), HandleName(errand)));
        }
        catch (Exception fault) when (fault is FormatException or SealBrokenException)
        {
            return null;
        }
    }

    internal static string HandleFor(AccountKeys keys, Errand errand, string account) => Base64Url.EncodeToString(keys.Seal.Close(Encoding.UTF8.GetBytes(account), HandleName(errand)));

    private static FieldName HandleName(Errand errand) => new("AccountHandle", errand.Conversation, "Account");
}

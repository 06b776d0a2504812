using System.Globalization;
using Engine.Conversations;
using Engine.Members;
using Engine.Replies;

namespace Tests.Fakes;

/// <summary>
/// Accounts in memory with the answers of the real ones, for transcripts. Codes are known: <c>{email-code}</c>, <c>{text-code}</c>, <c>{app-code}</c>,
/// <c>{recovery-code}</c>, <c>{old-code}</c> and <c>{wrong-code}</c> in a line stand for them.
/// </summary>
internal sealed class FakeAccounts(TimeProvider clock) : IMemberAccounts
{
    internal const string RecoveryCode = "7K3M-9PQR-2TVW-X4YZ";
    private const int FirstEmailCode = 31415926;
    private const int FirstTextCode = 271828;
    private const string AppCode = "161803";
    private static readonly TimeSpan CodeLasts = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, FakeMember> _members = [];
    private readonly Dictionary<string, FakeMember?> _handles = [];
    private readonly Dictionary<string, Challenge> _challenges = [];
    private readonly Dictionary<string, Page> _pages = [];
    private readonly Dictionary<string, Pending> _pending = [];
    private readonly Dictionary<string, AccountAnswer> _answers = [];
    private readonly Dictionary<string, int> _wrong = [];
    private readonly Dictionary<string, int> _sent = [];

    public Capabilities Capabilities { get; internal set; } = Capabilities.None;

    internal static Capabilities Everything { get; } = new()
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

    /// <summary>Every call, with the key it carried; repeats too.</summary>
    internal List<(string Name, string Key)> Calls { get; } = [];

    /// <summary>The cards that were mailed.</summary>
    internal List<SummaryCard> Cards { get; } = [];

    internal bool AreDown { get; set; }

    /// <summary>How far the phone's clock is ahead while an app is being set up.</summary>
    internal TimeSpan ClockAhead { get; set; }

    /// <summary>What the next call is answered, whatever it is.</summary>
    internal AccountAnswer? Next { get; set; }

    internal FakeMember Member(string name) => _members.TryGetValue(name, out var member) ? member : _members[name] = new FakeMember(name);

    internal string FillIn(string said) => said
        .Replace("{email-code}", Newest(CodeChannel.Email, FirstEmailCode), StringComparison.Ordinal)
        .Replace("{text-code}", Newest(CodeChannel.Text, FirstTextCode), StringComparison.Ordinal)
        .Replace("{old-code}", _challenges.Values.FirstOrDefault(challenge => challenge.IsReplaced)?.Code ?? "none", StringComparison.Ordinal)
        .Replace("{app-code}", AppCode, StringComparison.Ordinal)
        .Replace("{recovery-code}", RecoveryCode, StringComparison.Ordinal)
        .Replace("{wrong-code}", _challenges.Values.LastOrDefault() is { Channel: CodeChannel.Email } ? "11111111" : "111111", StringComparison.Ordinal);

    /// <summary>The member has done on the newest page what it was for.</summary>
    internal void FinishPage() => _pages.Values.Last().IsDone = true;

    internal void LosePage() => _pages.Values.Last().IsGone = true;

    public Task<AccountAnswer> FindAsync(Identifier identifier, Errand errand, CancellationToken cancellation) => Answer("find", errand, () =>
    {
        var handle = $"account-{_handles.Count + 1}";
        _handles[handle] = _members.Values.FirstOrDefault(member => member.IsNamedBy(identifier));

        return new Found(handle);
    });

    public Task<AccountAnswer> SendCodeAsync(string account, CodeChannel channel, CodePurpose purpose, Errand errand, CancellationToken cancellation) => Answer("send-code", errand, () =>
    {
        var lane = $"{account}/{channel}/{purpose}";
        var before = _challenges.Values.LastOrDefault(challenge => challenge.Lane == lane);
        if (before is not null && Now < before.SentAt.AddSeconds(60))
        {
            return new CodeSending.TooSoon(before.SentAt.AddSeconds(60))
            {
                StillGood = before.IsUsed ? null : new CodeSending.Sent(before.Id, channel, before.Code.Length, before.SentAt + CodeLasts, before.SentAt.AddSeconds(60)),
            };
        }

        if (_sent.GetValueOrDefault(lane) >= 3)
        {
            return new CodeSending.TooOften(before!.SentAt.AddMinutes(15));
        }

        _sent[lane] = _sent.GetValueOrDefault(lane) + 1;
        before?.IsReplaced = true;
        var challenge = NewChallenge(account, channel, lane, _handles.GetValueOrDefault(account));

        return new CodeSending.Sent(challenge.Id, channel, challenge.Code.Length, Now + CodeLasts, Now.AddSeconds(60));
    });

    public Task<AccountAnswer> VerifyCodeAsync(string challenge, Errand errand, CancellationToken cancellation) =>
        Answer("verify-code", errand, () => Verify(_challenges[challenge], errand.Typed));

    public Task<AccountAnswer> VerifyFactorAsync(string account, FactorKind kind, Errand errand, CancellationToken cancellation) => Answer("verify-factor", errand, () =>
    {
        var member = _handles.GetValueOrDefault(account);
        var typed = kind != FactorKind.RecoveryCodes ? errand.Typed?.Digits(6) : errand.Typed?.RecoveryCodes() is [var first, ..] ? first : null;
        if (typed is null)
        {
            return new CodeCheck.Unreadable(kind == FactorKind.RecoveryCodes ? 16 : 6);
        }

        var isRight = kind == FactorKind.RecoveryCodes
            ? member?.RecoveryCodes > 0 && typed == RecoveryCode.Replace("-", "", StringComparison.Ordinal)
            : member?.Factors.Any(factor => factor.Kind == FactorKind.App) == true && typed == AppCode;
        if (!isRight)
        {
            return Wrong(account + kind, "");
        }

        member!.RecoveryCodes -= kind == FactorKind.RecoveryCodes ? 1 : 0;

        return new CodeCheck.Right(new Proof($"proof-{Calls.Count}", account, kind == FactorKind.App ? ProofMethod.App : ProofMethod.RecoveryCode, Now));
    });

    public Task<AccountAnswer> SendUserNameAsync(string account, Errand errand, CancellationToken cancellation) => Answer("send-user-name", errand, () => new UserNameSent());

    public Task<AccountAnswer> LookAtAsync(string account, Errand errand, CancellationToken cancellation) => Proven("look-at", account, ProofNeed.One, errand, member => new AccountSeen
    {
        LockedUntil = member.LockedUntil,
        IsSwitchedOff = member.IsSwitchedOff,
        IdentityProvider = member.IdentityProvider,
        Contacts = [.. new[] { member.Email is null ? null : new MaskedContact(ContactKind.Email, "m•••@example.org"), member.Phone is null ? null : new MaskedContact(ContactKind.Phone, "••• 00") }.OfType<MaskedContact>()],
        Factors = member.Factors,
        RecoveryCodesLeft = member.RecoveryCodes,
    });

    public Task<AccountAnswer> StartResetAsync(string account, Errand errand, CancellationToken cancellation) => Proven(
        "start-reset", account, Need(account), errand, member => member.IsSwitchedOff || member.IdentityProvider is not null ? new Refusal.NotPossible() : NewPage());

    public Task<AccountAnswer> CheckPageAsync(string page, Errand errand, CancellationToken cancellation) => Answer(
        "check-page", errand, () => _pages.GetValueOrDefault(page) switch
        {
            { IsDone: true } => new PageAnswer.Done { Notices = 2 },
            { IsGone: false } open when Now < open.Until => new PageAnswer.StillOpen(),
            _ => new PageAnswer.Gone(),
        });

    public Task<AccountAnswer> UnlockAsync(string account, Errand errand, CancellationToken cancellation) => Proven("unlock", account, Need(account), errand, member =>
    {
        var wasLocked = member.LockedUntil is not null;
        member.LockedUntil = null;

        return !Capabilities.CanUnlock ? new Refusal.NotOffered()
            : member.IsSwitchedOff ? new Refusal.NotPossible()
            : wasLocked ? new UnlockAnswer.Unlocked { Notices = 2 } : new UnlockAnswer.WasNotLocked();
    });

    public Task<AccountAnswer> AddFactorAsync(string account, NewFactor factor, Errand errand, CancellationToken cancellation) => Proven("add-factor", account, Need(account), errand, member =>
    {
        var id = $"factor-{_pending.Count + 1}";
        var isPhone = factor.Kind is FactorKind.Text or FactorKind.Voice;
        if (!Capabilities.NewFactors.Contains(factor.Kind) || (isPhone && factor.Phone is null && member.Phone is null))
        {
            return new Refusal.NotPossible();
        }

        var challenge = isPhone ? NewChallenge(account, CodeChannel.Text, id, member) : null;
        _pending[id] = new Pending(account, member, new Factor(id, factor.Kind, isPhone ? "••• 00" : "app", Now), challenge, Now + CodeLasts);

        return new FactorStarted(id, isPhone ? null : NewPage().Page, 6, Now + CodeLasts);
    });

    public Task<AccountAnswer> ConfirmFactorAsync(string factor, Errand errand, CancellationToken cancellation) => Answer("confirm-factor", errand, () =>
    {
        if (!_pending.TryGetValue(factor, out var pending) || Now > pending.Until)
        {
            return new FactorCheck.Gone();
        }

        if (pending.Challenge is { } challenge && Verify(challenge, errand.Typed) is var check and not CodeCheck.Right)
        {
            return check;
        }

        if (pending.Challenge is null)
        {
            switch (errand.Typed?.Digits(6))
            {
                case null:
                    return new CodeCheck.Unreadable(6);
                case AppCode when ClockAhead != TimeSpan.Zero:
                    pending.Drifted++;
                    return pending.Drifted % 2 == 1 ? new FactorCheck.OneMoreCode() : new FactorCheck.ClockOff(ClockAhead);
                case not AppCode:
                    return Wrong(factor, "");
                default:
                    break;
            }
        }

        _pending.Remove(factor);
        pending.Member.Factors.RemoveAll(known => known.Kind == pending.Factor.Kind);
        pending.Member.Factors.Add(pending.Factor);

        return new FactorCheck.Confirmed(pending.Factor, pending.Member.RecoveryCodes > 0)
        {
            Notices = 2,
            Proof = new Proof($"proof-{factor}", pending.Account, pending.Challenge is null ? ProofMethod.App : ProofMethod.Phone, Now),
        };
    });

    public Task<AccountAnswer> RemoveFactorAsync(string account, string factor, Errand errand, CancellationToken cancellation) => Proven("remove-factor", account, ProofNeed.FreshFactor, errand, member =>
        member.Factors.All(known => known.Id != factor) ? new FactorRemoval.NotThere()
        : member.Factors.Count == 1 ? new FactorRemoval.LastOne()
        : member.Factors.RemoveAll(known => known.Id == factor) > 0 ? new FactorRemoval.Removed { Notices = 2 } : new FactorRemoval.NotThere());

    public Task<AccountAnswer> MakeRecoveryCodesAsync(string account, Errand errand, CancellationToken cancellation) => Proven("make-recovery-codes", account, Need(account), errand, member =>
    {
        member.RecoveryCodes = 10;

        return NewPage() with { Notices = 2 };
    });

    public Task<AccountAnswer> ChangeContactAsync(string account, ContactKind kind, string value, Errand errand, CancellationToken cancellation) => Proven("change-contact", account, Need(account), errand, member =>
        value.Count(char.IsLetterOrDigit) < 7 ? new ContactChange.NotValid()
        : new ContactChange.Accepted(errand.Proofs.Any(proof => proof.Method == ProofMethod.App) ? Now : Now.AddHours(24), Now.AddHours(72)) { Notices = 3 });

    public Task<AccountAnswer> MailCardAsync(string account, SummaryCard card, Errand errand, CancellationToken cancellation) => Proven("mail-card", account, ProofNeed.One, errand, member =>
    {
        if (!Capabilities.CanMailCard || member.Email is null)
        {
            return new Refusal.NotPossible();
        }

        Cards.Add(card);

        return new CardMailed("m•••@example.org");
    });

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Who has a second factor needs two proofs of different methods.</summary>
    private ProofNeed Need(string account) => _handles.GetValueOrDefault(account)?.Factors.Count > 0 ? ProofNeed.TwoMethods : ProofNeed.One;

    private Task<AccountAnswer> Proven(string name, string account, ProofNeed need, Errand errand, Func<FakeMember, AccountAnswer> make) => Answer(name, errand, () =>
    {
        var proofs = errand.Proofs.Where(proof => proof.Account == account && Now - proof.At < TimeSpan.FromMinutes(need == ProofNeed.FreshFactor ? 10 : 15)).ToList();
        var isMet = need switch
        {
            ProofNeed.One => proofs.Count > 0,
            ProofNeed.TwoMethods => proofs.Select(proof => proof.Method).Distinct().Count() > 1,
            ProofNeed.FreshFactor => proofs.Any(proof => proof.Method is not ProofMethod.Email),
        };

        return isMet ? make(_handles[account]!) : new Refusal.NeedsProof(proofs.Count == 0 ? ProofNeed.One : need);
    });

    private Task<AccountAnswer> Answer(string name, Errand errand, Func<AccountAnswer> make)
    {
        Calls.Add((name, errand.Key));
        var next = Next;
        Next = null;
        AccountAnswer answer = AreDown ? new Refusal.Unavailable()
            : next is not null ? next
            : !Capabilities.CanVerify ? new Refusal.NotOffered()
            : _answers.TryGetValue(errand.Key, out var known) ? known
            : _answers[errand.Key] = make();

        return Task.FromResult(answer);
    }

    private CodeCheck Verify(Challenge challenge, TypedCode? typed)
    {
        if (typed?.Digits(challenge.Code.Length) is not { } code)
        {
            return new CodeCheck.Unreadable(challenge.Code.Length);
        }

        if (challenge.IsReplaced || _challenges.Values.Any(other => other.IsReplaced && other.Lane == challenge.Lane && other.Code == code))
        {
            return new CodeCheck.Replaced();
        }

        if (Now > challenge.SentAt + CodeLasts)
        {
            return new CodeCheck.Expired();
        }

        if (challenge.IsUsed || challenge.Tries >= 5)
        {
            return new CodeCheck.Void();
        }

        challenge.Tries++;
        if (code != challenge.Code || challenge.Member is null)
        {
            return Wrong(challenge.Account, challenge.Id);
        }

        challenge.IsUsed = true;

        return new CodeCheck.Right(new Proof($"proof-{challenge.Id}", challenge.Account, challenge.Channel == CodeChannel.Email ? ProofMethod.Email : ProofMethod.Phone, Now));
    }

    private CodeCheck Wrong(string lane, string challenge)
    {
        var wrong = _wrong[lane] = _wrong.GetValueOrDefault(lane) + 1;

        return wrong >= 20 ? new CodeCheck.Locked()
            : wrong >= 10 ? new CodeCheck.DayFull(Now.AddHours(24))
            : new CodeCheck.Wrong(Math.Max(0, 5 - (challenge.Length > 0 ? _challenges[challenge].Tries : wrong)));
    }

    private Challenge NewChallenge(string account, CodeChannel channel, string lane, FakeMember? member)
    {
        var isEmail = channel == CodeChannel.Email;
        var place = _challenges.Values.Count(challenge => challenge.Channel == CodeChannel.Email == isEmail);
        var challenge = new Challenge($"challenge-{_challenges.Count + 1}", account, channel, lane, ((isEmail ? FirstEmailCode : FirstTextCode) + place).ToString(CultureInfo.InvariantCulture), Now, (isEmail ? member?.Email : member?.Phone) is null ? null : member);
        _challenges[challenge.Id] = challenge;

        return challenge;
    }

    private PageReady NewPage()
    {
        var page = new OneTimePage($"page-{_pages.Count + 1}", new Uri($"https://plan.test/once/page-{_pages.Count + 1}"), Now + CodeLasts);
        _pages[page.Id] = new Page(page.ExpiresAt);

        return new PageReady(page);
    }

    private string Newest(CodeChannel channel, int first) =>
        _challenges.Values.LastOrDefault(challenge => challenge.Channel == CodeChannel.Email == (channel == CodeChannel.Email))?.Code ?? first.ToString(CultureInfo.InvariantCulture);

    private sealed record Challenge(string Id, string Account, CodeChannel Channel, string Lane, string Code, DateTimeOffset SentAt, FakeMember? Member)
    {
        internal int Tries { get; set; }
        internal bool IsUsed { get; set; }
        internal bool IsReplaced { get; set; }
    }

    private sealed record Page(DateTimeOffset Until)
    {
        internal bool IsDone { get; set; }
        internal bool IsGone { get; set; }
    }

    private sealed record Pending(string Account, FakeMember Member, Factor Factor, Challenge? Challenge, DateTimeOffset Until)
    {
        internal int Drifted { get; set; }
    }
}

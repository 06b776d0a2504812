using Engine.Conversations;
using Engine.Handover;
using Engine.Members;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Gets a member back in where the plan's accounts are connected: a new password by a one-time link, the user name by mail, or a lock opened. A password never comes into the chat.</summary>
internal sealed class Recovery : Journey<Recovery.Step, Recovery.Signal>
{
    internal const string JourneyId = "recovery";

    /// <summary>Note: the fix of <see cref="FixError"/> that this does instead.</summary>
    internal const string FixNote = "fix";

    private const string GoalNote = "goal";
    private const string PageNote = "page";
    private const string AddressNote = "address";
    private const string UntilNote = "until";
    private const string LockNote = "locked-until";
    private const string ProviderNote = "provider";
    private const string OffNote = "switched-off";
    private const string LeadNote = "lead";
    private const string AgainNote = "again";
    private const string AtOnceNote = "at-once";
    private const string ReasonNote = "reason";

    private const string PasswordGoal = "password";
    private const string UserNameGoal = "user-name";
    private const string LockGoal = "lock";

    internal enum Step
    {
        Begin, OfferUnlock, Identify, Look, Unlock, StartReset, SendUserName, UserNameSent, NameNotCome,
        Opened, NotLocked, AskPage, CheckPage, OfferNewPage, PasswordSet, OtherSignIn, CannotHelp, Down, LeadOn, HandOver, Solved, Stopped,
    }

    internal enum Signal
    {
        ForLock, ForOther, MailboxGone, OpenNow, CanWait, NotMe,
        Proven, Named, NotProven, MoreNeeded, Refused, Failed, TryAgain, ShowMe, GetPerson, NotNow,
        MayReset, LockFound, LockStays, NoLock, Unlocked, UnlockedOnTheWay, WasOpen, OtherSignIn,
        NameSent, NameTooSoon, GotIt, NothingCame, OtherAccount, NotRegistered, NeedPassword,
        PageReady, Done, PageTrouble, PasswordRefused, PageDone, StillOpen, PageGone, NewPage,
        SignedIn, NotYet, CodeTrouble,
    }

    protected override IReadOnlyCollection<Step> Silent =>
        [Step.Begin, Step.Identify, Step.Look, Step.Unlock, Step.StartReset, Step.SendUserName, Step.CheckPage, Step.LeadOn, Step.HandOver];

    protected override IReadOnlyCollection<Step> Endings => [Step.LeadOn, Step.HandOver, Step.Solved, Step.Stopped];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.MoreNeeded] = "what was shown is not asked for again; when it does not do, a person takes over",
        [Signal.TryAgain] = "the member asks for it, and a person is offered each time",
        [Signal.OtherAccount] = "the member names another account",
        [Signal.NeedPassword] = "the member wishes it after something else was done",
        [Signal.NewPage] = "the member asks for a new link, and a person is offered each time",
        [Signal.Done] = "the member says that the page is done",
        [Signal.PasswordRefused] = "the member chooses another password on the same page",
    };

    protected override IReadOnlyDictionary<Signal, Signal> Setbacks => new Dictionary<Signal, Signal> { [Signal.GotIt] = Signal.NothingCame, [Signal.SignedIn] = Signal.NotYet };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Begin)
            .Permit(Signal.ForLock, Step.OfferUnlock)
            .Permit(Signal.ForOther, Step.Identify)
            .Permit(Signal.MailboxGone, Step.CannotHelp);
        machine.Configure(Step.OfferUnlock)
            .Permit(Signal.OpenNow, Step.Identify)
            .Permit(Signal.CanWait, Step.LeadOn)
            .Permit(Signal.NotMe, Step.LeadOn);
        machine.Configure(Step.Identify)
            .Permit(Signal.Proven, Step.Look)
            .Permit(Signal.Named, Step.SendUserName)
            .Permit(Signal.NotProven, Step.Stopped);
        machine.Configure(Step.Look)
            .Permit(Signal.MayReset, Step.StartReset)
            .Permit(Signal.LockFound, Step.Unlock)
            .Permit(Signal.LockStays, Step.StartReset)
            .Permit(Signal.NoLock, Step.NotLocked)
            .Permit(Signal.OtherSignIn, Step.OtherSignIn)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.Unlock)
            .Permit(Signal.Unlocked, Step.Opened)
            .Permit(Signal.UnlockedOnTheWay, Step.StartReset)
            .Permit(Signal.MayReset, Step.StartReset)
            .Permit(Signal.WasOpen, Step.NotLocked)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.StartReset)
            .Permit(Signal.PageReady, Step.AskPage)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.SendUserName)
            .Permit(Signal.NameSent, Step.UserNameSent)
            .Permit(Signal.NameTooSoon, Step.UserNameSent)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.UserNameSent)
            .Permit(Signal.GotIt, Step.Solved)
            .Permit(Signal.NothingCame, Step.NameNotCome)
            .Permit(Signal.NeedPassword, Step.Identify);
        machine.Configure(Step.NameNotCome)
            .Permit(Signal.GotIt, Step.Solved)
            .Permit(Signal.OtherAccount, Step.Identify)
            .Permit(Signal.NotRegistered, Step.LeadOn)
            .Permit(Signal.GetPerson, Step.HandOver);
        machine.Configure(Step.Opened)
            .Permit(Signal.SignedIn, Step.Solved)
            .Permit(Signal.NeedPassword, Step.StartReset)
            .Permit(Signal.NotYet, Step.LeadOn);
        machine.Configure(Step.NotLocked)
            .Permit(Signal.SignedIn, Step.Solved)
            .Permit(Signal.NeedPassword, Step.StartReset)
            .Permit(Signal.NotYet, Step.LeadOn);
        machine.Configure(Step.AskPage)
            .Permit(Signal.Done, Step.CheckPage)
            .PermitReentry(Signal.PasswordRefused)
            .Permit(Signal.PageTrouble, Step.OfferNewPage);
        machine.Configure(Step.CheckPage)
            .Permit(Signal.PageDone, Step.PasswordSet)
            .Permit(Signal.StillOpen, Step.AskPage)
            .Permit(Signal.PageGone, Step.OfferNewPage)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.OfferNewPage)
            .Permit(Signal.NewPage, Step.StartReset)
            .Permit(Signal.Done, Step.CheckPage)
            .Permit(Signal.PasswordRefused, Step.AskPage)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.PasswordSet)
            .Permit(Signal.SignedIn, Step.Solved)
            .Permit(Signal.CodeTrouble, Step.LeadOn)
            .Permit(Signal.NotYet, Step.LeadOn);
        machine.Configure(Step.OtherSignIn)
            .Permit(Signal.ShowMe, Step.LeadOn)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.CannotHelp)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.Down)
            .Permit(Signal.TryAgain, Step.Identify)
            .Permit(Signal.ShowMe, Step.LeadOn)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.OfferUnlock when heard.IsInAHurry => Signal.OpenNow,
        Step.OfferUnlock => heard.YesOrNot(Signal.OpenNow, Signal.CanWait),
        // "How could it come, I can't open that mailbox."
        Step.UserNameSent when heard.Meaning.Decoded is { Act: not Act.Affirm, Label: "lost-contact-access" } => Signal.NothingCame,
        Step.UserNameSent => heard.Meaning.Topic switch
        {
            "code-not-received" => Signal.NothingCame,
            "forgot-password" => Signal.NeedPassword,
            _ => heard.YesOrNot(Signal.GotIt, Signal.NothingCame),
        },
        Step.NameNotCome => heard.Meaning.Topic is "not-registered" ? Signal.NotRegistered : heard.YesOrNot(Signal.GotIt, Signal.GetPerson),
        Step.Opened or Step.NotLocked => heard.Meaning.Topic is "forgot-password" ? Signal.NeedPassword : Tried(heard),
        Step.AskPage or Step.OfferNewPage when heard.Meaning.Decoded.Seen?.Cause == "new-password-refused" => Signal.PasswordRefused,
        Step.AskPage => heard.Meaning switch
        {
            { Topic: "code-expired" or "forgot-password" or "site-data" or "network" or "service-outage" or "session-timeout" or "code-rejected" } => Signal.PageTrouble,
            _ => heard.YesOrNot(Signal.Done, Signal.PageTrouble),
        },
        Step.OfferNewPage => heard.Meaning.Topic is "code-expired" ? Signal.NewPage : heard.YesOrNot(Signal.NewPage, Signal.NotNow),
        Step.PasswordSet => heard.Meaning.Topic switch
        {
            "code-not-received" or "mfa-device-lost" or "code-rejected" or "push-not-received" or "mfa-setup" => Signal.CodeTrouble,
            _ => Tried(heard),
        },
        Step.OtherSignIn => heard.YesOrNot(Signal.ShowMe, Signal.NotNow),
        Step.CannotHelp => heard.YesOrNot(Signal.GetPerson, Signal.NotNow),
        Step.Down => heard.YesOrNot(Signal.TryAgain, Signal.NotNow),
        _ => null,
    };

    protected override bool IsAnswer(string topic) => topic is "code-not-received" or "code-expired" or "code-rejected" or "push-not-received" or "mfa-device-lost" or "mfa-setup"
        or "forgot-password" or "incorrect-credentials" or "not-registered" or "site-data" or "network" or "service-outage" or "session-timeout";

    protected override Talk Note(Step at, Signal signal, Heard heard) => (at, signal) switch
    {
        (Step.OfferUnlock, Signal.CanWait) => Leading(heard.Talk, Lead.Locked),
        (Step.OfferUnlock, Signal.NotMe) => Leading(heard.Talk, "account-compromised"),
        (_, Signal.NotRegistered) => Leading(heard.Talk, "not-registered"),
        (_, Signal.CodeTrouble) => Leading(heard.Talk, heard.Meaning.Topic is "code-not-received" or "code-rejected" or "push-not-received" ? heard.Meaning.Topic : "mfa-device-lost"),
        (_, Signal.NotYet) => Leading(heard.Talk, "incorrect-credentials"),
        (Step.OtherSignIn, Signal.ShowMe) => Leading(heard.Talk, "identity-provider-link"),
        (Step.Down, Signal.ShowMe) => Leading(heard.Talk.WithTop(heard.Frame.WithNote(Lead.ByHandNote, "yes")), TopicOf(heard.Frame)),
        (_, Signal.NeedPassword) => heard.Talk.WithTop(heard.Frame.WithNote(GoalNote, PasswordGoal).WithNote(Proving.NeedNote, null)),
        (_, Signal.PasswordRefused) => heard.Talk.WithTop(heard.Frame.WithNote(AgainNote, "yes")),
        (_, Signal.OtherAccount) => Forgetting(heard.Talk),
        (Step.Down, Signal.GetPerson) => heard.Talk.WithTop(heard.Frame.WithNote(ReasonNote, "error")),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        switch (at)
        {
            case Step.Begin:
                var goal = GoalOf(frame);
                talk = talk.WithTop(frame.WithNote(GoalNote, goal).WithNote(Proving.NeedNote, goal == UserNameGoal ? Proving.NameOnly : $"{ProofNeed.One}"));
                return new Arrival.Pass(goal == UserNameGoal && GoneContacts.IsEmailGone(talk) ? Signal.MailboxGone : goal == LockGoal && frame.Note(AtOnceNote) is null ? Signal.ForLock : Signal.ForOther, talk);
            case Step.Identify:
                return Prove(talk, frame.Note(GoalNote) == UserNameGoal ? Signal.Named : Signal.Proven, Signal.NotProven);
            case Step.Look:
                return new Arrival.Call(new AccountCall.LookAt(Proving.AccountOf(talk, scene)));
            case Step.Unlock:
                return new Arrival.Call(new AccountCall.Unlock(Proving.AccountOf(talk, scene)));
            case Step.StartReset:
                return new Arrival.Call(new AccountCall.StartReset(Proving.AccountOf(talk, scene)));
            case Step.SendUserName:
                return new Arrival.Call(new AccountCall.SendUserName(Proving.AccountOf(talk, scene)));
            case Step.CheckPage:
                return new Arrival.Call(new AccountCall.CheckPage(frame.Note(PageNote) ?? ""));
            case Step.LeadOn:
                return LeadOn(talk, scene);
            case Step.HandOver:
                return new Arrival.Leave(Lead.Person(frame.Note(ReasonNote) ?? "identity_check", frame.Note(OffNote) is null ? TopicOf(frame) : "account-inactive"));
            default:
                return base.ArriveAt(at, talk, scene);
        }
    }

    protected override Signal HearAnswer(Step at, Answered answered) => answered.Answer switch
    {
        AccountSeen { IsSwitchedOff: true } => Signal.Refused,
        AccountSeen { IdentityProvider: not null } => Signal.OtherSignIn,
        AccountSeen seen => OfSeen(seen, answered),
        UnlockAnswer.Unlocked => IsForLock(answered) ? Signal.Unlocked : Signal.UnlockedOnTheWay,
        UnlockAnswer.WasNotLocked => IsForLock(answered) ? Signal.WasOpen : Signal.MayReset,
        PageReady => Signal.PageReady,
        PageAnswer.Done => Signal.PageDone,
        PageAnswer.StillOpen => Signal.StillOpen,
        PageAnswer.Gone => Signal.PageGone,
        UserNameSent => Signal.NameSent,
        CodeSending => Signal.NameTooSoon,
        Refusal.NeedsProof needs when at != Step.CheckPage && at != Step.SendUserName => Proving.Needing(needs.Need, answered.Talk, answered.Scene) is null ? Signal.Refused : Signal.MoreNeeded,
        Refusal.Unavailable => Signal.Failed,
        Refusal => Signal.Refused,
        var other => throw new InvalidOperationException($"The accounts answered {other.GetType().Name} to {at}."),
    };

    protected override Talk NoteAnswer(Step at, Signal signal, Answered answered)
    {
        var frame = answered.Frame;

        return answered.Answer switch
        {
            AccountSeen seen => answered.Talk.WithTop(frame
                .WithNote(OffNote, seen.IsSwitchedOff ? "yes" : null)
                .WithNote(ProviderNote, seen.IdentityProvider)
                .WithMoment(LockNote, seen.LockedUntil is { } until && until > answered.Scene.Now ? until : null)),
            UnlockAnswer => answered.Talk.WithTop(frame.WithNote(LockNote, null)),
            PageAnswer.StillOpen => answered.Talk.WithTop(frame.WithNote(AgainNote, "yes")),
            PageReady ready => answered.Talk.WithTop(frame.WithNote(AgainNote, null).WithNote(PageNote, ready.Page.Id).WithNote(AddressNote, ready.Page.Address.AbsoluteUri).WithMoment(UntilNote, ready.Page.ExpiresAt)),
            PageAnswer.Done => answered.Talk.WithTop(frame.WithNote(PageNote, null).WithNote(AddressNote, null)),
            Refusal.NeedsProof needs when signal == Signal.MoreNeeded => Proving.Needing(needs.Need, answered.Talk, answered.Scene)!,
            _ => answered.Talk,
        };
    }

    protected override Values ValuesOf(Signal signal, Answered answered) => answered.Answer switch
    {
        CodeSending.TooSoon soon => Values.None.With("retry-at", answered.Scene.Before.LocalTime(soon.RetryAt), answered.Scene.LocalNow),
        CodeSending.TooOften often => Values.None.With("retry-at", answered.Scene.Before.LocalTime(often.RetryAt), answered.Scene.LocalNow),
        AccountSeen { LockedUntil: { } until } => Values.None.With("unlocks-at", answered.Scene.Before.LocalTime(until), answered.Scene.LocalNow),
        _ => Values.None,
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.OfferUnlock when !scene.Accounts.CanUnlock => new Line($"{Id}.offer-reset") { Asked = Asked.YesNo },
        Step.UserNameSent or Step.Opened or Step.NotLocked => LineOf(at) with { Hidden = WithoutReset(scene), Asked = Asked.YesNo },
        Step.AskPage => (talk.Top!.Note(AgainNote) is null ? LineOf(at) : new Line($"{Id}.ask-page-again")) with { Values = PageValues(talk, scene), Asked = Asked.YesNo },
        Step.PasswordSet when talk.Top!.Moment(LockNote) is { } until && until > scene.Now => new Line($"{Id}.password-set-still-locked") { Values = Values.None.With("unlocks-at", scene.Before.LocalTime(until), scene.LocalNow), Asked = Asked.YesNo },
        Step.OtherSignIn => LineOf(at) with { Values = Values.None.With("provider", talk.Top!.Note(ProviderNote) ?? "-"), Asked = Asked.YesNo },
        Step.CannotHelp when talk.Top!.Note(GoalNote) == UserNameGoal && GoneContacts.IsEmailGone(talk) => new Line($"{Id}.mailbox-gone") { Asked = Asked.YesNo },
        Step.CannotHelp when talk.Top!.Note(OffNote) is not null => new Line($"{Id}.switched-off") { Asked = Asked.YesNo },
        Step.OfferUnlock or Step.NameNotCome or Step.OfferNewPage or Step.PasswordSet or Step.CannotHelp or Step.Down => LineOf(at) with { Asked = Asked.YesNo },
        _ => LineOf(at),
    };

    private static string TopicOf(Frame frame) => frame.Note(Lead.TopicNote) ?? "forgot-password";

    /// <summary>To open a lock without asking again whether waiting would do.</summary>
    internal static Frame AtOnce() => new Frame(JourneyId, "").WithNote(Lead.TopicNote, Lead.Locked).WithNote(Lead.ToldNote, "yes").WithNote(AtOnceNote, "yes");

    private static string GoalOf(Frame frame) => (frame.Note(Lead.TopicNote), frame.Note(FixNote)) switch
    {
        (_, "find-user-id") => UserNameGoal,
        (_, not null) => PasswordGoal,
        ("forgot-username", _) => UserNameGoal,
        (Lead.Locked, _) => LockGoal,
        _ => PasswordGoal,
    };

    private static Signal OfSeen(AccountSeen seen, Answered answered)
    {
        var isLocked = seen.LockedUntil is { } until && until > answered.Scene.Now;

        return isLocked && answered.Scene.Accounts.CanUnlock ? Signal.LockFound
            : isLocked && IsForLock(answered) ? Signal.LockStays
            : IsForLock(answered) ? Signal.NoLock
            : Signal.MayReset;
    }

    private static bool IsForLock(Answered answered) => answered.Frame.Note(GoalNote) == LockGoal;

    /// <summary>How signing in went. An error that is shown now is one to work on.</summary>
    private static Signal? Tried(Heard heard) => heard.Meaning.Topic switch
    {
        "incorrect-credentials" => Signal.NotYet,
        "thanks-goodbye" => Signal.SignedIn,
        _ => heard.YesOrNot(Signal.SignedIn, Signal.NotYet),
    };

    private static Talk Leading(Talk talk, string topic) => talk.WithTop(talk.Top!.WithNote(LeadNote, topic));

    private static Talk Forgetting(Talk talk) =>
        Items.AccountNames.Aggregate(talk.WithTop(talk.Top!.WithNote(Proving.AccountNote, null)), (known, item) => known.Without(item));

    private static Arrival LeadOn(Talk talk, Scene scene)
    {
        var topic = talk.Top!.Note(LeadNote) ?? "incorrect-credentials";
        var found = Lead.Found(talk, topic);

        return topic switch
        {
            "mfa-device-lost" or "account-compromised" => new Arrival.Leave(Lead.To(topic, scene), found),
            "incorrect-credentials" => new Arrival.Leave(Lead.Guide(topic, talk.Top!, scene), found.With(WithResetTried(found.ProblemOf(topic)!, scene))),
            _ => new Arrival.Leave(Lead.Guide(topic, talk.Top!, scene).WithNote(Lead.ByHandNote, talk.Top!.Note(Lead.ByHandNote)), found),
        };
    }

    /// <summary>Who has just set a new password is not sent to set one.</summary>
    private static Problem WithResetTried(Problem problem, Scene scene) => problem.Tried.Any(tried => tried.Fix == "reset-password")
        ? problem
        : problem with { Tried = [.. problem.Tried, new TriedFix("reset-password", scene.Now, FixResult.DidNotHelp)] };

    private static IReadOnlyList<string> WithoutReset(Scene scene) => scene.Accounts.CanReset ? [] : [Kebab.Of(Signal.NeedPassword)];

    private static Values PageValues(Talk talk, Scene scene) => Values.None
        .With("page", talk.Top!.Note(AddressNote) ?? "-")
        .With("until", scene.Before.LocalTime(talk.Top.Moment(UntilNote) ?? scene.Now), scene.LocalNow);
}

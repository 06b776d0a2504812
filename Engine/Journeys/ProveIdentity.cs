using System.Globalization;
using Engine.Conversations;
using Engine.Handover;
using Engine.Members;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>
/// Finds out which account it is and lets the member show that it is theirs, by codes to what the plan has stored. Until something is proven,
/// every answer is the same whether there is such an account or not. It goes on top of the journey that needs it (<see cref="Proving"/>).
/// </summary>
internal sealed class ProveIdentity : Journey<ProveIdentity.Step, ProveIdentity.Signal>
{
    internal const string JourneyId = "prove-identity";

    private const string KindNote = "named-as";
    private const string NamedNote = "named";
    private const string ChannelNote = "channel";
    private const string ChallengeNote = "challenge";
    private const string DigitsNote = "digits";
    private const string UntilNote = "until";
    private const string ResendNote = "resend";
    private const string SentNote = "sent";
    private const string EmailNote = "email";
    private const string PhoneNote = "phone";
    private const string WaysNote = "ways";
    private const string DownNote = "down";

    /// <summary>Note: the code was asked for before, so that it need not all be told again.</summary>
    private const string AgainNote = "again";

    /// <summary>Note: the accounts do not do it for this account by chat.</summary>
    private const string RefusedNote = "refused";
    private const string ReasonNote = "reason";

    /// <summary>Whether a member who names another account now is given that one.</summary>
    internal static bool TakesAnotherAccount(Talk talk) => talk.Top is { Journey: JourneyId } frame
        && new[] { Step.ChooseContact, Step.AskCode, Step.NotArrived, Step.CodeSpent }.Any(step => frame.Step == Kebab.Of(step));

    /// <summary>Ways to show a second thing, as the choices are named.</summary>
    private static readonly string[] SecondWays = ["app-code", "email", "text", "voice", "saved-code"];

    internal enum Step
    {
        PickUp, AskAccount, FindAccount, WithoutAccount, ChooseContact, SendCode, AskCode, CheckCode, NotArrived, CodeSpent,
        Look, ChooseSecond, AskAppCode, CheckAppCode, AskSavedCode, CheckSavedCode, NoAccess, Blocked, Down,
        Proven, SomeoneElse, Register, Guide, HandOver, Stopped,
    }

    internal enum Signal
    {
        AccountUnknown, AccountNamed, ForSomeoneElse, NeedMet, NotProven, OneProven, CodeWaiting,
        CannotName, HaveIt, NotRegistered, Found,
        Email, Text, Voice, OnlyWay, PickAnother, WayGone, OtherAccount, NoAccess,
        Sent, TooSoon, NotYet, TooOften,
        TypedCode, Resend, OtherMethod, NothingCame, NewestOnly, GoOn,
        Right, Wrong, Unreadable, Replaced, Wait, Expired, UsedUp, DayFull, Locked,
        Seen, AppCode, SavedCode, NoSecond,
        Failed, Refused, TryAgain, GetPerson, NotNow, ShowMe,
    }

    protected override IReadOnlyCollection<Step> Silent =>
    [
        Step.PickUp, Step.FindAccount, Step.SendCode, Step.CheckCode, Step.Look, Step.CheckAppCode, Step.CheckSavedCode,
        Step.Proven, Step.SomeoneElse, Step.Register, Step.Guide, Step.HandOver, Step.Stopped,
    ];

    protected override IReadOnlyCollection<Step> Endings => [Step.Proven, Step.SomeoneElse, Step.Register, Step.Guide, Step.HandOver, Step.Stopped];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.AccountNamed] = "the account is looked up once each time the member names one",
        [Signal.HaveIt] = "the member has found what names the account",
        [Signal.OtherAccount] = "the member names another account",
        [Signal.Email] = "the accounts send so many codes and no more",
        [Signal.Text] = "the accounts send so many codes and no more",
        [Signal.Voice] = "the accounts send so many codes and no more",
        [Signal.OnlyWay] = "the only way is taken by itself once",
        [Signal.Resend] = "the accounts send so many codes and no more",
        [Signal.OtherMethod] = "the member asks for another way, and a person is offered",
        [Signal.NoAccess] = "each mailbox or phone is given up once",
        [Signal.WayGone] = "each mailbox or phone is given up once",
        [Signal.TypedCode] = "the accounts look at so many codes and no more",
        [Signal.GoOn] = "what was proven is gone on with",
        [Signal.TryAgain] = "the member asks for it, and a person is offered each time",
    };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.PickUp)
            .Permit(Signal.ForSomeoneElse, Step.SomeoneElse)
            .Permit(Signal.AccountUnknown, Step.AskAccount)
            .Permit(Signal.AccountNamed, Step.FindAccount)
            .Permit(Signal.NeedMet, Step.Proven)
            .Permit(Signal.CodeWaiting, Step.AskCode)
            .Permit(Signal.NotProven, Step.ChooseContact)
            .Permit(Signal.OneProven, Step.Look);
        machine.Configure(Step.AskAccount)
            .Permit(Signal.AccountNamed, Step.FindAccount)
            .Permit(Signal.CannotName, Step.WithoutAccount)
            .Permit(Signal.ForSomeoneElse, Step.SomeoneElse);
        machine.Configure(Step.FindAccount)
            .Permit(Signal.Found, Step.PickUp)
            .Permit(Signal.Refused, Step.NoAccess)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.WithoutAccount)
            .Permit(Signal.AccountNamed, Step.FindAccount)
            .Permit(Signal.HaveIt, Step.AskAccount)
            .Permit(Signal.NotRegistered, Step.Register)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.ChooseContact)
            .Permit(Signal.AccountNamed, Step.FindAccount)
            .Permit(Signal.Email, Step.SendCode)
            .Permit(Signal.Text, Step.SendCode)
            .Permit(Signal.Voice, Step.SendCode)
            .Permit(Signal.OnlyWay, Step.SendCode)
            .PermitReentry(Signal.PickAnother)
            .PermitReentry(Signal.WayGone)
            .Permit(Signal.NoAccess, Step.NoAccess)
            .Permit(Signal.OtherAccount, Step.AskAccount)
            .Permit(Signal.ForSomeoneElse, Step.SomeoneElse);
        machine.Configure(Step.SendCode)
            .Permit(Signal.Sent, Step.AskCode)
            .Permit(Signal.TooSoon, Step.AskCode)
            .Permit(Signal.NotYet, Step.PickUp)
            .Permit(Signal.TooOften, Step.Blocked)
            .Permit(Signal.Refused, Step.NoAccess)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.AskCode)
            .Permit(Signal.AccountNamed, Step.FindAccount)
            .Permit(Signal.Email, Step.SendCode)
            .Permit(Signal.Text, Step.SendCode)
            .Permit(Signal.Voice, Step.SendCode)
            .Permit(Signal.TypedCode, Step.CheckCode)
            .Permit(Signal.NothingCame, Step.NotArrived)
            .PermitReentry(Signal.NewestOnly)
            .Permit(Signal.Resend, Step.SendCode)
            .Permit(Signal.OtherMethod, Step.PickUp)
            .Permit(Signal.NoAccess, Step.PickUp)
            .Permit(Signal.OtherAccount, Step.AskAccount)
            .Permit(Signal.GoOn, Step.PickUp)
            .Permit(Signal.ForSomeoneElse, Step.SomeoneElse);
        machine.Configure(Step.CheckCode)
            .Permit(Signal.Right, Step.PickUp)
            .Permit(Signal.Wrong, Step.AskCode)
            .Permit(Signal.Unreadable, Step.AskCode)
            .Permit(Signal.Replaced, Step.AskCode)
            .Permit(Signal.Wait, Step.AskCode)
            .Permit(Signal.Expired, Step.CodeSpent)
            .Permit(Signal.UsedUp, Step.CodeSpent)
            .Permit(Signal.DayFull, Step.Blocked)
            .Permit(Signal.Locked, Step.Blocked)
            .Permit(Signal.Refused, Step.NoAccess)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.NotArrived)
            .Permit(Signal.AccountNamed, Step.FindAccount)
            .Permit(Signal.Email, Step.SendCode)
            .Permit(Signal.Text, Step.SendCode)
            .Permit(Signal.Voice, Step.SendCode)
            .Permit(Signal.TypedCode, Step.CheckCode)
            .Permit(Signal.Resend, Step.SendCode)
            .Permit(Signal.OtherMethod, Step.PickUp)
            .Permit(Signal.OtherAccount, Step.AskAccount)
            .Permit(Signal.NotRegistered, Step.Register)
            .Permit(Signal.NoAccess, Step.PickUp);
        machine.Configure(Step.CodeSpent)
            .Permit(Signal.AccountNamed, Step.FindAccount)
            .Permit(Signal.Resend, Step.SendCode)
            .Permit(Signal.OtherMethod, Step.PickUp)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.Look)
            .Permit(Signal.Seen, Step.ChooseSecond)
            .Permit(Signal.NotProven, Step.ChooseContact)
            .Permit(Signal.Refused, Step.NoAccess)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.ChooseSecond)
            .Permit(Signal.Email, Step.SendCode)
            .Permit(Signal.Text, Step.SendCode)
            .Permit(Signal.Voice, Step.SendCode)
            .Permit(Signal.AppCode, Step.AskAppCode)
            .Permit(Signal.SavedCode, Step.AskSavedCode)
            .PermitReentry(Signal.PickAnother)
            .Permit(Signal.NoSecond, Step.NoAccess)
            .Permit(Signal.NoAccess, Step.NoAccess);
        foreach (var (ask, check) in new[] { (Step.AskAppCode, Step.CheckAppCode), (Step.AskSavedCode, Step.CheckSavedCode) })
        {
            machine.Configure(ask)
                .Permit(Signal.TypedCode, check)
                .PermitReentry(Signal.NewestOnly)
                .Permit(Signal.OtherMethod, Step.PickUp);
            machine.Configure(check)
                .Permit(Signal.Right, Step.PickUp)
                .Permit(Signal.Wrong, ask)
                .Permit(Signal.Unreadable, ask)
                .Permit(Signal.Wait, ask)
                .Permit(Signal.UsedUp, ask)
                .Permit(Signal.DayFull, Step.Blocked)
                .Permit(Signal.Locked, Step.Blocked)
                .Permit(Signal.Refused, Step.NoAccess)
                .Permit(Signal.Failed, Step.Down);
        }

        machine.Configure(Step.NoAccess)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.OtherMethod, Step.PickUp)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.Blocked)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.OtherMethod, Step.PickUp)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.Down)
            .Permit(Signal.TryAgain, Step.PickUp)
            .Permit(Signal.ShowMe, Step.Guide)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
    }

    protected override Signal? Hear(Step at, Heard heard) => Lead.SpeaksForAnother(heard.Meaning) ? Signal.ForSomeoneElse : at switch
    {
        // "Sorry, my email is ...", while a code for another account is waited for.
        Step.ChooseContact or Step.AskCode or Step.NotArrived or Step.CodeSpent when Naming.Another(heard) is not null => Signal.AccountNamed,
        Step.AskCode or Step.NotArrived when OtherWay(heard) is { } way => way,
        Step.AskCode or Step.NotArrived when heard.Meaning.Typed is null && GoneContacts.In(heard.Meaning, heard.Scene) is not (false, false) => Signal.NoAccess,
        Step.AskAccount => Naming.In(heard) is not null ? Signal.AccountNamed : Without(heard),
        Step.WithoutAccount => Naming.In(heard) is not null ? Signal.AccountNamed : YesNo(heard, Signal.GetPerson),
        Step.ChooseContact or Step.ChooseSecond => GivenUp(at, heard) ?? Way(heard) ?? WayFoundAgain(at, heard),
        Step.AskCode => AtCode(heard) ?? (IsTaken(heard.Talk, heard.Scene) ? YesNo(heard, Signal.GoOn, Signal.OtherAccount) : AtStartOfCode(heard)),
        Step.NotArrived => AtCode(heard),
        Step.AskAppCode or Step.AskSavedCode => AtFactor(heard),
        Step.CodeSpent => heard.Meaning.Topic is "code-not-received" or "code-expired" ? Signal.Resend : YesNo(heard, Signal.Resend),
        Step.NoAccess or Step.Blocked => heard.Meaning.Topic is "lost-contact-access" ? Signal.GetPerson : YesNo(heard, Signal.GetPerson),
        Step.Down => YesNo(heard, Signal.TryAgain),
        _ => null,
    };

    protected override bool IsAnswer(string topic) => topic is "code-not-received" or "push-not-received" or "code-expired" or "code-rejected"
        or "lost-contact-access" or "mfa-device-lost" or "not-registered" or "email-in-use" or "forgot-username";

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.AccountNamed => Named(heard),
        Signal.Email or Signal.Text or Signal.Voice => GoneContacts.FoundAgain(heard.Talk.WithTop(heard.Frame.WithNote(ChannelNote, $"{signal}")), signal == Signal.Email, heard.Scene.Now),
        Signal.NoAccess when at is Step.AskCode or Step.NotArrived => WithoutWay(heard),
        Signal.OtherAccount => Forgetting(heard),
        Signal.GetPerson => heard.Talk.WithTop(heard.Frame.WithNote(ReasonNote, at == Step.Down ? "error" : "identity_check")),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        var account = frame.Note(Proving.AccountNote);
        switch (at)
        {
            case Step.PickUp:
                return PickUp(talk, scene);
            case Step.FindAccount:
                return new Arrival.Call(new AccountCall.Find(new Identifier(Enum.Parse<IdentifierKind>(frame.Note(KindNote) ?? $"{IdentifierKind.UserName}"), frame.Note(NamedNote) ?? "")));
            case Step.ChooseContact when !ChannelsOf(talk, scene).Any():
                return new Arrival.Pass(Signal.NoAccess);
            case Step.ChooseContact when scene.Accounts.CodeChannels.Count == 1 && frame.Note(ChannelNote) is null:
                return new Arrival.Pass(Signal.OnlyWay, talk.WithTop(frame.WithNote(ChannelNote, $"{scene.Accounts.CodeChannels[0]}")));
            case Step.SendCode:
                return new Arrival.Call(new AccountCall.SendCode(account ?? "", Enum.Parse<CodeChannel>(frame.Note(ChannelNote) ?? $"{CodeChannel.Email}"), PurposeOf(frame, scene)));
            case Step.CheckCode:
                return new Arrival.Call(new AccountCall.VerifyCode(frame.Note(ChallengeNote) ?? ""));
            case Step.Look:
                return new Arrival.Call(new AccountCall.LookAt(account ?? ""));
            case Step.ChooseSecond when WaysOf(talk, scene).Count == 0:
                return new Arrival.Pass(Signal.NoSecond);
            case Step.CheckAppCode:
                return new Arrival.Call(new AccountCall.VerifyFactor(account ?? "", FactorKind.App));
            case Step.CheckSavedCode:
                return new Arrival.Call(new AccountCall.VerifyFactor(account ?? "", FactorKind.RecoveryCodes));
            case Step.Proven:
                return new Arrival.Leave(Talk: Proving.HandDown(talk, account ?? ""));
            case Step.SomeoneElse:
                return new Arrival.Leave(new Frame("caregiver", "").WithNote(Lead.TopicNote, TopicOf(frame)), Proving.WithoutBelow(talk));
            case Step.Register:
                return new Arrival.Leave(Lead.Guide("not-registered", frame, scene), Lead.Found(Proving.WithoutBelow(talk), "not-registered"));
            case Step.Guide:
                return new Arrival.Leave(Lead.Guide(TopicOf(frame), frame, scene).WithNote(Lead.ByHandNote, "yes"), Proving.WithoutBelow(talk));
            case Step.HandOver:
                var topic = frame.Note(ReasonNote) == "error" ? TopicOf(frame) : "lost-contact-access";
                return new Arrival.Leave(Lead.Person(frame.Note(ReasonNote) ?? "identity_check", topic));
            default:
                return base.ArriveAt(at, talk, scene);
        }
    }

    protected override Signal HearAnswer(Step at, Answered answered) => answered.Answer switch
    {
        Found => Signal.Found,
        AccountSeen => Signal.Seen,
        CodeSending.Sent => Signal.Sent,
        CodeSending.TooSoon soon => soon.StillGood is not null || answered.Frame.Note(ChallengeNote) is not null ? Signal.TooSoon : Signal.NotYet,
        CodeSending.TooOften => Signal.TooOften,
        CodeCheck.Right => Signal.Right,
        CodeCheck.Wrong { TriesLeft: 0 } when at == Step.CheckCode => Signal.UsedUp,
        CodeCheck.Wrong => Signal.Wrong,
        CodeCheck.Unreadable => Signal.Unreadable,
        CodeCheck.Replaced when at == Step.CheckCode => Signal.Replaced,
        CodeCheck.Expired when at == Step.CheckCode => Signal.Expired,
        CodeCheck.Replaced or CodeCheck.Expired or CodeCheck.Void => Signal.UsedUp,
        CodeCheck.Wait => Signal.Wait,
        CodeCheck.DayFull => Signal.DayFull,
        CodeCheck.Locked => Signal.Locked,
        Refusal.NeedsProof when at == Step.Look => Signal.NotProven,
        Refusal.Unavailable => Signal.Failed,
        Refusal => Signal.Refused,
        var other => throw new InvalidOperationException($"The accounts answered {other.GetType().Name} to {at}."),
    };

    protected override Talk NoteAnswer(Step at, Signal signal, Answered answered)
    {
        var frame = answered.Frame.WithNote(DownNote, signal == Signal.Failed ? "yes" : null);
        frame = answered.Answer switch
        {
            Found found => frame.WithNote(Proving.AccountNote, found.Account).WithNote(NamedNote, null),
            CodeSending.Sent sent => WithCode(frame, sent, answered.Scene),
            CodeSending.TooSoon { StillGood: { } sent } => WithCode(frame, sent, answered.Scene),
            CodeSending.TooOften often => frame.WithMoment(UntilNote, often.RetryAt),
            CodeCheck.Void or CodeCheck.Expired => frame.WithNote(ChallengeNote, null),
            CodeCheck.DayFull full => frame.WithMoment(UntilNote, full.Until),
            CodeCheck.Locked => frame.WithNote(UntilNote, null),
            AccountSeen seen => WithWays(frame, seen),
            _ => frame,
        };

        return answered.Talk.WithTop(frame.WithNote(RefusedNote, signal == Signal.Refused ? "yes" : null).WithNote(AgainNote, signal == Signal.Sent ? null : "yes"));
    }

    protected override Values ValuesOf(Signal signal, Answered answered)
    {
        var now = answered.Scene.LocalNow;
        var local = answered.Scene.Before.LocalTime;

        return answered.Answer switch
        {
            CodeSending.TooSoon soon => Values.None.With("retry-at", local(soon.RetryAt), now),
            CodeSending.TooOften often => Values.None.With("until", local(often.RetryAt), now),
            CodeCheck.Wrong wrong => Values.None.With("tries-left", wrong.TriesLeft),
            CodeCheck.Unreadable unreadable => Values.None.With("digits", unreadable.Digits),
            CodeCheck.Wait wait => Values.None.With("until", local(wait.Until), now),
            _ => Values.None,
        };
    }

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskAccount or Step.WithoutAccount => LineOf(at) with { Asked = Asked.MemberNumber },
        Step.ChooseContact => ContactLine(talk) with { Hidden = [.. Enum.GetValues<CodeChannel>().Except(ChannelsOf(talk, scene)).Select(channel => Kebab.Of(channel))], Asked = Asked.Choice },
        Step.AskCode when IsTaken(talk, scene) => new Line($"{Id}.code-was-taken") { Asked = Asked.YesNo },
        Step.AskCode => CodeLine(talk, scene),
        Step.NotArrived => new Line(talk.Top!.Note(ChannelNote) switch { "Text" => $"{Id}.not-arrived-by-text", "Voice" => $"{Id}.not-arrived-by-call", _ => $"{Id}.not-arrived" }) with { Values = CodeValues(talk, scene), Asked = Asked.Code },
        Step.ChooseSecond => SecondLine(talk, scene),
        Step.AskAppCode or Step.AskSavedCode => LineOf(at) with { Asked = Asked.Code },
        Step.NoAccess when talk.Top!.Note(RefusedNote) is not null => new Line($"{Id}.cannot-check") { Asked = Asked.YesNo },
        Step.NoAccess when Proving.Of(talk.Top!.Note(Proving.AccountNote), scene).Any() => new Line($"{Id}.no-second-way") { Asked = Asked.YesNo },
        Step.Blocked when talk.Top!.Moment(UntilNote) is { } until => new Line($"{Id}.blocked-until") { Values = Values.None.With("until", scene.Before.LocalTime(until), scene.LocalNow), Asked = Asked.YesNo },
        // For a question there is nothing to be done on the website instead.
        Step.Down when Lead.IsQuestion(TopicOf(talk.Top!), scene) => LineOf(at) with { Hidden = [Kebab.Of(Signal.ShowMe)], Asked = Asked.YesNo },
        Step.CodeSpent or Step.NoAccess or Step.Blocked or Step.Down => LineOf(at) with { Asked = Asked.YesNo },
        _ => LineOf(at),
    };

    private static Arrival PickUp(Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        var need = frame.Note(Proving.NeedNote) ?? $"{ProofNeed.One}";
        if (talk.Given(Items.Who) == "caregiver")
        {
            return new Arrival.Pass(Signal.ForSomeoneElse);
        }

        if ((frame.Note(Proving.AccountNote) ?? Proving.ProvenAccount(scene)) is not { } account)
        {
            return Naming.Before(talk) is { } known
                ? new Arrival.Pass(Signal.AccountNamed, talk.WithTop(WithName(frame, known)))
                : new Arrival.Pass(Signal.AccountUnknown);
        }

        var at = talk.WithTop(frame.WithNote(Proving.AccountNote, account).WithNote(DownNote, null));
        if (Proving.IsMet(need, account, scene))
        {
            return new Arrival.Pass(Signal.NeedMet, at);
        }

        if (frame.Note(DownNote) is not null && frame.Note(ChallengeNote) is not null && frame.Moment(UntilNote) is { } until && scene.Now < until)
        {
            return new Arrival.Pass(Signal.CodeWaiting, at);
        }

        return new Arrival.Pass(Proving.Of(account, scene).Any() ? Signal.OneProven : Signal.NotProven, at);
    }

    /// <summary>The words of a step where a code that was sent is waited for.</summary>
    private static Signal? AtCode(Heard heard) => heard.Meaning switch
    {
        { Typed: not null } => Signal.TypedCode,
        { Topic: "code-not-received" or "push-not-received" } => Signal.NothingCame,
        { Topic: "code-expired" } => Signal.Resend,
        { Topic: "lost-contact-access" or "mfa-device-lost" } => Signal.NoAccess,
        { Topic: "code-rejected" } => Signal.NewestOnly,
        { Topic: "not-registered" or "email-in-use" } => Signal.NothingCame,
        _ => null,
    };

    /// <summary>"Can you text it instead", "that's the wrong account": wishes that have buttons a step before.</summary>
    private static Signal? OtherWay(Heard heard)
    {
        var (text, wordings) = (heard.Meaning.Text, heard.Scene.Knowledge.Wordings);
        if (!heard.Meaning.IsSaid || heard.Meaning.Typed is not null)
        {
            return null;
        }

        const string ways = $"{JourneyId}.choose-contact";
        if (SmallWords.IsNamed(ways, Kebab.Of(Signal.OtherAccount), text, wordings))
        {
            return Signal.OtherAccount;
        }

        if (!Enum.TryParse<CodeChannel>(SmallWords.Named(ways, text, wordings), ignoreCase: true, out var channel) || !heard.Scene.Accounts.CodeChannels.Contains(channel) || !SmallWords.IsNamed(SmallWords.OtherWays, SmallWords.Phrases, text, wordings))
        {
            return null;
        }

        // "I don't use my email any more" asks for none.
        var (email, phone) = GoneContacts.In(heard.Meaning, heard.Scene);
        if (channel == CodeChannel.Email ? email : phone)
        {
            return null;
        }

        return $"{channel}" == heard.Frame.Note(ChannelNote) ? Signal.Resend : SignalOf(channel);
    }

    private static Signal? AtStartOfCode(Heard heard) => heard.Meaning.Decoded.Act switch
    {
        Act.Deny or Act.DontKnow => Signal.NothingCame,
        Act.Skip => Signal.OtherMethod,
        _ => null,
    };

    private static Signal? AtFactor(Heard heard) => heard.Meaning switch
    {
        { Typed: not null } => Signal.TypedCode,
        { Topic: "code-rejected" or "code-expired" } => Signal.NewestOnly,
        { Topic: "mfa-device-lost" or "lost-contact-access" or "code-not-received" } => Signal.OtherMethod,
        { Decoded.Act: Act.Deny or Act.DontKnow or Act.Skip } => Signal.OtherMethod,
        _ => null,
    };

    private static Signal? Without(Heard heard) => heard.Meaning switch
    {
        { Decoded.Act: Act.Deny or Act.DontKnow or Act.Skip } => Signal.CannotName,
        { Topic: "forgot-username" } => Signal.CannotName,
        _ => null,
    };

    private static Signal? Way(Heard heard) => heard.Meaning switch
    {
        { Topic: "lost-contact-access" } => Signal.NoAccess,
        { Topic: "code-not-received" or "mfa-device-lost" or "push-not-received" } => Signal.PickAnother,
        { Decoded.Act: Act.Deny or Act.DontKnow or Act.Skip } => Signal.NoAccess,
        _ => null,
    };

    /// <summary>"I can't open that mailbox any more", where a way is chosen: it is one way less, and no choice of it.</summary>
    private static Signal? GivenUp(Step at, Heard heard) =>
        GoneContacts.In(heard.Meaning, heard.Scene) is (false, false) ? null : at == Step.ChooseContact ? Signal.WayGone : Signal.PickAnother;

    /// <summary>A way that was given up is on no button; by its name it can still be asked for.</summary>
    private static Signal? WayFoundAgain(Step at, Heard heard)
    {
        const int JustItsName = 3;
        var (text, wordings) = (heard.Meaning.Text, heard.Scene.Knowledge.Wordings);
        if (!heard.Meaning.IsSaid || Words.Of(text).Count > JustItsName || SmallWords.AreIn(SmallWords.Negations, text, wordings)
            || !Enum.TryParse<CodeChannel>(SmallWords.Named($"{JourneyId}.choose-contact", text, wordings), ignoreCase: true, out var channel) || !heard.Scene.Accounts.CodeChannels.Contains(channel))
        {
            return null;
        }

        return at == Step.ChooseSecond && heard.Frame.Note(channel == CodeChannel.Email ? EmailNote : PhoneNote) is null ? null : SignalOf(channel);
    }

    private static Signal SignalOf(CodeChannel channel) => channel switch
    {
        CodeChannel.Email => Signal.Email,
        CodeChannel.Text => Signal.Text,
        CodeChannel.Voice => Signal.Voice,
    };

    /// <summary>What was said to be gone, or else what the code went to. "I lost my phone" gives up no mailbox.</summary>
    private static Talk WithoutWay(Heard heard)
    {
        var (email, phone) = GoneContacts.In(heard.Meaning, heard.Scene);
        if (!email && !phone)
        {
            email = heard.Meaning.Topic != "mfa-device-lost" && heard.Frame.Note(ChannelNote) == $"{CodeChannel.Email}";
            phone = !email;
        }

        return GoneContacts.With(heard.Talk, email, phone, heard.Scene.Now);
    }

    private static IEnumerable<CodeChannel> ChannelsOf(Talk talk, Scene scene) =>
        scene.Accounts.CodeChannels.Where(channel => channel == CodeChannel.Email ? !GoneContacts.IsEmailGone(talk) : !GoneContacts.IsPhoneGone(talk));

    private static Signal? YesNo(Heard heard, Signal yes, Signal no = Signal.NotNow) => heard.Meaning.Decoded.Act switch
    {
        Act.Affirm => yes,
        Act.Deny or Act.Skip => no,
        _ => null,
    };

    /// <summary>Nothing of an account that was named before is left.</summary>
    private static Talk Named(Heard heard)
    {
        var talk = Details.Take(Forgetting(heard), heard.Meaning, heard.Scene, replace: true);

        return talk.WithTop(WithName(talk.Top!, Naming.Another(heard) ?? Naming.In(heard)!));
    }

    private static Talk Forgetting(Heard heard) =>
        heard.Talk.WithTop(new Frame(heard.Frame.Journey, heard.Frame.Step) { Notes = heard.Frame.Notes.Where(note => note.Key is Proving.NeedNote or Lead.TopicNote).ToDictionary() });

    private static Frame WithName(Frame frame, Identifier named) => frame.WithNote(KindNote, $"{named.Kind}").WithNote(NamedNote, named.Value);

    private static string TopicOf(Frame frame) => frame.Note(Lead.TopicNote) ?? "forgot-password";

    /// <summary>The code that was asked for here was right already: "back" leads here, and must neither send one nor ask for it again.</summary>
    private static bool IsTaken(Talk talk, Scene scene)
    {
        var method = talk.Top!.Note(ChannelNote) == $"{CodeChannel.Email}" ? ProofMethod.Email : ProofMethod.Phone;

        return talk.Top.Moment(SentNote) is { } sent && Proving.Of(talk.Top.Note(Proving.AccountNote), scene).Any(proof => proof.Method == method && proof.At >= sent);
    }

    private static CodePurpose PurposeOf(Frame frame, Scene scene) =>
        frame.Note(Proving.NeedNote) == $"{ProofNeed.FreshFactor}" ? CodePurpose.Reauthentication
        : Proving.Of(frame.Note(Proving.AccountNote), scene).Any() ? CodePurpose.SecondProof
        : CodePurpose.Recovery;

    private static Frame WithCode(Frame frame, CodeSending.Sent sent, Scene scene) => frame
        .WithMoment(SentNote, scene.Now)
        .WithNote(ChallengeNote, sent.Challenge)
        .WithNote(ChannelNote, $"{sent.Channel}")
        .WithNote(DigitsNote, $"{sent.Digits}")
        .WithMoment(UntilNote, sent.ExpiresAt)
        .WithMoment(ResendNote, sent.ResendAt);

    /// <summary>By what else the member could show that it is them, once they have shown it by one thing.</summary>
    private static Frame WithWays(Frame frame, AccountSeen seen)
    {
        var phoneIsFactor = seen.Factors.Any(factor => factor.Kind is FactorKind.Text or FactorKind.Voice);
        var isFresh = frame.Note(Proving.NeedNote) == $"{ProofNeed.FreshFactor}";
        var email = isFresh ? null : seen.Contacts.FirstOrDefault(contact => contact.Kind == ContactKind.Email)?.Masked;
        var phone = isFresh && !phoneIsFactor ? null : seen.Contacts.FirstOrDefault(contact => contact.Kind == ContactKind.Phone)?.Masked;
        var factors = new[] { seen.Factors.Any(factor => factor.Kind == FactorKind.App) ? "app-code" : null, seen.RecoveryCodesLeft > 0 ? "saved-code" : null };

        return frame.WithNote(EmailNote, email).WithNote(PhoneNote, phone).WithNote(WaysNote, string.Join(' ', factors.OfType<string>()));
    }

    private static List<string> WaysOf(Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        var shown = Proving.Of(frame.Note(Proving.AccountNote), scene).Select(proof => proof.Method).ToHashSet();
        var factors = (frame.Note(WaysNote) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var channels = ChannelsOf(talk, scene).ToList();
        var ways = new List<string>();
        Add(factors.Contains("app-code") && frame.Note(Lead.TopicNote) != "mfa-device-lost", ProofMethod.App, "app-code");
        Add(frame.Note(EmailNote) is not null && channels.Contains(CodeChannel.Email), ProofMethod.Email, "email");
        Add(frame.Note(PhoneNote) is not null && channels.Contains(CodeChannel.Text), ProofMethod.Phone, "text");
        Add(frame.Note(PhoneNote) is not null && channels.Contains(CodeChannel.Voice), ProofMethod.Phone, "voice");
        Add(factors.Contains("saved-code"), ProofMethod.RecoveryCode, "saved-code");

        return ways;

        void Add(bool isThere, ProofMethod method, string way)
        {
            if (isThere && (!shown.Contains(method) || frame.Note(Proving.NeedNote) == $"{ProofNeed.FreshFactor}"))
            {
                ways.Add(way);
            }
        }
    }

    private Line SecondLine(Talk talk, Scene scene)
    {
        var ways = WaysOf(talk, scene);
        var isFresh = talk.Top!.Note(Proving.NeedNote) == $"{ProofNeed.FreshFactor}";

        return (isFresh ? new Line($"{Id}.choose-factor") : LineOf(Step.ChooseSecond)) with
        {
            // A label is filled before it is hidden, so that a contact that is not there needs a sign too.
            Values = Values.None.With("email", talk.Top.Note(EmailNote) ?? "-").With("phone", talk.Top.Note(PhoneNote) ?? "-"),
            Hidden = [.. SecondWays.Except(ways)],
            Asked = Asked.Choice,
        };
    }

    /// <summary>That one of them is gone is said back, and the others are asked for.</summary>
    private Line ContactLine(Talk talk) => GoneContacts.IsEmailGone(talk) ? new Line($"{Id}.choose-phone")
        : GoneContacts.IsPhoneGone(talk) ? new Line($"{Id}.choose-mailbox")
        : LineOf(Step.ChooseContact);

    private Line CodeLine(Talk talk, Scene scene)
    {
        if (talk.Top!.Note(AgainNote) is not null)
        {
            return new Line($"{Id}.ask-code-again") { Values = CodeValues(talk, scene), Asked = Asked.Code };
        }

        var wording = Enum.TryParse<CodeChannel>(talk.Top.Note(ChannelNote), out var channel) ? channel switch
        {
            CodeChannel.Email => $"{Id}.ask-code",
            CodeChannel.Text => $"{Id}.ask-code-by-text",
            CodeChannel.Voice => $"{Id}.ask-code-by-call",
        } : $"{Id}.ask-code";

        return new Line(wording) { Values = CodeValues(talk, scene), Asked = Asked.Code };
    }

    private static Values CodeValues(Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        var digits = int.Parse(frame.Note(DigitsNote) ?? "6", CultureInfo.InvariantCulture);
        var until = frame.Moment(UntilNote) ?? scene.Now;
        var resend = frame.Moment(ResendNote) ?? scene.Now;

        return Values.None.With("digits", digits).With("until", scene.Before.LocalTime(until), scene.LocalNow).With("resend-at", scene.Before.LocalTime(resend), scene.LocalNow);
    }
}

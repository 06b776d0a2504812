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
/// Chooses a second step by what the member can use, sets it up or sets it up again, and tests it. The key of an app is shown by a one-time
/// page and never here; only the code of that app comes into the chat, and a code of a clock that is off is not accepted.
/// </summary>
internal sealed class SecondFactor : Journey<SecondFactor.Step, SecondFactor.Signal>
{
    private const string KindNote = "kind";
    private const string NeedsNote = "needs";
    private const string AddressNote = "address";
    private const string UntilNote = "until";
    private const string DigitsNote = "digits";
    private const string FactorNote = "factor";
    private const string PhoneNote = "phone";
    private const string NumberNote = "number";
    private const string HaveNote = "have";
    private const string HasCodesNote = "has-codes";
    private const string OfferedNote = "offered";
    private const string HelpedNote = "helped";
    private const string OffNote = "switched-off";
    private const string ProviderNote = "provider";
    private const string ReasonNote = "reason";
    private const string StartNote = "start";

    internal enum Step
    {
        Begin, AskWish, LostPhone, AskMethod, AskNeeds, Suggest, Identify, Look, AskNumber, AddFactor, AskCode, AskNextCode, Confirm,
        HelpClock, SetUpGone, Blocked, AfterConfirm, OfferCodes, KeepCodes, OfferSecond, Remove, Codes, CannotHelp, Down,
        NothingLeft, LeadOn, HandOver, Solved, Stopped,
    }

    internal enum Signal
    {
        WishUnknown, ToAdd, WasLost,
        Add, Replace, TakeOff, NewCodes, SomethingElse, StartAgain, Stolen, NothingLeft,
        App, Text, Voice, Push, Advise, NoSmartphone, CannotScan, CannotHear, NoSignal, NoPhone, AnyIsFine, OtherMethod,
        Proven, NotProven, Ready, PhoneNeeded, MoreNeeded, Refused, Failed, TryAgain, ShowMe, GetPerson, NotNow,
        StoredNumber, Numbered, NumberRefused, PageStarted, CodeSent, TooOften,
        TypedCode, PageTrouble, NewPage, HowToScan, NoApp, NothingCame, NewestOnly,
        Confirmed, Wrong, Unreadable, Wait, UsedUp, OneMoreCode, NoAnswer, ClockAhead, ClockBehind, SetUpGone, Blocked, ClockSet, ClockStays,
        CodesMissing, SecondMissing, Enough, MakeCodes, CodesKept, AddAnother,
    }

    protected override IReadOnlyCollection<Step> Silent =>
        [Step.Begin, Step.Identify, Step.Look, Step.AddFactor, Step.Confirm, Step.HelpClock, Step.AfterConfirm, Step.KeepCodes, Step.Remove, Step.Codes, Step.LeadOn, Step.HandOver];

    protected override IReadOnlyCollection<Step> Endings => [Step.Remove, Step.Codes, Step.LeadOn, Step.HandOver, Step.Solved, Step.Stopped];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.MoreNeeded] = "what was shown is not asked for again; when it does not do, a person takes over",
        [Signal.TryAgain] = "the member asks for it, and a person is offered each time",
        [Signal.OtherMethod] = "the member asks for another way",
        [Signal.AddAnother] = "the member wishes one more, of a kind that is not there yet",
        [Signal.NumberRefused] = "the member types another number",
        [Signal.NewPage] = "the member asks for a new page, and a person is offered each time",
        [Signal.NothingCame] = "the accounts send so many codes and no more",
        [Signal.TypedCode] = "the accounts look at so many codes and no more",
        [Signal.ClockSet] = "the member has set the clock and tries again",
        [Signal.ClockStays] = "another way is chosen",
        [Signal.TooOften] = "the accounts send so many codes and no more",
        [Signal.CodesKept] = "the codes are offered once",
        [Signal.NotNow] = "each thing is offered once",
    };

    /// <summary>The methods, and the signal by which each is chosen.</summary>
    private static readonly (Signal Signal, FactorKind Kind)[] Methods =
        [(Signal.App, FactorKind.App), (Signal.Text, FactorKind.Text), (Signal.Voice, FactorKind.Voice), (Signal.Push, FactorKind.Push)];

    /// <summary>What rules methods out: which of them do not suit.</summary>
    private static readonly (Signal Need, FactorKind[] Unfit)[] Needs =
    [
        (Signal.NoSmartphone, [FactorKind.App, FactorKind.Push]),
        (Signal.CannotScan, []),
        (Signal.CannotHear, [FactorKind.Voice]),
        (Signal.NoSignal, [FactorKind.Text, FactorKind.Voice, FactorKind.Push]),
        (Signal.NoPhone, [FactorKind.Text, FactorKind.Voice, FactorKind.Push]),
        (Signal.AnyIsFine, []),
    ];

    /// <summary>Adding a way, for the account that the journey before it was about.</summary>
    internal static Frame Adding(Frame from) => new Frame("second-factor", "")
        .WithNote(Lead.TopicNote, "mfa-setup")
        .WithNote(Proving.AccountNote, from.Note(Proving.AccountNote));

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Begin)
            .Permit(Signal.ToAdd, Step.AskMethod)
            .Permit(Signal.WasLost, Step.LostPhone)
            .Permit(Signal.WishUnknown, Step.AskWish);
        machine.Configure(Step.AskWish)
            .Permit(Signal.Add, Step.AskMethod)
            .Permit(Signal.Replace, Step.LostPhone)
            .Permit(Signal.TakeOff, Step.Remove)
            .Permit(Signal.NewCodes, Step.Codes)
            .Permit(Signal.SomethingElse, Step.LeadOn);
        machine.Configure(Step.LostPhone)
            .Permit(Signal.StartAgain, Step.AskMethod)
            .Permit(Signal.Stolen, Step.AskMethod)
            .Permit(Signal.NothingLeft, Step.NothingLeft);
        machine.Configure(Step.NothingLeft)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.StartAgain, Step.AskMethod)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.AskMethod)
            .Permit(Signal.Advise, Step.AskNeeds);
        machine.Configure(Step.Suggest)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.OtherMethod, Step.AskMethod);
        foreach (var (method, _) in Methods)
        {
            machine.Configure(Step.AskMethod).Permit(method, Step.Identify);
            machine.Configure(Step.Suggest).Permit(method, Step.Identify);
        }

        foreach (var (need, _) in Needs)
        {
            machine.Configure(Step.AskMethod).Permit(need, Step.Suggest);
            machine.Configure(Step.AskNeeds).Permit(need, Step.Suggest);
        }

        machine.Configure(Step.Identify)
            .Permit(Signal.Proven, Step.Look)
            .Permit(Signal.NotProven, Step.Stopped);
        machine.Configure(Step.Look)
            .Permit(Signal.Ready, Step.AddFactor)
            .Permit(Signal.PhoneNeeded, Step.AskNumber)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.AskNumber)
            .Permit(Signal.StoredNumber, Step.AddFactor)
            .Permit(Signal.Numbered, Step.AddFactor)
            .Permit(Signal.OtherMethod, Step.AskMethod);
        machine.Configure(Step.AddFactor)
            .Permit(Signal.PageStarted, Step.AskCode)
            .Permit(Signal.CodeSent, Step.AskCode)
            .Permit(Signal.NumberRefused, Step.AskNumber)
            .Permit(Signal.TooOften, Step.AskMethod)
            .Permit(Signal.MoreNeeded, Step.Identify)
            .Permit(Signal.Refused, Step.CannotHelp)
            .Permit(Signal.Failed, Step.Down);
        machine.Configure(Step.AskCode)
            .Permit(Signal.TypedCode, Step.Confirm)
            .Permit(Signal.PageTrouble, Step.SetUpGone)
            .Permit(Signal.NothingCame, Step.AddFactor)
            .PermitReentry(Signal.HowToScan)
            .PermitReentry(Signal.NoApp)
            .PermitReentry(Signal.NewestOnly)
            .Permit(Signal.OtherMethod, Step.AskMethod);
        machine.Configure(Step.AskNextCode)
            .Permit(Signal.TypedCode, Step.Confirm)
            .PermitReentry(Signal.NewestOnly)
            .Permit(Signal.OtherMethod, Step.AskMethod);
        machine.Configure(Step.Confirm)
            .Permit(Signal.Confirmed, Step.AfterConfirm)
            .Permit(Signal.Wrong, Step.AskCode)
            .Permit(Signal.Unreadable, Step.AskCode)
            .Permit(Signal.Wait, Step.AskCode)
            .Permit(Signal.UsedUp, Step.SetUpGone)
            .Permit(Signal.OneMoreCode, Step.AskNextCode)
            .Permit(Signal.ClockAhead, Step.HelpClock)
            .Permit(Signal.ClockBehind, Step.HelpClock)
            .Permit(Signal.SetUpGone, Step.SetUpGone)
            .Permit(Signal.Blocked, Step.Blocked)
            .Permit(Signal.NoAnswer, Step.AskCode)
            .Permit(Signal.Refused, Step.CannotHelp);
        machine.Configure(Step.HelpClock)
            .Permit(Signal.ClockSet, Step.AskCode)
            .Permit(Signal.ClockStays, Step.AskMethod);
        machine.Configure(Step.SetUpGone)
            .Permit(Signal.NewPage, Step.AddFactor)
            .Permit(Signal.OtherMethod, Step.AskMethod)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.Blocked)
            .Permit(Signal.OtherMethod, Step.AskMethod)
            .Permit(Signal.GetPerson, Step.HandOver)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.AfterConfirm)
            .Permit(Signal.CodesMissing, Step.OfferCodes)
            .Permit(Signal.SecondMissing, Step.OfferSecond)
            .Permit(Signal.Enough, Step.Solved);
        machine.Configure(Step.OfferCodes)
            .Permit(Signal.MakeCodes, Step.KeepCodes)
            .Permit(Signal.NotNow, Step.AfterConfirm);
        machine.Configure(Step.KeepCodes)
            .Permit(Signal.CodesKept, Step.AfterConfirm);
        machine.Configure(Step.OfferSecond)
            .Permit(Signal.AddAnother, Step.AskMethod)
            .Permit(Signal.NotNow, Step.Solved);
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
        Step.AskWish => heard.Meaning.Topic switch { "mfa-setup" => Signal.Add, "mfa-device-lost" => Signal.Replace, "forgot-password" or "lost-contact-access" => Signal.SomethingElse, _ => null },
        // A no is one to "was it stolen?", or to one of the ways; what is left shows when it is checked.
        Step.LostPhone => heard.Meaning.Topic is "lost-contact-access" ? Signal.NothingLeft : heard.YesOrNot(Signal.StartAgain, Signal.StartAgain),
        Step.NothingLeft => heard.YesOrNot(Signal.GetPerson, Signal.NotNow),
        Step.AskMethod => NeedIn(heard) ?? (heard.Meaning.Topic is "method-tradeoffs" or "accessibility-support" || IsUnsure(heard) ? Signal.Advise : null),
        Step.AskNeeds => IsUnsure(heard) || heard.Meaning.Is(Act.Deny) ? Signal.AnyIsFine : null,
        Step.Suggest => heard.Meaning.Decoded.Act switch
        {
            Act.Affirm when Fitting(heard.Talk, heard.Scene) is [var first, ..] => first,
            Act.Deny or Act.Skip => Signal.OtherMethod,
            _ => null,
        },
        Step.AskNumber => heard.Meaning switch
        {
            { Entities.Phone.Count: > 0 } => Signal.Numbered,
            { Decoded.Act: Act.Affirm } when heard.Frame.Note(PhoneNote) is not null => Signal.StoredNumber,
            { Decoded.Act: Act.Skip or Act.DontKnow } => Signal.OtherMethod,
            _ => null,
        },
        Step.AskCode => AtCode(heard),
        Step.AskNextCode => AtNextCode(heard),
        Step.SetUpGone => heard.Meaning.Topic is "code-expired" or "code-not-received" ? Signal.NewPage : heard.YesOrNot(Signal.NewPage, Signal.NotNow),
        Step.Blocked => heard.YesOrNot(Signal.OtherMethod, Signal.NotNow),
        Step.OfferCodes => heard.YesOrNot(Signal.MakeCodes, Signal.NotNow),
        Step.OfferSecond => heard.YesOrNot(Signal.AddAnother, Signal.NotNow),
        Step.CannotHelp => heard.YesOrNot(Signal.GetPerson, Signal.NotNow),
        Step.Down => heard.YesOrNot(Signal.TryAgain, Signal.NotNow),
        _ => null,
    };

    protected override bool IsAnswer(string topic) => topic is "mfa-setup" or "mfa-device-lost" or "method-tradeoffs" or "accessibility-support" or "lost-contact-access" or "forgot-password"
        or "code-not-received" or "code-expired" or "code-rejected" or "site-data" or "network" or "service-outage" or "session-timeout";

    protected override Talk Note(Step at, Signal signal, Heard heard)
    {
        var frame = heard.Frame;
        if (Methods.FirstOrDefault(method => method.Signal == signal) is { Signal: not default(Signal) } chosen)
        {
            return heard.Talk.WithTop(frame.WithNote(KindNote, $"{chosen.Kind}").WithNote(NumberNote, null));
        }

        return signal switch
        {
            Signal.Stolen => GoneContacts.Stolen(heard.Talk, heard.Scene.Now),
            _ when Needs.Any(need => need.Need == signal) => heard.Talk.WithTop(frame.WithNote(NeedsNote, Kebab.Of(signal))),
            Signal.StoredNumber => heard.Talk.WithTop(frame.WithNote(NumberNote, null)),
            Signal.Numbered => heard.Talk.WithTop(frame.WithNote(NumberNote, heard.Meaning.Entities.Phone[0])),
            Signal.NotNow when at == Step.OfferCodes => Offered(heard.Talk, "codes"),
            Signal.AddAnother => Offered(heard.Talk, "second"),
            Signal.GetPerson => heard.Talk.WithTop(frame.WithNote(ReasonNote, at == Step.Down ? "error" : at == Step.Suggest ? "user_requested" : "identity_check")),
            _ => heard.Talk,
        };
    }

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        switch (at)
        {
            case Step.Begin:
                return new Arrival.Pass(frame.Note(Lead.TopicNote) switch { "mfa-setup" => Signal.ToAdd, "mfa-device-lost" => Signal.WasLost, _ => Signal.WishUnknown });
            case Step.Identify:
                return Prove(talk, Signal.Proven, Signal.NotProven);
            case Step.Look:
                return new Arrival.Call(new AccountCall.LookAt(Proving.AccountOf(talk, scene)));
            case Step.AddFactor:
                return new Arrival.Call(new AccountCall.AddFactor(Proving.AccountOf(talk, scene), new NewFactor(KindOf(frame), frame.Note(NumberNote))));
            case Step.Confirm:
                return new Arrival.Call(new AccountCall.ConfirmFactor(frame.Note(FactorNote) ?? ""));
            case Step.HelpClock when frame.Note(HelpedNote) is null:
                return new Arrival.Open(talk.WithTop(frame.WithNote(HelpedNote, "yes")), new Frame("clock-drift", ""));
            case Step.HelpClock:
                var helped = talk.WithTop(frame.WithNote(HelpedNote, null).WithNote(ClockDrift.CannotSetNote, null));
                return new Arrival.Pass(frame.Note(ClockDrift.CannotSetNote) is null ? Signal.ClockSet : Signal.ClockStays, helped);
            case Step.AfterConfirm:
                return AfterConfirm(talk, scene);
            case Step.KeepCodes when !IsOffered(frame, "codes"):
                return new Arrival.Open(Offered(talk, "codes"), new Frame("saved-codes", "").WithNote(Proving.AccountNote, frame.Note(Proving.AccountNote)).WithNote(Lead.TopicNote, TopicOf(frame)));
            case Step.KeepCodes:
                return new Arrival.Pass(Signal.CodesKept);
            case Step.Remove:
                return new Arrival.Leave(new Frame("remove-factor", "").WithNote(Lead.TopicNote, TopicOf(frame)));
            case Step.Codes:
                return new Arrival.Leave(new Frame("saved-codes", "").WithNote(Lead.TopicNote, TopicOf(frame)));
            case Step.LeadOn:
                return new Arrival.Leave(Lead.Guide(TopicOf(frame), frame, scene).WithNote(Lead.ByHandNote, "yes"));
            case Step.HandOver:
                return new Arrival.Leave(Lead.Person(frame.Note(ReasonNote) ?? "identity_check", frame.Note(OffNote) is null ? TopicOf(frame) : "account-inactive"));
            default:
                return base.ArriveAt(at, talk, scene);
        }
    }

    protected override Signal HearAnswer(Step at, Answered answered) => answered.Answer switch
    {
        AccountSeen { IsSwitchedOff: true } or AccountSeen { IdentityProvider: not null } => Signal.Refused,
        AccountSeen => KindOf(answered.Frame) is FactorKind.Text or FactorKind.Voice ? Signal.PhoneNeeded : Signal.Ready,
        FactorStarted started => started.Page is null ? Signal.CodeSent : Signal.PageStarted,
        CodeSending => Signal.TooOften,
        FactorCheck.Confirmed => Signal.Confirmed,
        FactorCheck.OneMoreCode => Signal.OneMoreCode,
        FactorCheck.ClockOff off => off.Ahead > TimeSpan.Zero ? Signal.ClockAhead : Signal.ClockBehind,
        FactorCheck.Gone => Signal.SetUpGone,
        CodeCheck.Wrong { TriesLeft: 0 } => Signal.UsedUp,
        CodeCheck.Wrong or CodeCheck.Replaced => Signal.Wrong,
        CodeCheck.Unreadable => Signal.Unreadable,
        CodeCheck.Wait => Signal.Wait,
        CodeCheck.Expired or CodeCheck.Void => Signal.UsedUp,
        CodeCheck.DayFull or CodeCheck.Locked => Signal.Blocked,
        Refusal.NeedsProof needs when at is Step.Look or Step.AddFactor => Proving.Needing(needs.Need, answered.Talk, answered.Scene) is null ? Signal.Refused : Signal.MoreNeeded,
        Refusal.NotPossible when at == Step.AddFactor && KindOf(answered.Frame) is FactorKind.Text or FactorKind.Voice => Signal.NumberRefused,
        Refusal.Unavailable => at == Step.Confirm ? Signal.NoAnswer : Signal.Failed,
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
                .WithNote(PhoneNote, seen.Contacts.FirstOrDefault(contact => contact.Kind == ContactKind.Phone)?.Masked)
                .WithNote(HaveNote, string.Join(' ', seen.Factors.Select(factor => $"{factor.Kind}").Distinct()))),
            FactorStarted started => answered.Talk.WithTop(frame
                .WithNote(FactorNote, started.Factor)
                .WithNote(AddressNote, started.Page?.Address.AbsoluteUri)
                .WithNote(DigitsNote, $"{started.Digits}")
                .WithNote(StartNote, null)
                .WithMoment(UntilNote, started.ExpiresAt)),
            FactorCheck.Confirmed confirmed => answered.Talk.WithTop(frame
                .WithNote(FactorNote, null).WithNote(AddressNote, null).WithNote(StartNote, null)
                .WithNote(HasCodesNote, confirmed.HasRecoveryCodes ? "yes" : null)
                .WithNote(HaveNote, string.Join(' ', Have(frame).Append($"{confirmed.Factor.Kind}").Distinct()))),
            FactorCheck.ClockOff or CodeCheck => answered.Talk.WithTop(frame.WithNote(StartNote, "again")),
            Refusal.NeedsProof needs when signal == Signal.MoreNeeded => Proving.Needing(needs.Need, answered.Talk, answered.Scene)!,
            _ => answered.Talk,
        };
    }

    protected override Values ValuesOf(Signal signal, Answered answered) => answered.Answer switch
    {
        FactorCheck.ClockOff off => Values.None.With("off", Rounded(off.Ahead.Duration())),
        CodeCheck.Wrong wrong => Values.None.With("tries-left", wrong.TriesLeft),
        CodeCheck.Unreadable unreadable => Values.None.With("digits", unreadable.Digits),
        CodeCheck.Wait wait => Values.None.With("until", answered.Scene.Before.LocalTime(wait.Until), answered.Scene.LocalNow),
        CodeSending.TooSoon soon => Values.None.With("retry-at", answered.Scene.Before.LocalTime(soon.RetryAt), answered.Scene.LocalNow),
        CodeSending.TooOften often => Values.None.With("retry-at", answered.Scene.Before.LocalTime(often.RetryAt), answered.Scene.LocalNow),
        _ => Values.None,
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskMethod => LineOf(at) with { Hidden = HiddenMethods(scene, NotAgain(talk)), Asked = Asked.Choice },
        // What was told is not asked again.
        Step.LostPhone when talk.Given(Items.PhoneStolen) is not null => new Line($"{Id}.lost-phone-stolen") { Asked = Asked.Choice },
        Step.AskNeeds or Step.AskWish or Step.LostPhone => LineOf(at) with { Asked = Asked.Choice },
        Step.Suggest => new Line($"{Id}.suggest-{talk.Top!.Note(NeedsNote) ?? Kebab.Of(Signal.AnyIsFine)}") { Hidden = HiddenMethods(scene, Unfit(talk).Concat(NotAgain(talk))), Asked = Asked.Choice },
        Step.AskNumber when talk.Top!.Note(PhoneNote) is { } phone => LineOf(at) with { Values = Values.None.With("phone", phone), Asked = Asked.Phone },
        Step.AskNumber => new Line($"{Id}.ask-new-number") { Asked = Asked.Phone },
        Step.AskCode => CodeLine(talk, scene),
        Step.AskNextCode => LineOf(at) with { Asked = Asked.Code },
        Step.CannotHelp when talk.Top!.Note(ProviderNote) is { } provider => new Line($"{Id}.other-sign-in") { Values = Values.None.With("provider", provider), Asked = Asked.YesNo },
        Step.NothingLeft or Step.SetUpGone or Step.Blocked or Step.OfferCodes or Step.OfferSecond or Step.CannotHelp or Step.Down => LineOf(at) with { Asked = Asked.YesNo },
        _ => LineOf(at),
    };

    private static Signal? AtCode(Heard heard) => heard.Meaning switch
    {
        { Typed: not null } => Signal.TypedCode,
        { Topic: "code-not-received" } => IsByPage(heard.Frame) ? Signal.PageTrouble : Signal.NothingCame,
        { Topic: "code-expired" or "site-data" or "network" or "service-outage" or "session-timeout" } => Signal.PageTrouble,
        { Topic: "code-rejected" } => Signal.NewestOnly,
        { Topic: "mfa-device-lost" or "lost-contact-access" } => Signal.OtherMethod,
        { Decoded.Act: Act.Deny or Act.DontKnow } => IsByPage(heard.Frame) ? Signal.PageTrouble : Signal.NothingCame,
        { Decoded.Act: Act.Skip } => Signal.OtherMethod,
        _ => null,
    };

    private static Signal? AtNextCode(Heard heard) => heard.Meaning switch
    {
        { Typed: not null } => Signal.TypedCode,
        { Topic: "code-rejected" or "code-expired" or "code-not-received" } => Signal.NewestOnly,
        { Decoded.Act: Act.Deny or Act.Skip or Act.DontKnow } => Signal.OtherMethod,
        _ => null,
    };

    private static bool IsUnsure(Heard heard) => heard.Meaning.Decoded.Act is Act.DontKnow or Act.Skip;

    /// <summary>"I don't have a smartphone" is understood where the methods are on offer, not only where it is asked for.</summary>
    private static Signal? NeedIn(Heard heard)
    {
        var wordings = heard.Scene.Knowledge.Wordings;
        const string Asking = "second-factor.ask-needs";
        var offered = wordings.Choices(Asking, heard.Scene.Locale, Values.None).Select(choice => new Choice(choice.Id, choice.Label)).ToList();
        var prompt = new Prompt { Journey = "second-factor", Step = "ask-needs", Wording = Asking, TurnToken = "", Choices = offered };

        return ChoiceMatcher.Find(prompt, null, heard.Meaning.Text, wordings, heard.Scene.Locale) is { } need ? Kebab<Signal>.Find(need.Id) : null;
    }

    private static Arrival.Pass AfterConfirm(Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        var areCodesMissing = scene.Accounts.CanMakeRecoveryCodes && frame.Note(HasCodesNote) is null && !IsOffered(frame, "codes");
        var isSecondMissing = Have(frame).Count() == 1 && scene.Accounts.NewFactors.Count > 1 && !IsOffered(frame, "second");

        return new Arrival.Pass(areCodesMissing ? Signal.CodesMissing : isSecondMissing ? Signal.SecondMissing : Signal.Enough);
    }

    private static bool IsOffered(Frame frame, string what) => (frame.Note(OfferedNote) ?? "").Split(' ').Contains(what);

    private static Talk Offered(Talk talk, string what) => talk.WithTop(talk.Top!.WithNote(OfferedNote, $"{talk.Top.Note(OfferedNote)} {what}".Trim()));

    private static IEnumerable<string> Have(Frame frame) => (frame.Note(HaveNote) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(kind => kind != $"{FactorKind.RecoveryCodes}");

    private static FactorKind KindOf(Frame frame) => Enum.TryParse<FactorKind>(frame.Note(KindNote), out var kind) ? kind : FactorKind.App;

    private static bool IsByPage(Frame frame) => frame.Note(AddressNote) is not null;

    private static string TopicOf(Frame frame) => frame.Note(Lead.TopicNote) ?? "mfa-setup";

    private static IEnumerable<string> Unfit(Talk talk) =>
        Needs.FirstOrDefault(need => Kebab.Of(need.Need) == talk.Top!.Note(NeedsNote)).Unfit?.Select(kind => $"{kind}") ?? [];

    /// <summary>Methods that the plan does not offer, and those that make no sense here.</summary>
    private static List<string> HiddenMethods(Scene scene, IEnumerable<string> unfit) =>
        [.. Methods.Where(method => !scene.Accounts.NewFactors.Contains(method.Kind) || unfit.Contains($"{method.Kind}")).Select(method => Kebab.Of(method.Signal))];

    /// <summary>A second way is one of another kind. When one is set up again, having it already is the reason and no hindrance.</summary>
    private static IEnumerable<string> NotAgain(Talk talk) => IsOffered(talk.Top!, "second") ? Have(talk.Top!) : [];

    private static List<Signal> Fitting(Talk talk, Scene scene)
    {
        var hidden = HiddenMethods(scene, Unfit(talk).Concat(NotAgain(talk)));

        return [.. Methods.Select(method => method.Signal).Where(signal => !hidden.Contains(Kebab.Of(signal)))];
    }

    private Line CodeLine(Talk talk, Scene scene)
    {
        var frame = talk.Top!;
        var values = Values.None
            .With("page", frame.Note(AddressNote) ?? "-")
            .With("digits", int.Parse(frame.Note(DigitsNote) ?? "6", CultureInfo.InvariantCulture))
            .With("until", scene.Before.LocalTime(frame.Moment(UntilNote) ?? scene.Now), scene.LocalNow);
        var wording = KindOf(frame) switch
        {
            FactorKind.Text => $"{Id}.ask-code-by-text",
            FactorKind.Voice => $"{Id}.ask-code-by-call",
            FactorKind.Push => $"{Id}.ask-code-of-push",
            FactorKind.App or FactorKind.RecoveryCodes => $"{Id}.ask-code",
        };

        return new Line(frame.Note(StartNote) is null ? wording : $"{Id}.ask-code-again") { Values = values, Asked = Asked.Code };
    }

    /// <summary>"About 4 minutes", not "4 minutes and 10 seconds"; below a minute and a half, by half minutes.</summary>
    private static TimeSpan Rounded(TimeSpan off) => off < TimeSpan.FromSeconds(90)
        ? TimeSpan.FromSeconds(Math.Max(30, Math.Round(off.TotalSeconds / 30) * 30))
        : TimeSpan.FromMinutes(Math.Round(off.TotalMinutes));
}

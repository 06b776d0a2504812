using System.Security.Cryptography;
using System.Text;
using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Gathers what support needs, shows it to the member, and sends it when they agree. Each item may be given, unknown or declined; nothing is asked that was said before.</summary>
internal sealed class Checklist : Journey<Checklist.Step, Checklist.Signal>
{
    /// <summary>Note: why it is handed over, an id of the ticket's <c>reason</c>.</summary>
    internal const string ReasonNote = "reason";

    /// <summary>Which text of the consent the member saw; a change of the review wording gets a new one.</summary>
    private const string ConsentVersion = "v1";

    /// <summary>Note: nothing but a number to call is wanted.</summary>
    internal const string NumberOnly = "number-only";

    private const string TriesNote = "tries";
    private const string SentNote = "sent";

    /// <summary>Note: which told item is being changed.</summary>
    private const string ItemNote = "item";

    /// <summary>How often an answer that cannot be right is asked again before the item is left open.</summary>
    private const int ForgivenAnswers = 2;

    /// <summary>Whoever skips as often as this is offered to skip the rest at once.</summary>
    private const int SkipsBeforeAll = 2;

    /// <summary>A longer message that says thanks tells something as well.</summary>
    private const int LongestThanks = 6;

    internal enum Step
    {
        Introduce, AskWhose, AskFullName, AskDateOfBirth, AskMemberNumber, AskContact, AskRequesterName, AskRequesterRelation, AskRequesterContact, AskLastSignIn, AskErrorText, AskErrorTime,
        AskPlatform, AskBrowser, AskDevice, AskAppVersion, AskTold, Review, PickItem, Sent, Stopped, CallInstead,
    }

    internal enum Signal
    {
        Start, CallUs, NotNow, Given, Known, Unknown, Declined, NotValid, OtherGiven, OnWeb, InApp,
        SkipRest, Send, Change, DontSend, CannotSkip, NeverMind, Mine, Theirs, AskedWhose, AskedIfOwn,
        EditFullName, EditDateOfBirth, EditMemberNumber, EditContact, EditRequesterName, EditRequesterRelation, EditRequesterContact, EditLastSignIn, EditErrorText, EditErrorTime, EditPlatform, EditBrowser, EditDevice, EditAppVersion,
        EditNeed, EditActingFor, EditRegion, EditPermission, EditWorry, EditAddress, EditEvidence, EditProblem, EditNote,
    }

    /// <summary>The items in the order they are asked. One question may settle several items; the first is the one that must be said.</summary>
    private static readonly Item[] Asking =
    [
        new(Step.AskFullName, Signal.EditFullName, Asked.Name, [Items.FullName]),
        new(Step.AskDateOfBirth, Signal.EditDateOfBirth, Asked.DateOfBirth, [Items.DateOfBirth]),
        new(Step.AskMemberNumber, Signal.EditMemberNumber, Asked.MemberNumber, [Items.MemberNumber]),
        new(Step.AskContact, Signal.EditContact, Asked.Contact, [Items.Email, Items.Phone]) { Label = "contact", OfTheLiving = true },
        new(Step.AskRequesterName, Signal.EditRequesterName, Asked.Name, [Items.RequesterName]) { OfRequester = true },
        new(Step.AskRequesterRelation, Signal.EditRequesterRelation, Asked.Words, [Items.RequesterRelation]) { OfRequester = true },
        new(Step.AskRequesterContact, Signal.EditRequesterContact, Asked.Contact, [Items.RequesterContact]) { OfRequester = true },
        new(Step.AskLastSignIn, Signal.EditLastSignIn, Asked.Date, [Items.LastSignIn]) { OfTheLiving = true },
        new(Step.AskErrorText, Signal.EditErrorText, Asked.ErrorText, [Items.ErrorText]) { OfTheLiving = true },
        new(Step.AskErrorTime, Signal.EditErrorTime, Asked.Time, [Items.ErrorTime]) { OfTheLiving = true },
        new(Step.AskPlatform, Signal.EditPlatform, Asked.Choice, [Items.Platform]) { OfTheLiving = true },
        new(Step.AskBrowser, Signal.EditBrowser, Asked.Browser, [Items.Browser, Items.BrowserVersion]) { OnlyOn = "web", OfTheLiving = true },
        new(Step.AskDevice, Signal.EditDevice, Asked.Device, [Items.Device, Items.Os, Items.OsVersion]) { OnlyOn = "mobile", AlsoWhenUnknown = true, OfTheLiving = true },
        new(Step.AskAppVersion, Signal.EditAppVersion, Asked.Version, [Items.AppVersion]) { OnlyOn = "mobile", OfTheLiving = true },
    ];

    private static readonly string[] AboutThePerson = [Items.FullName, Items.DateOfBirth, Items.MemberNumber, Items.Email, Items.Phone];

    /// <summary>Told on the way, in no question of the checklist; shown, and open to change, like the rest.</summary>
    private static readonly (Signal Edit, string Item)[] Told =
    [
        (Signal.EditProblem, Items.Problem), (Signal.EditNeed, Items.SupportNeed), (Signal.EditActingFor, Items.ActingFor), (Signal.EditRegion, Items.Region), (Signal.EditPermission, Items.Permission),
        (Signal.EditWorry, Items.Worry), (Signal.EditAddress, Items.DoubtfulAddress), (Signal.EditEvidence, Items.Evidence),
        (Signal.EditNote, Items.AgentNote),
    ];

    /// <summary>Steps that ask in other words for somebody else's details.</summary>
    private static readonly Step[] AskTheirs = [Step.AskFullName, Step.AskDateOfBirth, Step.AskMemberNumber, Step.AskContact, Step.AskLastSignIn];

    /// <summary>Steps that ask whoever writes for somebody else about themselves.</summary>
    private static readonly Step[] AskOwn = [Step.AskRequesterName, Step.AskRequesterRelation, Step.AskRequesterContact];

    protected override IReadOnlyCollection<Step> Endings => [Step.Sent, Step.Stopped, Step.CallInstead];

    protected override IReadOnlyDictionary<Signal, string> Budgets => Asking.Select(item => item.Edit).Concat(Told.Select(told => told.Edit))
        .ToDictionary(edit => edit, _ => "the member asks to change an answer")
        .Append(new(Signal.NotValid, "an answer that cannot be right is asked again twice, then left open"))
        .Append(new(Signal.OtherGiven, "the member tells something else that is noted"))
        .Append(new(Signal.AskedWhose, "the member asks whose details are meant"))
        .Append(new(Signal.AskedIfOwn, "the member asks whether their own details are meant"))
        .Append(new(Signal.CannotSkip, "the member hears that only a yes or no goes on from here"))
        .Append(new(Signal.NeverMind, "the member goes back to the review"))
        .ToDictionary();

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.Introduce)
            .Permit(Signal.Start, Step.AskWhose)
            .Permit(Signal.SkipRest, Step.Review)
            .Permit(Signal.CallUs, Step.CallInstead)
            .Permit(Signal.NotNow, Step.Stopped);
        machine.Configure(Step.AskWhose)
            .Permit(Signal.Mine, Step.AskFullName)
            .Permit(Signal.Theirs, Step.AskFullName)
            .Permit(Signal.Known, Step.AskFullName)
            .Permit(Signal.SkipRest, Step.Review);
        for (var index = 0; index < Asking.Length; index++)
        {
            var next = index + 1 < Asking.Length ? Asking[index + 1].Step : Step.Review;
            machine.Configure(Asking[index].Step)
                .Permit(Signal.Given, next)
                .Permit(Signal.Known, next)
                .Permit(Signal.Unknown, next)
                .Permit(Signal.Declined, next)
                .Permit(Signal.SkipRest, Step.Review)
                .PermitReentry(Signal.NotValid)
                .PermitReentry(Signal.OtherGiven);
        }

        foreach (var step in AskTheirs)
        {
            machine.Configure(step).PermitReentry(Signal.AskedWhose);
        }

        foreach (var step in AskOwn)
        {
            machine.Configure(step).PermitReentry(Signal.AskedIfOwn);
        }

        machine.Configure(Step.AskPlatform)
            .Permit(Signal.OnWeb, Step.AskBrowser)
            .Permit(Signal.InApp, Step.AskBrowser);
        machine.Configure(Step.Review)
            .Permit(Signal.Send, Step.Sent)
            .Permit(Signal.Change, Step.PickItem)
            .Permit(Signal.DontSend, Step.Stopped)
            .PermitReentry(Signal.CannotSkip);
        machine.Configure(Step.PickItem)
            .Permit(Signal.NeverMind, Step.Review);
        foreach (var item in Asking)
        {
            machine.Configure(Step.Review).Permit(item.Edit, item.Step);
            machine.Configure(Step.PickItem).Permit(item.Edit, item.Step);
        }

        machine.Configure(Step.AskTold)
            .Permit(Signal.Given, Step.Review)
            .Permit(Signal.Declined, Step.Review)
            .Permit(Signal.NeverMind, Step.Review);
        foreach (var (edit, _) in Told)
        {
            machine.Configure(Step.Review).Permit(edit, Step.AskTold);
            machine.Configure(Step.PickItem).Permit(edit, Step.AskTold);
        }
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.Introduce when SmallWords.Named(SmallWords.NumberWishes, heard.Meaning.Text, heard.Scene.Knowledge.Wordings) is not null => Signal.CallUs,
        not (Step.Review or Step.PickItem or Step.AskTold) when SmallWords.Named(SmallWords.EnoughQuestions, heard.Meaning.Text, heard.Scene.Knowledge.Wordings) is not null => Signal.SkipRest,
        Step.Introduce => heard.Meaning switch
        {
            // Whoever asks once more for a person wants no further explaining.
            { Decoded.Act: Act.Affirm } or { Topic: "talk-to-agent" } => Signal.Start,
            { Decoded.Act: Act.Deny or Act.Skip } => Signal.NotNow,
            // Whoever gives the first details at once has agreed to give them.
            { Topic: null } when Details.Said(heard.Meaning, heard.Scene).Any(detail => AboutThePerson.Contains(detail.Item)) => Signal.Start,
            _ => null,
        },
        Step.Review => heard.Meaning.Decoded.Act switch
        {
            // What is sent was seen: "yes, but my phone is missing" is no leave to send it.
            Act.Affirm => SmallWords.Named(SmallWords.Reservations, heard.Meaning.Text, heard.Scene.Knowledge.Wordings) is null ? Signal.Send : Signal.Change,
            Act.Deny => Signal.Change,
            Act.Skip => Signal.CannotSkip,
            _ => null,
        },
        Step.AskTold => heard.Meaning.Decoded.Act switch
        {
            Act.Skip or Act.Deny => Signal.Declined,
            Act.DontKnow => Signal.NeverMind,
            _ => heard.Meaning.Text.Trim().Length > 1 ? Signal.Given : null,
        },
        Step.PickItem => heard.Meaning.Decoded.Act is Act.Deny ? Signal.NeverMind : null,
        Step.AskWhose => heard.Meaning.Entities.Who switch
        {
            "member" => Signal.Mine,
            "caregiver" => Signal.Theirs,
            // So far it sounded like somebody else's.
            _ => Requester.AsksWhose(heard.Meaning, heard.Scene) ? Signal.Theirs : heard.Unsure(Signal.Theirs),
        },
        _ when AskTheirs.Contains(at) && Requester.AsksWhose(heard.Meaning, heard.Scene) => Signal.AskedWhose,
        _ when AskOwn.Contains(at) && Requester.AsksWhose(heard.Meaning, heard.Scene) => Signal.AskedIfOwn,
        _ => AnswerTo(ItemAt(at), heard),
    };

    protected override Talk Note(Step at, Signal signal, Heard heard)
    {
        var talk = heard.Talk;
        if (Asking.FirstOrDefault(item => item.Edit == signal) is { } edited)
        {
            return edited.Ids.Aggregate(talk, (changed, id) => changed.Without(id));
        }

        if (Told.FirstOrDefault(told => told.Edit == signal) is { Item: { } wanted })
        {
            return talk.WithTop(heard.Frame.WithNote(ItemNote, wanted));
        }

        return signal switch
        {
            Signal.Given when at == Step.AskTold => talk.With(heard.Frame.Note(ItemNote)!, Slot.Typed(heard.Meaning.Text.Trim(), heard.Scene.Now)),
            // What it is about is put in by itself, and stays out only where that is noted.
            Signal.Declined when at == Step.AskTold && heard.Frame.Note(ItemNote) == Items.Problem => talk.With(Items.Problem, new Slot(SlotState.Declined, null, Provenance.Typed, heard.Scene.Now)),
            Signal.Declined when at == Step.AskTold => talk.Without(heard.Frame.Note(ItemNote)!),
            Signal.Mine => talk.With(Items.Who, Slot.Chosen("member", heard.Scene.Now)),
            Signal.Theirs or Signal.AskedWhose => talk.With(Items.Who, Slot.Chosen("caregiver", heard.Scene.Now)),
            Signal.SkipRest => Unasked(talk).Aggregate(talk.WithTop(heard.Frame.WithNote(TriesNote, null)), (left, item) => left.With(item.Ids[0], new Slot(SlotState.Declined, null, Provenance.Typed, heard.Scene.Now))),
            Signal.Unknown => Settle(at, SlotState.Unknown, heard),
            Signal.Declined => Settle(at, SlotState.Declined, heard),
            Signal.Given => KeepWords(at, heard).WithTop(heard.Frame.WithNote(TriesNote, null)),
            Signal.OnWeb => talk.With(Items.Platform, Slot.Chosen("web", heard.Scene.Now)).WithTop(heard.Frame.WithNote(TriesNote, null)),
            Signal.InApp => talk.With(Items.Platform, Slot.Chosen("mobile", heard.Scene.Now)).WithTop(heard.Frame.WithNote(TriesNote, null)),
            Signal.NotValid => talk.WithTop(heard.Frame.WithNote(TriesNote, $"{Tries(heard) + 1}")),
            Signal.Send => File(heard),
            _ => talk,
        };
    }

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene)
    {
        if (at is Step.Sent or Step.CallInstead)
        {
            // A person has it now: what was being tried below is over. Perhaps one is at the desk and can come into the chat.
            return new Arrival.Leave(at == Step.Sent ? new Frame(LiveAgent.Name, "") : null, Talk: talk with { Stack = [new Frame("triage", Kebab.Of(Triage.Step.AnythingElse)), talk.Top!], Waiting = [.. talk.Waiting.Where(topic => Lead.To(topic, scene).Journey != Id)] });
        }

        if (at == Step.Introduce && talk.Top!.Note(NumberOnly) is not null)
        {
            return new Arrival.Pass(Signal.CallUs);
        }

        if (at == Step.AskWhose && !IsPerhapsForAnother(talk))
        {
            return new Arrival.Pass(Signal.Known);
        }

        if (at == Step.Review && !talk.IsSettled(Items.Problem) && ProblemOf(talk) is { } problem)
        {
            return new Arrival.Ask(talk.With(Items.Problem, Slot.Chosen(problem, scene.Now)));
        }

        if (Asking.FirstOrDefault(item => item.Step == at) is not { } item)
        {
            return base.ArriveAt(at, talk, scene);
        }

        return item.Ids.Any(talk.IsSettled) || !item.AppliesTo(talk) ? new Arrival.Pass(Signal.Known) : new Arrival.Stay();
    }

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.Review => LineOf(at) with { Card = ReviewOf(talk, scene), Asked = Asked.YesNo },
        Step.PickItem => LineOf(at) with { Choices = EditChoices(talk, scene), Asked = Asked.Choice },
        Step.Sent => LineOf(at) with { Values = Values.None.With("ticket-number", talk.Top!.Note(SentNote)!), Card = SummaryOf(talk, scene) },
        Step.Introduce => LineOf(at) with { Asked = Asked.YesNo },
        Step.AskTold => LineOf(at) with { Values = Values.None.With("item", Word($"items.{talk.Top!.Note(ItemNote)}", scene)), Asked = Asked.Words },
        Step.Stopped or Step.CallInstead => LineOf(at),
        Step.AskWhose => LineOf(at) with { Asked = Asked.Choice },
        _ => (Requester.IsKnown(talk) && AskTheirs.Contains(at) ? new Line($"{Id}.{Kebab.Of(at).Replace("ask-", "ask-their-", StringComparison.Ordinal)}") : LineOf(at)) with { Hidden = talk.Slots.Values.Count(slot => slot.State == SlotState.Declined) < SkipsBeforeAll ? [Kebab.Of(Signal.SkipRest)] : [], Asked = ItemAt(at).Asked, Progress = ProgressAt(at, talk), InOtherWords = talk.Top!.Note(TriesNote) is not null },
    };

    private static Item ItemAt(Step at) => Asking.First(item => item.Step == at);

    /// <summary>Read from what they wrote, and not yet said by themselves.</summary>
    private static bool IsPerhapsForAnother(Talk talk) => talk.Slots.GetValueOrDefault(Items.ActingFor) is null or { Provenance: Provenance.Typed } && talk.Slots.TryGetValue(Items.Who, out var who) && who is { Value: "caregiver", Provenance: Provenance.Typed };

    private static string? ProblemOf(Talk talk) => talk.Given(Items.ActingFor) == Kebab.Of(Caregiver.Signal.Died) ? "after-death"
        : talk.Top!.Note(Lead.TopicNote) is { } topic and not "talk-to-agent" ? topic
        : null;

    private static IEnumerable<Item> Unasked(Talk talk) => Asking.Where(item => item.AppliesTo(talk) && !item.Ids.Any(talk.IsSettled));

    private static int Tries(Heard heard) => int.Parse(heard.Frame.Note(TriesNote) ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What an answer to an item's question is: a value, "I don't know", "rather not", or something that cannot be right.</summary>
    private static Signal? AnswerTo(Item item, Heard heard)
    {
        if (item.Ids.Any(id => heard.Talk.Given(id) is not null))
        {
            return Signal.Given;
        }

        return heard.Meaning.Decoded.Act switch
        {
            Act.DontKnow => Signal.Unknown,
            Act.Skip or Act.Deny => Signal.Declined,
            null when heard.Meaning is { Topic: "thanks-goodbye", Decoded.Seen: null } && Words.Of(heard.Meaning.Text).Count <= LongestThanks => null,
            null when heard.Meaning.Topic is { } topic && Lead.IsQuestion(topic, heard.Scene) => null,
            null or Act.Affirm or Act.Correction => !heard.Meaning.Is(Act.Affirm) && item.Takes(heard.Meaning.Text) && !Details.NamesPlaceOnly(heard.Meaning)
                ? Signal.Given
                : Details.Said(heard.Meaning, heard.Scene).Any() ? Signal.OtherGiven
                : Tries(heard) < ForgivenAnswers ? Signal.NotValid : Signal.Unknown,
            _ => null,
        };
    }

    /// <summary>Where the exact words are wanted, or a device nobody listed, the words themselves are the answer.</summary>
    private static Talk KeepWords(Step at, Heard heard)
    {
        var item = ItemAt(at);

        return item.Ids.Any(id => heard.Talk.Given(id) is not null)
            ? heard.Talk
            : heard.Talk.With(item.Ids[0], Slot.Typed(heard.Meaning.Text.Trim(), heard.Scene.Now));
    }

    private static Talk Settle(Step at, SlotState state, Heard heard) =>
        heard.Talk.With(ItemAt(at).Ids[0], new Slot(state, null, Provenance.Typed, heard.Scene.Now)).WithTop(heard.Frame.WithNote(TriesNote, null));

    private static Progress ProgressAt(Step at, Talk talk)
    {
        var asked = Asking.Where(item => item.AppliesTo(talk)).ToList();

        return new Progress(asked.FindIndex(item => item.Step == at) + 1, asked.Count + 1);
    }

    private static ReviewCard ReviewOf(Talk talk, Scene scene) => new()
    {
        Title = Word("checklist.review-title", scene),
        ChangeWord = Word("checklist.change-word", scene),
        Lines =
        [
            .. Asking.Where(item => item.AppliesTo(talk)).Select(item => new ReviewLine(
                Kebab.Of(item.Edit),
                LabelOf(item, talk, scene),
                ValueOf(item, talk, scene),
                scene.Knowledge.Wordings.Say("checklist.change-item", scene.Locale, Values.None.With("item", LabelOf(item, talk, scene))))),
            .. ToldIn(talk).Select(told => new ReviewLine(
                Kebab.Of(told.Edit),
                Word($"items.{told.Item}", scene),
                ToldValue(told.Item, talk, scene),
                scene.Knowledge.Wordings.Say("checklist.change-item", scene.Locale, Values.None.With("item", Word($"items.{told.Item}", scene))))),
        ],
    };

    private static SummaryCard SummaryOf(Talk talk, Scene scene) => new()
    {
        Title = Word("checklist.summary-title", scene),
        Lines =
        [
            new SummaryLine(Word("checklist.summary-number", scene), talk.Top!.Note(SentNote)!),
            .. Asking.Where(item => item.AppliesTo(talk)).Select(item => new SummaryLine(LabelOf(item, talk, scene), ValueOf(item, talk, scene))),
            .. ToldIn(talk).Select(told => new SummaryLine(Word($"items.{told.Item}", scene), ToldValue(told.Item, talk, scene))),
        ],
    };

    private static IEnumerable<(Signal Edit, string Item)> ToldIn(Talk talk) => Told.Where(told => talk.Given(told.Item) is not null);

    private static string ToldValue(string item, Talk talk, Scene scene) => ToldText.For(item, talk.Given(item)!, scene.Knowledge.Wordings, scene.Locale);

    private static List<Choice> EditChoices(Talk talk, Scene scene) =>
    [
        .. Asking.Where(item => item.AppliesTo(talk)).Select(item => new Choice(Kebab.Of(item.Edit), LabelOf(item, talk, scene))),
        .. ToldIn(talk).Select(told => new Choice(Kebab.Of(told.Edit), Word($"items.{told.Item}", scene))),
        new Choice(Kebab.Of(Signal.NeverMind), Word("checklist.nothing-to-change", scene)),
    ];

    /// <summary>Named for what was given: "Phone" when it was the phone of "email or phone".</summary>
    private static string LabelOf(Item item, Talk talk, Scene scene)
    {
        var given = item.Ids.Where(id => talk.Given(id) is not null).ToList();

        return Word($"items.{(given.Count == 1 ? given[0] : item.Label)}", scene);
    }

    private static string ValueOf(Item item, Talk talk, Scene scene)
    {
        var given = item.Ids.Where(id => talk.Given(id) is not null).ToList();
        if (given.Count > 0)
        {
            return string.Join(' ', given.Select(id => id == Items.Platform ? Word($"checklist.platform-{talk.Given(id)}", scene) : id == Items.RequesterRelation ? ToldValue(id, talk, scene) : ItemText.For(talk.Given(id)!, scene)));
        }

        return Word(talk.Slots.TryGetValue(item.Ids[0], out var slot) && slot.State == SlotState.Declined ? "checklist.declined-value" : "checklist.unknown-value", scene);
    }

    private static string Word(string wording, Scene scene) => scene.Knowledge.Wordings.Say(wording, scene.Locale, Values.None);

    /// <summary>The same checklist of the same conversation has the same key, however often it is sent: one ticket per revision.</summary>
    private static Talk File(Heard heard)
    {
        var revision = new StringBuilder(heard.Scene.Before.Key.ToString());
        foreach (var (item, slot) in heard.Talk.Slots.OrderBy(slot => slot.Key, StringComparer.Ordinal))
        {
            revision.Append('|').Append(item).Append('=').Append(slot.State).Append(slot.Value);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(revision.ToString()));
        var filing = new Filing(TicketNumber.From(hash), $"kpsi-{Convert.ToHexStringLower(hash)[..24]}", heard.Frame.Note(ReasonNote) ?? "user_requested", heard.Frame.Note(Lead.TopicNote) ?? "talk-to-agent", ConsentVersion);

        return (heard.Talk with { Filing = filing }).WithTop(heard.Frame.WithNote(SentNote, filing.Number));
    }

    /// <summary>One question of the checklist. The first id is the item that stands for it.</summary>
    private sealed record Item(Step Step, Signal Edit, Asked Asked, string[] Ids)
    {
        /// <summary><c>web</c> or <c>mobile</c> when it makes sense only there.</summary>
        internal string? OnlyOn { get; init; }

        /// <summary>About who writes for somebody else.</summary>
        internal bool OfRequester { get; init; }

        /// <summary>Of no use once the member has died.</summary>
        internal bool OfTheLiving { get; init; }

        /// <summary>Asked too when the member can't tell whether it was the website or the app.</summary>
        internal bool AlsoWhenUnknown { get; init; }

        /// <summary>What the review calls it when not just one of its items was given.</summary>
        internal string Label { get; init; } = Ids[0];

        /// <summary>The member's own words are a fit answer, though nothing was read from them.</summary>
        internal bool Takes(string words) => words.Trim().Length > 1 && Asked switch
        {
            Asked.ErrorText or Asked.Device or Asked.Browser or Asked.Words => true,
            Asked.Version => words.Any(char.IsAsciiDigit),
            _ => false,
        };

        /// <summary>Until the platform is known the longer way is counted.</summary>
        internal bool AppliesTo(Talk talk) => Ids.Any(id => talk.Given(id) is not null && (OfRequester || OnlyOn is null)) || (AppliesToPerson(talk) && AppliesToPlace(talk));

        private bool AppliesToPerson(Talk talk) => (!OfRequester || Requester.IsKnown(talk)) && !(OfTheLiving && talk.Given(Items.ActingFor) == Kebab.Of(Caregiver.Signal.Died));

        private bool AppliesToPlace(Talk talk) => OnlyOn is null
            || (talk.Given(Items.Platform) is { } platform ? platform == OnlyOn : AlsoWhenUnknown || (OnlyOn == "mobile" && !talk.IsSettled(Items.Platform)));
    }
}

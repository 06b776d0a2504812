using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Recognition;
using Stateless;

namespace Engine.Journeys;

/// <summary>Walks a member through signing in, on the website or in the app, by the method they use.</summary>
internal sealed class SignIn : Journey<SignIn.Step, SignIn.Signal>
{
    private const string MethodNote = "method";
    private const string ErrorNote = "error";
    private const string NoAccess = "proxy-not-authorized";

    internal enum Step
    {
        AskWhere, AskMethod, ChooseDoor, OpenPage, OpenApp, ChooseWay,
        EnterPassword, ChooseProvider, EnterAppPassword, SignInAsYourself, PickPerson, SecondStep,
        AskError, FixError, Unstick, SignedIn,
    }

    internal enum Signal { OnWeb, InApp, NotSure, UserName, Provider, AppAccount, SomeoneElse, Done, NotAsked, SeeError, NamedError, NoMessage, Stuck, TryAgain }

    /// <summary>Steps that the member carries out on the page or in the app, and the step after each.</summary>
    private static readonly (Step At, Step Next)[] Doing =
    [
        (Step.OpenPage, Step.ChooseWay),
        (Step.OpenApp, Step.ChooseWay),
        (Step.EnterPassword, Step.SecondStep),
        (Step.ChooseProvider, Step.SecondStep),
        (Step.EnterAppPassword, Step.SecondStep),
        (Step.SignInAsYourself, Step.PickPerson),
        (Step.PickPerson, Step.SignedIn),
        (Step.SecondStep, Step.SignedIn),
    ];

    protected override IReadOnlyCollection<Step> Silent => [Step.ChooseDoor, Step.ChooseWay, Step.FixError];

    protected override IReadOnlyCollection<Step> Endings => [Step.SignedIn, Step.FixError];

    protected override IReadOnlyDictionary<Signal, string> Budgets => new Dictionary<Signal, string>
    {
        [Signal.TryAgain] = "the member asks for it, and a person is offered each time",
        [Signal.NoMessage] = "leads to the offer of a person",
    };

    /// <summary>Signing in to act for another person, when that much is known.</summary>
    internal static Frame ForSomeoneElse() =>
        new Frame("sign-in", "").WithNote(Lead.TopicNote, "how-to-sign-in").WithNote(MethodNote, Kebab.Of(Signal.SomeoneElse));

    protected override IReadOnlyDictionary<Signal, Signal> Setbacks => new Dictionary<Signal, Signal> { [Signal.Done] = Signal.SeeError };

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.AskWhere)
            .Permit(Signal.OnWeb, Step.AskMethod)
            .Permit(Signal.InApp, Step.AskMethod)
            .Permit(Signal.NotSure, Step.AskMethod);
        machine.Configure(Step.AskMethod)
            .Permit(Signal.UserName, Step.ChooseDoor)
            .Permit(Signal.Provider, Step.ChooseDoor)
            .Permit(Signal.AppAccount, Step.ChooseDoor)
            .Permit(Signal.SomeoneElse, Step.ChooseDoor)
            .Permit(Signal.NotSure, Step.ChooseDoor);
        machine.Configure(Step.ChooseDoor)
            .Permit(Signal.OnWeb, Step.OpenPage)
            .Permit(Signal.InApp, Step.OpenApp);
        machine.Configure(Step.ChooseWay)
            .Permit(Signal.UserName, Step.EnterPassword)
            .Permit(Signal.Provider, Step.ChooseProvider)
            .Permit(Signal.AppAccount, Step.EnterAppPassword)
            .Permit(Signal.SomeoneElse, Step.SignInAsYourself);
        foreach (var (at, next) in Doing)
        {
            machine.Configure(at)
                .Permit(Signal.Done, next)
                .Permit(Signal.SeeError, Step.AskError)
                .Permit(Signal.NamedError, Step.FixError)
                .Permit(Signal.Stuck, at == Step.PickPerson ? Step.FixError : Step.Unstick);
        }

        machine.Configure(Step.SecondStep)
            .Permit(Signal.NotAsked, Step.SignedIn);
        machine.Configure(Step.AskError)
            .Permit(Signal.NamedError, Step.FixError)
            .Permit(Signal.NoMessage, Step.Unstick);
        machine.Configure(Step.Unstick)
            .Permit(Signal.TryAgain, Step.ChooseDoor)
            .Permit(Signal.SeeError, Step.AskError)
            .Permit(Signal.NamedError, Step.FixError)
            .Permit(Signal.Done, Step.SignedIn);
    }

    protected override Signal? Hear(Step at, Heard heard) => at switch
    {
        Step.AskWhere => heard.Talk.Given(Items.Platform) switch
        {
            "web" => Signal.OnWeb,
            "mobile" => Signal.InApp,
            _ => heard.Unsure(Signal.NotSure),
        },
        Step.AskMethod => heard.Meaning.Topic switch
        {
            "identity-provider-link" => Signal.Provider,
            "caregiver-access" or "proxy-not-authorized" => Signal.SomeoneElse,
            _ => heard.Unsure(Signal.NotSure),
        },
        Step.AskError => Error(heard) ?? (heard.Meaning.Decoded.Act is Act.Deny or Act.DontKnow or Act.Skip ? Signal.NoMessage : null),
        Step.Unstick => Error(heard),
        Step.OpenPage or Step.OpenApp or Step.EnterPassword or Step.ChooseProvider or Step.EnterAppPassword or Step.SignInAsYourself or Step.PickPerson or Step.SecondStep =>
            Error(heard) ?? heard.Meaning.Decoded.Act switch
            {
                Act.Affirm or Act.Skip => Signal.Done,
                Act.Deny or Act.DontKnow => Signal.Stuck,
                _ => null,
            },
        Step.ChooseDoor or Step.ChooseWay or Step.FixError or Step.SignedIn => null,
    };

    protected override Talk Note(Step at, Signal signal, Heard heard) => signal switch
    {
        Signal.OnWeb => heard.Talk.With(Items.Platform, Slot.Chosen("web", heard.Scene.Now)),
        Signal.InApp => heard.Talk.With(Items.Platform, Slot.Chosen("mobile", heard.Scene.Now)),
        Signal.UserName or Signal.Provider or Signal.AppAccount or Signal.SomeoneElse => heard.Talk.WithTop(heard.Frame.WithNote(MethodNote, Kebab.Of(signal))),
        Signal.NotSure when at == Step.AskMethod => heard.Talk.WithTop(heard.Frame.WithNote(MethodNote, Kebab.Of(Signal.UserName))),
        Signal.NamedError => Lead.Found(heard.Talk, ErrorIn(heard)!, heard.Meaning, heard.Scene).WithTop(heard.Frame.WithNote(ErrorNote, ErrorIn(heard))),
        // Whose name isn't on the list has no access on record, whatever else is right.
        Signal.Stuck when at == Step.PickPerson => heard.Talk.With(heard.Talk.ProblemOf(NoAccess) ?? new Problem { Topic = NoAccess, Confidence = 1 }).WithTop(heard.Frame.WithNote(ErrorNote, NoAccess)),
        _ => heard.Talk,
    };

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskWhere when talk.Given(Items.Platform) is { } platform => new Arrival.Pass(platform == "mobile" ? Signal.InApp : Signal.OnWeb),
        Step.AskMethod when talk.Top!.Note(MethodNote) is { } method => new Arrival.Pass(Kebab<Signal>.FindOr(method, Signal.UserName)),
        Step.ChooseDoor => new Arrival.Pass(IsInApp(talk) ? Signal.InApp : Signal.OnWeb),
        Step.ChooseWay => new Arrival.Pass(Kebab<Signal>.FindOr(talk.Top!.Note(MethodNote) ?? "", Signal.UserName)),
        Step.FixError => new Arrival.Leave(Lead.To(talk.Top!.Note(ErrorNote)!, scene)),
        _ => base.ArriveAt(at, talk, scene),
    };

    protected override Line SayAt(Step at, Talk talk, Scene scene) => at switch
    {
        Step.AskMethod => LineOf(at) with { Hidden = IsInApp(talk) ? [] : [Kebab.Of(Signal.AppAccount)], Asked = Asked.Choice },
        Step.AskError => LineOf(at) with { Asked = Asked.Nothing },
        _ when Doing.Any(step => step.At == at) => LineOf(at) with { Progress = ProgressAt(at), Asked = Asked.YesNo },
        _ => LineOf(at),
    };

    private static bool IsInApp(Talk talk) => talk.Given(Items.Platform) == "mobile";

    private static Signal? Error(Heard heard) => ErrorIn(heard) is null ? null : Signal.NamedError;

    /// <summary>An error the member names while signing in leads to its fix; a question about signing in does not.</summary>
    private static string? ErrorIn(Heard heard) => heard.Meaning.Topic is { } topic && Lead.IsError(topic, heard.Scene) ? topic : null;

    private static Progress ProgressAt(Step at) => at switch
    {
        Step.OpenPage or Step.OpenApp => new Progress(1, 3),
        Step.EnterPassword or Step.ChooseProvider or Step.EnterAppPassword or Step.SignInAsYourself => new Progress(2, 3),
        _ => new Progress(3, 3),
    };
}

using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Tells what became of a ticket, as far as its receivers have told.</summary>
internal sealed class TicketStatus : Journey<TicketStatus.Step, TicketStatus.Signal>
{
    internal enum Step { LookUp, Tell, TellArrived, TellInProgress, TellWaiting, TellSolved, TellNone }

    internal enum Signal { Found, FoundArrived, FoundInProgress, FoundWaiting, FoundSolved, NoneHere }

    protected override IReadOnlyCollection<Step> Silent => [Step.LookUp];

    protected override IReadOnlyCollection<Step> Endings => [Step.Tell, Step.TellArrived, Step.TellInProgress, Step.TellWaiting, Step.TellSolved, Step.TellNone];

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.LookUp)
            .Permit(Signal.Found, Step.Tell)
            .Permit(Signal.FoundArrived, Step.TellArrived)
            .Permit(Signal.FoundInProgress, Step.TellInProgress)
            .Permit(Signal.FoundWaiting, Step.TellWaiting)
            .Permit(Signal.FoundSolved, Step.TellSolved)
            .Permit(Signal.NoneHere, Step.TellNone);
    }

    protected override Signal? Hear(Step at, Heard heard) => null;

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at == Step.LookUp ? new Arrival.Pass(SignalOf(scene.Before)) : base.ArriveAt(at, talk, scene);

    protected override Line SayAt(Step at, Talk talk, Scene scene) => scene.Before.Tickets is [.., var last]
        ? LineOf(at) with { Values = ValuesOf(last, scene) }
        : LineOf(at);

    /// <summary>What there is to tell of the newest ticket when nobody has asked; null when nothing is known but that it has arrived.</summary>
    internal static Line? NewsIn(Scene scene) => scene.Before.Tickets is not [.., var last] ? null : NewsOf(scene.Before)?.Progress switch
    {
        TicketProgress.InProgress => News(Step.TellInProgress, last, scene),
        TicketProgress.WaitingForMember => News(Step.TellWaiting, last, scene),
        TicketProgress.Solved => News(Step.TellSolved, last, scene),
        TicketProgress.Arrived or null => null,
    };

    private static Line News(Step step, FiledTicket ticket, Scene scene) => new($"ticket-status.{Kebab.Of(step)}") { Values = ValuesOf(ticket, scene) };

    private static Values ValuesOf(FiledTicket ticket, Scene scene)
    {
        var values = Values.None.With("ticket-number", ticket.Number).With("filed-at", scene.Before.LocalTime(ticket.FiledAt), scene.LocalNow);
        return NewsOf(scene.Before) is { } news
            ? values.With("outside-number", news.OutsideNumber).With("told-at", scene.Before.LocalTime(news.At), scene.LocalNow)
            : values;
    }

    private static Signal SignalOf(Conversation before) => (before.Tickets.Count, NewsOf(before)?.Progress) switch
    {
        (0, _) => Signal.NoneHere,
        (_, TicketProgress.Arrived) => Signal.FoundArrived,
        (_, TicketProgress.InProgress) => Signal.FoundInProgress,
        (_, TicketProgress.WaitingForMember) => Signal.FoundWaiting,
        (_, TicketProgress.Solved) => Signal.FoundSolved,
        _ => Signal.Found,
    };

    private static TicketNews? NewsOf(Conversation before) =>
        before.Tickets is [.., var last] ? before.News.FirstOrDefault(news => news.Number == last.Number) : null;
}

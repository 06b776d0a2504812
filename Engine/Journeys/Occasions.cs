using Engine.Conversations;
using Engine.Replies;

namespace Engine.Journeys;

/// <summary>What is said without a word of the member's, when something has come about that they wait for. Null when that is of no use to them any more.</summary>
internal static class Occasions
{
    internal static Reaction? React(Talk talk, Occasion occasion, Scene scene) => occasion switch
    {
        Occasion.WaitIsOver when FixError.IsAtEndOfWait(talk, scene) => Reaction.Wish(talk),
        Occasion.WaitIsOver when Work.HasOpenWait(talk, scene) => Reaction.Say(talk, new Line("fix-error.reminder")) with { Quiet = true },
        Occasion.WaitIsOver => null,
        Occasion.TicketMoved => TicketStatus.NewsIn(scene) is { } news ? Reaction.Say(talk, news) with { Quiet = true } : null,
    };
}

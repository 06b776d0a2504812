using Engine.Conversations;
using Engine.Replies;
using Engine.Understanding;

namespace Engine.Journeys;

/// <summary>What overrides every step: danger to life, a button of an earlier question, a message that cannot be read.</summary>
internal static class Interruptions
{
    internal static Reaction? React(Talk talk, Meaning meaning) => meaning switch
    {
        { Decoded.Emergency: true } => Reaction.Say(talk, new Line($"emergency.{meaning.Decoded.EmergencyKind}")) with { Instead = new Line("emergency.when-you-are-safe") },
        { IsStale: true } => Reaction.Wish(talk, new Line("global.stale")),
        { IsTooLong: true } => Reaction.Say(talk, new Line("global.too-long")),
        { IsEmpty: true } => Reaction.Say(talk, new Line("global.empty")),
        _ => null,
    };
}

using Engine.Conversations;
using Engine.Replies;
using Engine.Understanding;

namespace Engine.Journeys;

/// <summary>"No, it didn't work!" after the assistant was glad that it had: it says sorry, and the problem goes on where it stood, as if the last answer had been that one.</summary>
internal static class Objections
{
    /// <param name="takeBack">What the journey on top of a talk makes of the good news that were none.</param>
    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene, Func<Talk, Move?> takeBack)
    {
        if (!talk.WasGlad || talk.Top!.Journey != "triage" || !meaning.IsSaid || !IsObjection(talk, meaning, scene)
            || scene.Before.Past.LastOrDefault(past => past.Top is { Journey: not "triage" }) is not { } earlier)
        {
            return null;
        }

        // What was told since then is kept.
        var move = takeBack(earlier with { Slots = talk.Slots, Waiting = talk.Waiting, Manner = talk.Manner, Prompt = talk.Prompt, Misses = 0 });

        return move is null ? null : Reaction.Move(move.Talk, [new Line("global.not-fixed-yet"), .. move.Lines]);
    }

    /// <summary>A bare no says that nothing else is needed; that it failed, or the same problem once more, says that this one is still there.</summary>
    private static bool IsObjection(Talk talk, Meaning meaning, Scene scene) =>
        new Heard(meaning, talk, scene).HasFailed || (meaning.Topic is { } topic && talk.Problems is [.., var last] && last.Topic == topic);
}

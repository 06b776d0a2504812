using Engine.Conversations;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;

namespace Engine.Journeys;

/// <summary>What happens when a message was not understood at its step: other words, then the choices, then a person (FEATURES D2).</summary>
internal static class Ladder
{
    /// <summary>After this many messages in a row that led nowhere a person is offered.</summary>
    internal const int PersonAfter = 2;

    internal static Reaction React(Talk talk, Meaning meaning)
    {
        if (meaning.Decoded.Act is Act.DontKnow or Act.Skip)
        {
            return new Reaction(talk) { Lines = [new Line("global.that-is-all-right")], Missed = true, Rephrase = true };
        }

        if (meaning.Decoded.Removed.Count > 0)
        {
            // They have just heard what was taken out; that we understood nothing else need not be said too.
            return new Reaction(talk) { Missed = true, Rephrase = true };
        }

        var offersPerson = !talk.IsIn("checklist") && (talk.Misses >= PersonAfter || (talk.Misses > 0 && meaning.Decoded.Distressed));

        return talk.Misses switch
        {
            _ when offersPerson => new Reaction(talk) { Instead = new Line("global.offer-person"), Missed = true },
            0 => new Reaction(talk) { Lines = [new Line(meaning.Decoded.Distressed ? "global.sorry-it-is-hard" : "global.did-not-follow")], Missed = true, Rephrase = true },
            _ => new Reaction(talk) { Lines = [new Line("global.still-did-not-follow")], Missed = true },
        };
    }
}

using Engine.Conversations;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;

namespace Engine.Journeys;

/// <summary>Greetings, thanks, and what lies outside sign-in: one kind sentence, then back to the step.</summary>
internal static class SmallTalk
{
    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene) => meaning switch
    {
        { Topic: "greeting" } => Reaction.Say(talk, new Line("global.hello")) with { Rephrase = true },
        // Who takes their leave in the middle is not asked the same once more.
        { Topic: "thanks-goodbye" } when SmallWords.Named(SmallWords.Goodbyes, meaning.Text, scene.Knowledge.Wordings) is not null => Reaction.Say(talk, new Line("global.bye-for-now")) with { Quiet = true },
        { Topic: "thanks-goodbye" } => Reaction.Say(talk, new Line("global.you-are-welcome")) with { Rephrase = true },
        // Anger at the helper is no other subject.
        { Decoded: { Label: "out-of-scope", Decision: Decision.Answer, Distressed: false } } when talk.Misses < Ladder.PersonAfter && IsASubject(meaning) => Reaction.Say(talk, new Line("global.out-of-scope")) with { Missed = true },
        _ => null,
    };

    /// <summary>A bare number answers a question badly, and is no other subject.</summary>
    private static bool IsASubject(Meaning meaning) => meaning.Text.Any(char.IsLetter);
}

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
        { Topic: "thanks-goodbye" } => Reaction.Say(talk, new Line("global.you-are-welcome")) with { Rephrase = true },
        // Anger at the helper is no other subject.
        { Decoded: { Label: "out-of-scope", Decision: Decision.Answer, Distressed: false } } when talk.Misses < Ladder.PersonAfter && IsASubject(meaning, scene) => Reaction.Say(talk, new Line("global.out-of-scope")) with { Missed = true },
        _ => null,
    };

    /// <summary>A bare number and a bare device answer a question badly, and are no other subject.</summary>
    private static bool IsASubject(Meaning meaning, Scene scene) => meaning.Text.Any(char.IsLetter) && !IsOnlyADevice(meaning, scene);

    /// <summary>"My laptop" tells where the trouble is, and not that it is about something else than signing in.</summary>
    internal static bool IsOnlyADevice(Meaning meaning, Scene scene)
    {
        const int mostWords = 4;
        var said = Words.Of(meaning.Text);

        return said.Count <= mostWords && SmallWords.AreIn(SmallWords.Devices, said, scene.Knowledge.Wordings);
    }
}

using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;

namespace Engine.Journeys;

/// <summary>What the member wants the agent to know and no question asks for: "call after five", "please also write that ...". It is kept in their words and shown on the review.</summary>
internal static class NoteForAgent
{
    /// <summary>Phrases by which people ask that something be written or done.</summary>
    private const string Wishes = "small-words.note-wishes";

    /// <summary>Words by which people begin a question.</summary>
    private const string QuestionWords = "small-words.question-words";

    private const int LongestNote = 600;

    /// <summary>A shorter message at the review, in which nothing is understood, is no note.</summary>
    private const int FewestWords = 4;

    /// <summary>A wish that is plainly one, anywhere among the questions. What else the message tells is noted as well.</summary>
    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene)
    {
        if (talk.Top is not { Journey: "checklist" } frame || frame.Step == Kebab.Of(Checklist.Step.Introduce) || frame.Step == Kebab.Of(Checklist.Step.AskTold)
            || talk.Prompt?.Asked == Asked.ErrorText || IsQuestion(meaning, scene) || SmallWords.Named(Wishes, meaning.Text, scene.Knowledge.Wordings) is null)
        {
            return null;
        }

        var isReview = frame.Step == Kebab.Of(Checklist.Step.Review);
        var told = Details.Said(meaning, scene).Where(detail => detail.Item is not (Items.ErrorText or Items.Who) && scene.Before.Talk.Given(detail.Item) != detail.Value).ToList();
        var known = Details.Take(talk, meaning, scene, replace: isReview);

        return Reaction.Move(Kept(known, meaning, scene), [.. told.Count == 0 ? [] : new[] { Details.Heard(told, scene.Before.Talk, scene) }, new Line("checklist.note-kept")]);
    }

    /// <summary>At the review whatever is told and not understood is for the agent: nothing gets lost, and the member sees it on the card.</summary>
    internal static Reaction? Rest(Talk talk, Meaning meaning, Scene scene) =>
        talk.Top is { Journey: "checklist" } frame && frame.Step == Kebab.Of(Checklist.Step.Review)
        && meaning is { Topic: null, Decoded: { Act: null, Distressed: false, Removed.Count: 0 } } && Words.Of(meaning.Text).Count >= FewestWords && !IsQuestion(meaning, scene)
            ? Reaction.Move(Kept(talk, meaning, scene), new Line("checklist.note-kept"))
            : null;

    private static Talk Kept(Talk talk, Meaning meaning, Scene scene)
    {
        var words = meaning.Text.Trim();
        var known = talk.Given(Items.AgentNote);
        var note = known is null ? words : known.Contains(words, StringComparison.Ordinal) ? known : $"{known} / {words}";

        return talk.With(Items.AgentNote, Slot.Typed(note[..Math.Min(note.Length, LongestNote)], scene.Now)) with { Misses = 0 };
    }

    private static bool IsQuestion(Meaning meaning, Scene scene) =>
        meaning.Text.Contains('?', StringComparison.Ordinal) || SmallWords.IsOpenedBy(QuestionWords, meaning.Text, scene.Knowledge.Wordings);
}

using Engine.Conversations;
using Engine.Understanding;
using KnowledgeBase.Articles;

namespace Engine.Journeys;

/// <summary>Questions that name no problem, such as what this chat keeps: heard by the examples of an article that no topic leads to.</summary>
internal static class Questions
{
    /// <summary>A longer message tells of something else as well.</summary>
    private const int LongestQuestion = 120;

    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene)
    {
        if (meaning.Chosen is not null || meaning.Text.Length > LongestQuestion || talk.Top!.Journey == "answers" || ArticleFor(meaning.Text, scene) is not { } article)
        {
            return null;
        }

        return Reaction.Move(Triage.AsBelow(talk).Push(new Frame("answers", "").WithNote(Answers.ArticleNote, article.Id)));
    }

    private static Article? ArticleFor(string text, Scene scene)
    {
        var said = Words.Of(text);

        return scene.Knowledge.Articles.All.FirstOrDefault(article => scene.Knowledge.Topics.All.All(topic => topic.Article != article.Id)
            && ContentWords.QuestionsOf(article).Any(question => ChoiceMatcher.IsWithin(question, said)));
    }
}

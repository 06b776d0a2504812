using Engine.Conversations;
using Engine.Replies;
using KnowledgeBase.Wordings;
using Stateless;

namespace Engine.Journeys;

/// <summary>Answers a short question from an article, then lets the journey below go on.</summary>
internal sealed class Answers : Journey<Answers.Step, Answers.Signal>
{
    /// <summary>Note: the article that was asked for by its own question, where no topic leads to it.</summary>
    internal const string ArticleNote = "article";

    internal enum Step { Answer, NoAnswer, FindArticle }

    internal enum Signal { ArticleFound, NoArticle }

    protected override IReadOnlyCollection<Step> Silent => [Step.FindArticle];

    protected override IReadOnlyCollection<Step> Endings => [Step.Answer, Step.NoAnswer];

    internal override Frame Begin() => new(Id, Kebab.Of(Step.FindArticle));

    protected override void Map(StateMachine<Step, Signal> machine)
    {
        machine.Configure(Step.FindArticle)
            .Permit(Signal.ArticleFound, Step.Answer)
            .Permit(Signal.NoArticle, Step.NoAnswer);
    }

    protected override Signal? Hear(Step at, Heard heard) => null;

    protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at == Step.FindArticle
        ? new Arrival.Pass(ArticleOf(talk, scene) is null ? Signal.NoArticle : Signal.ArticleFound)
        : base.ArriveAt(at, talk, scene);

    protected override Line SayAt(Step at, Talk talk, Scene scene)
    {
        if (at != Step.Answer || ArticleOf(talk, scene) is not { } id)
        {
            return LineOf(at);
        }

        var article = scene.Knowledge.Articles.Find(id, scene.Locale)!;

        return LineOf(at) with { Values = Values.None.With("article-id", id).With("title", article.Title).With("text", article.Markdown) };
    }

    private static string? ArticleOf(Talk talk, Scene scene) => talk.Top!.Note(ArticleNote) is { } asked ? asked
        : scene.Knowledge.Topics.Find(talk.Top!.Note(Lead.TopicNote) ?? "")?.Article is { } id && scene.Knowledge.Articles.Find(id, scene.Locale) is not null ? id : null;
}

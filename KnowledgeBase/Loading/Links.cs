using KnowledgeBase.Articles;
using KnowledgeBase.Topics;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Checks what one file says of another: every id that is named exists, and everything a member may see has its wording.</summary>
internal sealed class Links(
    IReadOnlyList<Read<Topic>> topics, IReadOnlyList<Read<Fix>> fixes, IReadOnlyList<Read<Wording>> wordings, IReadOnlyList<Read<Article>> articles)
{
    private readonly HashSet<string> _topics = [.. topics.Select(topic => topic.Value.Id)];
    private readonly Dictionary<string, Fix> _fixes = fixes.ToDictionary(fix => fix.Value.Id, fix => fix.Value);
    private readonly HashSet<string> _causes = [.. topics.SelectMany(topic => topic.Value.Causes).Select(cause => cause.Id)];
    private readonly Dictionary<string, Read<Wording>> _wordings = wordings.ToDictionary(wording => wording.Value.Id);
    private readonly HashSet<string> _articles = [.. articles.Where(article => article.Value.Locale == Locale.Fallback).Select(article => article.Value.Id)];

    internal void Check()
    {
        foreach (var topic in topics)
        {
            CheckTopic(topic.Value, topic.At);
        }

        foreach (var (fix, at) in fixes)
        {
            ExpectKnown(at.Optional("cures"), _causes.Contains, id => $"no topic has the cause '{id}'");
            ExpectKnown(at.Optional("not-after"), _fixes.ContainsKey, id => $"there is no fix '{id}'");
            if (WordingOf($"fixes.{fix.Id}", at) is { } wording)
            {
                ExpectSame(fix.Variants, wording.Value.VariantSteps.Keys, at.Optional("variants") ?? at, wording.At, "variant");
            }
        }

        foreach (var article in articles)
        {
            ExpectKnown(article.At.Optional("topics"), _topics.Contains, id => $"there is no topic '{id}'");
        }
    }

    private void CheckTopic(Topic topic, ContentNode at)
    {
        var causes = topic.Causes.Select(cause => cause.Id).ToHashSet();
        var unknownCause = (string id) => $"this topic has no cause '{id}'";

        WordingOf($"topics.{topic.Id}", at);
        if (at.Optional("article") is { } article && !_articles.Contains(article.Text()))
        {
            article.Fault($"there is no article '{article.Text()}'");
        }

        if (at.Optional("while-tries-are-left") is { } before && !_topics.Contains(before.Text()))
        {
            before.Fault($"there is no topic '{before.Text()}'");
        }

        ExpectKnown(at.Optional("fixes"), _fixes.ContainsKey, id => $"there is no fix '{id}'");
        ExpectKnown(at.Optional("fixes"), id => !_fixes.TryGetValue(id, out var fix) || fix.Cures.Any(causes.Contains), id => $"the fix '{id}' cures none of the causes here");
        ExpectKnown(at.Optional("hand-over-when"), causes.Contains, unknownCause);
        foreach (var cause in at.Optional("causes")?.List() ?? [])
        {
            WordingOf($"causes.{cause.Required("id").Text()}", cause);
        }

        foreach (var seen in at.Optional("seen-on-screen")?.Map().SelectMany(locale => locale.Value.List()).Where(seen => seen.IsMap) ?? [])
        {
            ExpectKnown(seen.Optional("cause"), causes.Contains, unknownCause);
        }

        foreach (var question in at.Optional("questions")?.List() ?? [])
        {
            CheckQuestion(question, causes, unknownCause);
        }
    }

    private void CheckQuestion(ContentNode question, HashSet<string> causes, Func<string, string> unknownCause)
    {
        var answers = question.Required("answers").Map();
        foreach (var answer in answers)
        {
            ExpectKnown(answer.Value.Optional("points-to"), causes.Contains, unknownCause);
            ExpectKnown(answer.Value.Optional("rules-out"), causes.Contains, unknownCause);
        }

        if (WordingOf($"questions.{question.Required("id").Text()}", question) is not { } wording)
        {
            return;
        }

        ExpectSame(answers.Select(answer => answer.Key), wording.Value.Choices.Select(choice => choice.Id), question, wording.At, "choice");
        if (wording.Value.Why is null)
        {
            wording.At.Fault("a question says why it is asked: the key 'why' is missing");
        }
    }

    private Read<Wording>? WordingOf(string id, ContentNode at)
    {
        // An id that could not be read is a fault of its own.
        if (!_wordings.TryGetValue(id, out var wording) && !id.EndsWith('.'))
        {
            at.Fault($"its wording is missing: the key '{id[(id.IndexOf('.') + 1)..]}' in wordings/{Locale.Fallback}/{id[..id.IndexOf('.')]}.yaml");
        }

        return wording;
    }

    // One id or a list of them.
    private static void ExpectKnown(ContentNode? ids, Func<string, bool> known, Func<string, string> complaint)
    {
        foreach (var id in ids is null ? [] : ids.IsList ? ids.List() : [ids])
        {
            if (id.IsText && !known(id.Text()))
            {
                id.Fault(complaint(id.Text()));
            }
        }
    }

    private static void ExpectSame(IEnumerable<string> here, IEnumerable<string> spoken, ContentNode at, ContentNode wording, string what)
    {
        foreach (var id in here.Except(spoken))
        {
            at.Fault($"the {what} '{id}' is missing in its wording, {wording.File}:{wording.Line}");
        }

        foreach (var id in spoken.Except(here))
        {
            wording.Fault($"the {what} '{id}' is not one that {at.File}:{at.Line} knows");
        }
    }
}

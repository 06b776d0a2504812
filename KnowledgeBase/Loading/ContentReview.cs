using System.Globalization;
using KnowledgeBase.Articles;
using KnowledgeBase.Topics;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Reads the content as a careful editor would: what is overdue, hard to read, unkind, unused, or asks for what we never ask.</summary>
internal sealed class ContentReview(Knowledge knowledge, DateOnly today)
{
    /// <summary>There the made-up plan speaks, not the assistant, and in the very words that members report.</summary>
    private const string DemoPlan = "portal.";

    // The wording rules aim at grade 6 to 8; articles may be read in peace.
    private const double HighestGrade = ReadingTable.HighestGrade;
    private const double HighestArticleGrade = 9;

    // Longer labels are cut off in Teams and wrap badly on a phone.
    private const int LongestLabel = 40;
    private const int DaysBetweenReviews = 366;

    private static readonly string[] SpokenForContent = ["topics", "causes", "fixes", "questions"];

    private readonly List<ContentWarning> _warnings = [];

    internal IReadOnlyList<ContentWarning> Warnings()
    {
        foreach (var locale in knowledge.Locales.All)
        {
            foreach (var wording in knowledge.Wordings.AllIn(locale.Id))
            {
                CheckWording(wording, locale.Id);
            }
        }

        foreach (var article in knowledge.Articles.All)
        {
            CheckArticle(article);
        }

        CheckTranslations();
        CheckTopicsAndFixes();
        CheckReviews();
        CheckUnused();

        return [.. _warnings.OrderBy(warning => warning.Kind).ThenBy(warning => warning.File, StringComparer.Ordinal).ThenBy(warning => warning.Line)];
    }

    private void CheckWording(Wording wording, string locale)
    {
        var file = FileOf(wording, locale);
        if (wording.Id.StartsWith(DemoPlan, StringComparison.Ordinal))
        {
            return;
        }

        var steps = wording.Steps.Concat(wording.VariantSteps.Values.SelectMany(own => own)).ToList();
        foreach (var text in wording.Texts)
        {
            CheckManners(text, locale, file, wording.Line, isStep: steps.Contains(text));
        }

        CheckGrade(ReadingGrade.Of(wording, knowledge.Locales.Best(locale).Reading), HighestGrade, file, wording.Line);
        foreach (var choice in wording.Choices.Where(choice => choice.Label.Length > LongestLabel))
        {
            Warn(WarningKind.LongLabel, file, wording.Line, $"the label '{choice.Label}' has {choice.Label.Length} letters; {LongestLabel} fit on a button");
        }
    }

    private void CheckArticle(Article article)
    {
        var file = $"articles/{article.Locale}/{article.Id}.md";
        CheckManners(article.Markdown, article.Locale, file, 1, isStep: false);
        CheckGrade(ReadingGrade.Of(string.Join('\n', article.Sections.Select(section => section.Text)), knowledge.Locales.Best(article.Locale).Reading), HighestArticleGrade, file, 1);
    }

    private void CheckManners(string text, string locale, string file, int line, bool isStep)
    {
        if (!knowledge.Manners.TryGetValue(locale, out var manners))
        {
            return;
        }

        foreach (var sentence in manners.NeverAsk.SentencesIn(text, isStep))
        {
            Warn(WarningKind.AsksForSecret, file, line, $"this asks for a secret: '{sentence}'");
        }

        foreach (var words in manners.BlamingIn(text))
        {
            Warn(WarningKind.Blames, file, line, $"'{words}' blames or scolds; say what happened and what to do");
        }
    }

    private void CheckGrade(double? found, double highest, string file, int line)
    {
        if (found is { } grade && grade > highest)
        {
            Warn(WarningKind.HardToRead, file, line, string.Create(CultureInfo.InvariantCulture, $"reads like school grade {grade:0.0}; aim at {highest:0} or below with shorter sentences and words"));
        }
    }

    /// <summary>In a complete language this cannot be: there it is a fault that stops the start.</summary>
    private void CheckTranslations()
    {
        foreach (var locale in knowledge.Locales.All)
        {
            foreach (var wording in knowledge.Wordings.All.ExceptBy(knowledge.Wordings.AllIn(locale.Id).Select(known => known.Id), wording => wording.Id))
            {
                Warn(WarningKind.Untranslated, FileOf(wording, Locale.Fallback), wording.Line, $"'{wording.Id}' is missing in the language '{locale.Id}' and is said in English");
            }

            foreach (var article in knowledge.Articles.All.Where(article => article.Locale == Locale.Fallback && knowledge.Articles.Find(article.Id, locale.Id)!.Locale != locale.Id))
            {
                Warn(WarningKind.Untranslated, $"articles/{article.Locale}/{article.Id}.md", 1, $"this is missing in the language '{locale.Id}' and is shown in English");
            }
        }
    }

    private void CheckTopicsAndFixes()
    {
        foreach (var topic in knowledge.Topics.All)
        {
            var cured = topic.Fixes.SelectMany(fix => knowledge.Fixes.Find(fix)?.Cures ?? []).Concat(topic.HandOverWhen).ToHashSet();
            foreach (var cause in topic.Causes.Where(cause => !cured.Contains(cause.Id)))
            {
                Warn(WarningKind.DeadEnd, FileOf(topic), 1, $"no fix here cures '{cause.Id}', and nobody takes over for it");
            }
        }

        foreach (var locale in knowledge.Locales.All)
        {
            var said = from topic in knowledge.Topics.All
                       from phrase in topic.PeopleSay.GetValueOrDefault(locale.Id) ?? []
                       group topic by phrase.ToLowerInvariant();
            foreach (var shared in said.Where(topics => topics.Count() > 1))
            {
                Warn(WarningKind.Ambiguous, FileOf(shared.Last()), 1, $"'{shared.Key}' is also what people say in {FileOf(shared.First())}");
            }
        }
    }

    private void CheckReviews()
    {
        foreach (var fact in knowledge.Facts.All.Where(fact => fact.CheckBy < today))
        {
            Warn(WarningKind.ReviewDue, fact.File, fact.Line, $"the fact '{fact.Id}' was to be checked by {fact.CheckBy:yyyy-MM-dd}");
        }

        var reviewed = knowledge.Topics.All.Select(topic => (File: FileOf(topic), topic.Reviewed))
            .Concat(knowledge.Fixes.All.Select(fix => (File: FileOf(fix), fix.Reviewed)))
            .Concat(knowledge.Articles.All.Select(article => (File: $"articles/{article.Locale}/{article.Id}.md", article.Reviewed)));
        foreach (var (file, day) in reviewed.Where(item => item.Reviewed.AddDays(DaysBetweenReviews) < today))
        {
            Warn(WarningKind.ReviewDue, file, 1, $"last reviewed on {day:yyyy-MM-dd}, more than a year ago");
        }
    }

    private void CheckUnused()
    {
        var used = knowledge.Topics.All.SelectMany(topic => topic.Fixes).ToHashSet();
        foreach (var fix in knowledge.Fixes.All.Where(fix => !used.Contains(fix.Id)))
        {
            Warn(WarningKind.Unused, FileOf(fix), 1, "no topic offers this fix");
        }

        var spoken = knowledge.Topics.All.SelectMany(topic =>
                topic.Causes.Select(cause => $"causes.{cause.Id}").Concat(topic.Questions.Select(question => $"questions.{question.Id}")).Append($"topics.{topic.Id}"))
            .Concat(knowledge.Fixes.All.Select(fix => $"fixes.{fix.Id}"))
            .ToHashSet();
        foreach (var wording in knowledge.Wordings.All.Where(wording => SpokenForContent.Contains(JourneyOf(wording)) && !spoken.Contains(wording.Id)))
        {
            Warn(WarningKind.Unused, FileOf(wording, Locale.Fallback), wording.Line, $"nothing refers to '{wording.Id}'");
        }
    }

    private void Warn(WarningKind kind, string file, int line, string says) => _warnings.Add(new ContentWarning(kind, file, line, says));

    private static string FileOf(Topic topic) => $"topics/{topic.Id}.yaml";

    private static string FileOf(Fix fix) => $"fixes/{fix.Id}.yaml";

    private static string FileOf(Wording wording, string locale) => $"wordings/{locale}/{JourneyOf(wording)}.yaml";

    private static string JourneyOf(Wording wording) => wording.Id[..wording.Id.IndexOf('.')];
}

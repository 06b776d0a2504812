using KnowledgeBase.Topics;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Reads <c>topics/*.yaml</c>.</summary>
internal static class TopicReader
{
    /// <summary>Days; nobody tells of an earlier sign-in.</summary>
    private const int LongestAgo = 10_000;

    private static readonly string[] Journeys =
    [
        "fix-error", "sign-in", "answers", "checklist", "ticket-status", "triage",
        "recovery", "second-factor", "caregiver", "security", "preparedness", "accessibility", "live-agent",
    ];

    /// <summary>Journeys that work only where the plan's accounts are connected.</summary>
    internal static readonly string[] AccountJourneys = ["recovery", "second-factor"];

    private static readonly string[] Goals = ["sign_in", "recover_password", "recover_id", "mfa", "proxy", "register", "other"];

    internal static IReadOnlyList<Read<Topic>> Read(ContentFolder content, LocaleList locales) =>
        [.. content.YamlFiles("topics").Select(file => new Read<Topic>(Read(file.Id, file.Root, locales), file.Root))];

    private static Topic Read(string id, ContentNode root, LocaleList locales)
    {
        var topic = new Topic
        {
            Id = id,
            Means = root.Required("means").Text(),
            LeadsTo = root.Required("leads-to").OneOf(Journeys),
            WithAccounts = root.Optional("with-accounts")?.OneOf(AccountJourneys),
            WhileTriesAreLeft = root.Optional("while-tries-are-left")?.Id(),
            Goal = root.Required("goal").OneOf(Goals),
            Family = Family(root.Required("family")),
            Article = root.Optional("article")?.Id(),
            PeopleSay = root.Required("people-say").ByLocale(locales, node => node.DistinctTexts()),
            SeenOnScreen = root.Optional("seen-on-screen")?.ByLocale(locales, ScreenWordings) ?? new Dictionary<string, IReadOnlyList<ScreenWording>>(),
            Causes = root.Optional("causes") is { } causes ? Causes(causes) : [],
            Questions = root.Optional("questions") is { } questions ? [.. questions.List().Select(question => Question(question, locales))] : [],
            Fixes = root.Optional("fixes")?.Ids() ?? [],
            HandOverWhen = root.Optional("hand-over-when")?.Ids() ?? [],
            Source = root.Required("source").Text(),
            Reviewed = root.Required("reviewed").Date(),
        };
        if (topic.LeadsTo == "fix-error" && topic.Causes.Count == 0)
        {
            root.Fault("a topic that leads to fix-error needs causes");
        }

        return topic;
    }

    private static string Family(ContentNode node)
    {
        var family = node.Text();
        if (family.Length > 0 && !ContentIds.IsId(family.Replace('_', '-')))
        {
            node.Fault($"'{family}' is no ticket family: use small letters, digits and single underscores (snake_case)");
        }

        return family;
    }

    private static IReadOnlyList<ScreenWording> ScreenWordings(ContentNode node) => [.. node.List().Select(item =>
    {
        var says = item.IsMap ? item.Required("says") : item;
        if (Template.HasStrayBrace(says.Text()))
        {
            says.Fault("a brace is open or holds no placeholder name; write {x} for any value");
        }

        return new ScreenWording(says.Text(), item.IsMap ? item.Optional("cause")?.Id() : null);
    })];

    private static IReadOnlyList<Cause> Causes(ContentNode node)
    {
        IReadOnlyList<Cause> causes = [.. node.List().Select(item => new Cause(item.Required("id").Id(), item.Required("share").Number(1, 100)))];
        foreach (var twice in node.List().GroupBy(item => item.Optional("id")?.Text()).SelectMany(same => same.Skip(1)))
        {
            twice.Fault($"the cause '{twice.Optional("id")?.Text()}' stands here a second time");
        }

        // Editors estimate; a little more or less than 100 is no mistake, a forgotten cause is.
        if (causes.Count > 0 && causes.Sum(cause => cause.Share) is < 95 or > 105)
        {
            node.Fault($"the shares of the causes add up to {causes.Sum(cause => cause.Share)}, not to about 100");
        }

        return causes;
    }

    private static Question Question(ContentNode node, LocaleList locales) => new(
        node.Required("id").Id(),
        [.. node.Required("answers").Map(atLeast: 2).Select(answer => Evidence(answer, locales))]);

    private static Evidence Evidence(ContentEntry answer, LocaleList locales) => new(
        answer.Id(),
        answer.Value.Optional("points-to")?.Ids(atLeast: 1) ?? [],
        answer.Value.Optional("rules-out")?.Ids(atLeast: 1) ?? [])
    {
        ToldBy = answer.Value.Optional("told-by")?.Id(),
        DaysAgo = answer.Value.Optional("days-ago")?.Number(0, LongestAgo),
        Said = [.. (answer.Value.Optional("said")?.ByLocale(locales, said => said.DistinctTexts()).Values ?? []).SelectMany(phrases => phrases)],
    };
}

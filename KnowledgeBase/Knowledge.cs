using KnowledgeBase.Articles;
using KnowledgeBase.Doors;
using KnowledgeBase.Facts;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Deciding;
using KnowledgeBase.Recognition.Emergencies;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Secrets;
using KnowledgeBase.Topics;
using KnowledgeBase.Wordings;

namespace KnowledgeBase;

/// <summary>Everything the assistant knows, read once from its content files. Never changes, so that all threads share it.</summary>
public sealed class Knowledge
{
    private Knowledge(RecognitionRules recognition, IReadOnlyList<Example> sayings, IReadOnlyList<Example> dangerExamples, IReadOnlyList<ActExample> actExamples, IReadOnlyDictionary<string, Manners> manners)
    {
        Manners = manners;
        Recognition = recognition;
        Sayings = sayings;
        DangerExamples = dangerExamples;
        ActExamples = actExamples;
    }

    public required LocaleList Locales { get; init; }
    public required TopicLibrary Topics { get; init; }
    public required FixLibrary Fixes { get; init; }
    public required WordingLibrary Wordings { get; init; }
    public required ArticleLibrary Articles { get; init; }
    public required FactLibrary Facts { get; init; }
    public required ActLibrary Acts { get; init; }

    /// <summary>Tells the plan's own addresses from those that only look like them.</summary>
    public required DoorCheck Doors { get; init; }

    /// <summary>What we never say, by language.</summary>
    internal IReadOnlyDictionary<string, Manners> Manners { get; }

    /// <summary>Takes secrets out of what members type.</summary>
    public required SecretScrubber Secrets { get; init; }

    /// <summary>What the recogniser knows about words, apart from the topics.</summary>
    internal RecognitionRules Recognition { get; }

    /// <summary>Hears when somebody is in danger.</summary>
    public required EmergencyReader Emergencies { get; init; }

    /// <summary>Further ways in which people say topics and acts.</summary>
    internal IReadOnlyList<Example> Sayings { get; }

    /// <summary>Danger, what only sounds like it, and everyday talk.</summary>
    internal IReadOnlyList<Example> DangerExamples { get; }

    /// <summary>What people answer to a question, by what the answer does.</summary>
    internal IReadOnlyList<ActExample> ActExamples { get; }

    /// <summary>The day of the latest review and a short hash over all files: the same content has the same version anywhere.</summary>
    public required string Version { get; init; }

    /// <summary>The content that is shipped beside the program.</summary>
    public static Knowledge Load() => Load(Path.Combine(AppContext.BaseDirectory, "Content"));

    /// <summary>Throws <see cref="ContentFaultsException"/> with every fault when anything is wrong.</summary>
    /// <param name="contentFolder">The folder that holds topics, wordings and so on.</param>
    /// <param name="plan">Settings that override facts about the plan: <c>PortalName</c> or <c>portal-name</c>.</param>
    /// <param name="whenValueMissing">
    /// Called when a wording is spoken without a value that it needs; the sentence is then left out. Without it such a wording throws.
    /// </param>
    public static Knowledge Load(string contentFolder, IReadOnlyDictionary<string, string>? plan = null, Action<MissingValue>? whenValueMissing = null)
    {
        var content = ContentFolder.Open(contentFolder);
        var locales = LocaleReader.Read(content);
        var facts = FactReader.Read(content, locales, plan ?? new Dictionary<string, string>());
        var topics = TopicReader.Read(content, locales);
        var fixes = FixReader.Read(content);
        var wordings = WordingReader.Read(content, locales, facts);
        var articles = ArticleReader.Read(content, locales, facts);
        var acts = ActReader.Read(content, locales);
        if (!content.HasBrokenFiles)
        {
            // Else a torn file would be reported once for itself and a hundred times for all that it no longer says.
            new Links(topics, fixes, wordings[Locale.Fallback], articles).Check();
            Parity.Check(locales, wordings, articles);
        }

        var manners = MannersReader.Read(content, locales);
        var secrets = SecretScrubber.From(content);
        var recognition = RecognitionRulesReader.Read(content.Yaml("recognition.yaml"));
        var emergencies = EmergencyReader.From(content);
        var sayings = SayingsReader.Read(content, topics.Select(topic => topic.Value.Id).ToHashSet());
        IReadOnlyList<Example> dangerExamples = [.. DangerExamplesReader.Read(content), .. DangerExamplesReader.EverydayTalk(content)];
        var actExamples = ActExamplesReader.Read(content);
        content.FaultUnreadFiles("sayings", "topics", "fixes", "wordings", "answers", "articles", "facts", "acts", "safety", "words", "act-examples");
        var hash = content.Finish();

        return new Knowledge(recognition, sayings, dangerExamples, actExamples, manners)
        {
            Locales = locales,
            Facts = facts,
            Doors = new DoorCheck(facts),
            Topics = new TopicLibrary([.. topics.Select(topic => topic.Value)]),
            Fixes = new FixLibrary([.. fixes.Select(fix => fix.Value)]),
            Wordings = new WordingLibrary(locales, wordings.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<Wording>)[.. pair.Value.Select(read => read.Value)]), whenValueMissing),
            Articles = new ArticleLibrary(locales, [.. articles.Select(article => article.Value)]),
            Acts = acts,
            Secrets = secrets,
            Emergencies = emergencies,
            Version = $"{topics.Select(topic => topic.Value.Reviewed).DefaultIfEmpty().Max():yyyy-MM-dd}.{hash}",
        };
    }

    /// <summary>What an editor should look at: overdue reviews, hard sentences, and above all any that asks for a secret.</summary>
    public IReadOnlyList<ContentWarning> Check(DateOnly today) => new ContentReview(this, today).Warnings();

    /// <summary>How hard the wordings are to read, by language and file, and over all files of a language.</summary>
    public IReadOnlyList<ReadingTable> ReadingGrades() => ReadingTable.Of(Wordings);
}

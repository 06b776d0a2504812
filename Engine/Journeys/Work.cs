using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Details.Devices;
using KnowledgeBase.Topics;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>What is known about one problem and what can still be done: which causes are left, which question tells most, which fix comes next.</summary>
internal sealed class Work
{
    /// <summary>Questions before the assistant acts (FEATURES U4).</summary>
    private const int MostQuestions = 3;

    private readonly Talk _talk;
    private readonly Scene _scene;

    private Work(Topic topic, Problem problem, Talk talk, Scene scene)
    {
        Topic = topic;
        Problem = problem;
        _talk = talk;
        _scene = scene;
    }

    internal Topic Topic { get; }
    internal Problem Problem { get; }

    internal static Work On(Talk talk, Scene scene)
    {
        var topic = scene.Knowledge.Topics.Find(talk.Top?.Note(Lead.TopicNote) ?? "") ?? scene.Knowledge.Topics.Find("incorrect-credentials")!;

        return new Work(topic, talk.ProblemOf(topic.Id) ?? new Problem { Topic = topic.Id }, talk, scene);
    }

    /// <summary>The problem with every answer that the message that named it gave already.</summary>
    internal static Problem WithWhatWasSaid(Problem problem, string text, Talk talk, Scene scene)
    {
        if (scene.Knowledge.Topics.Find(problem.Topic) is not { } topic)
        {
            return problem;
        }

        foreach (var question in topic.Questions)
        {
            if (problem.Cause is null && SaidIn(text, question) is { } told)
            {
                problem = new Work(topic, problem, talk, scene).With(question.Id, told);
            }
        }

        return problem;
    }

    /// <summary>The answer whose phrase stands in a text; null for none.</summary>
    internal static string? SaidIn(string text, Question question)
    {
        var said = Words.Of(text);

        return question.Answers.FirstOrDefault(answer => answer.Said.Any(phrase => ChoiceMatcher.IsWithin(Words.Of(phrase), said)))?.Answer;
    }

    /// <summary>The answer that a day stands for: the one whose days begin last, and not after it.</summary>
    internal static string? ToldByDay(IReadOnlyList<DateSpan> days, Question question, Scene scene)
    {
        if (days is not [var day])
        {
            return null;
        }

        var about = day.From.AddDays((day.To.DayNumber - day.From.DayNumber) / 2);
        var ago = DateOnly.FromDateTime(scene.LocalNow.DateTime).DayNumber - about.DayNumber;

        return question.Answers.Where(answer => answer.DaysAgo <= ago).MaxBy(answer => answer.DaysAgo)?.Answer;
    }

    private IEnumerable<Cause> CausesLeft => Topic.Causes.Where(cause =>
        Problem.Cause is null ? Problem.RuledOut.All(ruled => ruled.Cause != cause.Id) : cause.Id == Problem.Cause);

    private bool IsMobile => _talk.Given(Items.Platform) == "mobile";

    /// <summary>The fixes differ between web and app.</summary>
    internal bool PlatformMatters => Topic.Fixes.Select(_scene.Knowledge.Fixes.Find).OfType<Fix>().Any(fix => fix.Platforms.Count == 1);

    /// <summary>The first question whose answers could still change what is done.</summary>
    internal Question? NextQuestion => Problem.Cause is not null || Problem.AskedQuestions.Count >= MostQuestions || CausesLeft.Count() < 2
        ? null
        : Topic.Questions.FirstOrDefault(question => !Problem.AskedQuestions.Contains(question.Id)
            && question.Answers.Any(answer => answer.PointsTo.Concat(answer.RulesOut).Any(cause => CausesLeft.Any(left => left.Id == cause))));

    /// <summary>The answer to the next question that a detail told before, or null when it has to be asked.</summary>
    internal string? AnswerKnown => NextQuestion?.Answers.FirstOrDefault(answer => answer.ToldBy is { } item && _talk.Given(item) is not null)?.Answer;

    /// <summary>Until when the portal said to wait.</summary>
    internal DateTimeOffset? WaitUntil => _talk.Given(Items.WaitUntil) is { } until ? DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>When the time is over that the portal, or else the fix, says to wait, counted from when the wait was offered.</summary>
    internal DateTimeOffset WaitEnds(string fix) => WaitUntil
        ?? Problem.Tried.FirstOrDefault(tried => tried.Fix == fix)?.OfferedAt.AddMinutes(_scene.Knowledge.Fixes.Find(fix)?.Minutes ?? 0)
        ?? _scene.Now;

    internal bool IsWaitOver(string fix) => _scene.Now >= WaitEnds(fix);

    /// <summary>A wait was offered, and the member has not told how it went.</summary>
    internal static bool HasOpenWait(Talk talk, Scene scene) => talk.Problems.Any(problem => problem.Tried.Any(tried => tried.Result is null && scene.Knowledge.Fixes.Find(tried.Fix)?.IsAWait == true));

    /// <summary>The cause that evidence found is one only a person can deal with.</summary>
    internal bool NeedsPerson => Problem.Cause is { } cause && Topic.HandOverWhen.Contains(cause);

    internal string HandOverReason => Topic.Id switch
    {
        "account-compromised" => "security",
        "proxy-not-authorized" => "proxy",
        "lost-contact-access" => "identity_check",
        Lead.Locked when NextFix is null => "locked_no_selfservice",
        _ => "fixes_exhausted",
    };

    /// <summary>The next fix that could help here, was not tried, fits the device, and cannot lock the account.</summary>
    internal Fix? NextFix => FixOrder.Of(Topic, _scene.Knowledge.Fixes, _scene.Desk.Confirmed).FirstOrDefault(fix =>
        Problem.Tried.All(tried => tried.Fix != fix.Id)
        && !fix.NotAfter.Any(earlier => Problem.Tried.Any(tried => tried.Fix == earlier))
        && FitsDevice(fix)
        && (fix.Cures.Count == 0 || fix.Cures.Any(cure => CausesLeft.Any(cause => cause.Id == cure)))
        && (!fix.SpendsATry || TriesAreSafe)
        && !BeginsWhereTheyWereStuck(fix));

    /// <summary>The steps of a fix in the words for the member's system or browser.</summary>
    internal IReadOnlyList<string> StepsOf(Fix fix) => _scene.Knowledge.Wordings.Steps(
        $"fixes.{fix.Id}", _scene.Locale, new[] { VariantFor(fix), _talk.Top?.Note(FixError.VariantNote) }.OfType<string>(), Values.None);

    /// <summary>Whoever could not find "App info" is not sent there by the next fix.</summary>
    private bool BeginsWhereTheyWereStuck(Fix fix) => StepsOf(fix) is [var first, ..]
        && Problem.Tried.Any(tried => tried.Result == FixResult.CouldNot && _scene.Knowledge.Fixes.Find(tried.Fix) is { } stuck && StepsOf(stuck) is [var same, ..] && same == first);

    /// <summary>Signing in once more leaves at least one try. Unknown counts as safe until the member tells of several tries.</summary>
    private bool TriesAreSafe => TriesLeft is not { } left || left > 1;

    private int? TriesLeft
    {
        get
        {
            var spent = Problem.Tried.Count(tried => tried.Result is not null && _scene.Knowledge.Fixes.Find(tried.Fix)?.SpendsATry == true);
            if (_talk.Given(Items.TriesLeft) is { } left)
            {
                return int.Parse(left, System.Globalization.CultureInfo.InvariantCulture) - spent;
            }

            return _talk.Given(Items.TriesMade) is { } made
                ? int.Parse(_scene.Knowledge.Facts.Find("tries-before-lock")!.Value, System.Globalization.CultureInfo.InvariantCulture) - int.Parse(made, System.Globalization.CultureInfo.InvariantCulture) - spent
                : null;
        }
    }

    /// <summary>How far along the list of fixes the member is.</summary>
    internal Progress Progress
    {
        get
        {
            var offered = Problem.Tried.Count;
            var left = Topic.Fixes.Select(_scene.Knowledge.Fixes.Find).OfType<Fix>().Count(fix => FitsDevice(fix) && Problem.Tried.All(tried => tried.Fix != fix.Id));

            return new Progress(Math.Max(1, offered), Math.Max(1, offered) + left);
        }
    }

    internal IReadOnlyList<string> VariantsOf(string fix) => _scene.Knowledge.Fixes.Find(fix)?.Variants ?? [];

    /// <summary>The steps to show: for the member's browser or system when the fix has some of its own.</summary>
    internal string? VariantFor(Fix fix) =>
        new[] { _talk.Given(Items.Os), DeviceSystem.Of(_talk.Given(Items.Device)), _talk.Given(Items.Browser) }
            .OfType<string>()
            .Select(name => name.StartsWith("iPad", StringComparison.OrdinalIgnoreCase) ? "ios" : name)
            .Select(name => fix.Variants.FirstOrDefault(variant => name.Contains(variant, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(variant => variant is not null);

    internal Problem Offering(Fix fix, DateTimeOffset now) => Problem with { Tried = [.. Problem.Tried, new TriedFix(fix.Id, now, null)] };

    /// <summary>The problem without a fix that turned out to be for another device.</summary>
    internal Problem Withdrawing(string fix) => Problem with { Tried = [.. Problem.Tried.Where(tried => tried.Fix != fix || tried.Result is not null)] };

    internal Problem Ended(string fix, FixResult result) =>
        Problem with { Tried = [.. Problem.Tried.Select(tried => tried.Fix == fix && tried.Result is null ? tried with { Result = result } : tried)] };

    /// <summary>The problem after an answer to one of its questions.</summary>
    internal Problem With(string question, string answer)
    {
        var evidence = Topic.Questions.First(known => known.Id == question).Answers.FirstOrDefault(known => known.Answer == answer);
        var ruledOut = Problem.RuledOut.Concat((evidence?.RulesOut ?? []).Select(cause => new RuledOutCause(cause, $"question:{question}"))).DistinctBy(ruled => ruled.Cause).ToList();
        var left = Topic.Causes.Where(cause => ruledOut.All(ruled => ruled.Cause != cause.Id)).ToList();
        var pointedTo = (evidence?.PointsTo ?? []).Where(cause => left.Any(known => known.Id == cause)).ToList();

        return Problem with
        {
            RuledOut = ruledOut,
            AskedQuestions = [.. Problem.AskedQuestions, question],
            Cause = pointedTo.Count == 1 ? pointedTo[0] : left.Count == 1 ? left[0].Id : Problem.Cause,
        };
    }

    internal bool FitsDevice(Fix fix) => _talk.Given(Items.Platform) is null || fix.Platforms.Contains(IsMobile ? "mobile" : "web");
}

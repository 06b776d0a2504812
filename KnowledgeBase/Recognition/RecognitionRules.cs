namespace KnowledgeBase.Recognition;

/// <summary>What the recogniser knows about words, apart from the topics: <c>Content/recognition.yaml</c>, every locale together.</summary>
internal sealed record RecognitionRules
{
    /// <summary>Spellings, shortenings and phrases that mean the same word: "pw" is "password", "log in" is "signin", "cant" is "can not".</summary>
    public required IReadOnlyDictionary<string, string> SameAs { get; init; }

    /// <summary>Words of one idea in every language, by the idea's name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Ideas { get; init; }

    /// <summary>Further ones, of what danger is told with; to all other hearing they would be noise.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> DangerIdeas { get; init; }

    public required IReadOnlyList<string> Negators { get; init; }

    /// <summary>Words and ideas that say the opposite when negated ("not locked"); others lose nothing by a "not" ("not working").</summary>
    public required IReadOnlyList<string> Negatable { get; init; }

    /// <summary>Words that begin a new thought in mid-sentence: "but", "also".</summary>
    public required IReadOnlyList<string> Turns { get; init; }

    /// <summary>Words that place a thought in the past: "yesterday", "used to".</summary>
    public required IReadOnlyList<string> Past { get; init; }

    /// <summary>Words that bring the story back to now: "now", "today".</summary>
    public required IReadOnlyList<string> Present { get; init; }

    /// <summary>Words that make a yes or a no of whatever follows.</summary>
    public required IReadOnlyDictionary<Act, IReadOnlyList<string>> Leads { get; init; }

    /// <summary>Words that change nothing in an answer: "please", "um", "ok so".</summary>
    public required IReadOnlyList<string> Fillers { get; init; }

    /// <summary>What stands on a page around the message that matters: links, headings, names of ids.</summary>
    public required IReadOnlyList<string> Furniture { get; init; }

    /// <summary>How angry or desperate people speak.</summary>
    public required IReadOnlyList<string> Distress { get; init; }

    /// <summary>What the assistant's own words ask for, tried in order.</summary>
    public required IReadOnlyList<(Asked Asked, IReadOnlyList<string> Phrases)> Asking { get; init; }

    /// <summary>Small words that give a language away.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> LanguageWords { get; init; }

    /// <summary>Words that may join two problems: "and", "but".</summary>
    public required IReadOnlyList<string> Joins { get; init; }

    /// <summary>The joining words behind which another problem mostly comes: "also", "plus".</summary>
    public required IReadOnlyList<string> Adds { get; init; }

    /// <summary>Labels that are never one of two problems: "how do I get in" behind a problem is a plea, no second one.</summary>
    public required IReadOnlySet<string> StandsAlone { get; init; }

    /// <summary>Labels of what is asked about rather than suffered.</summary>
    public required IReadOnlySet<string> AskedAbout { get; init; }

    /// <summary>Words for what people sign in with: "laptop".</summary>
    public required IReadOnlyList<string> DeviceWords { get; init; }

    /// <summary>Little words around them: "it is on my ...".</summary>
    public required IReadOnlyList<string> DeviceTalk { get; init; }

    /// <summary>Phrases that name a thing only to say that it is no problem: "i know my password".</summary>
    public required IReadOnlyList<string> SaidToBeWell { get; init; }

    public required IReadOnlyList<ProblemPair> Together { get; init; }

    /// <summary>Problems that stop the member before others, even when those are named first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> StopsFirst { get; init; }

    public required Thresholds Thresholds { get; init; }
}

/// <summary>Two problems that are both meant where all the words stand and none of the others.</summary>
internal sealed record ProblemPair(string First, string Then, IReadOnlyList<string> Words, IReadOnlyList<string> Unless);

/// <summary>Where the decision lines lie, and how a raw score becomes a confidence; learnt on the development set.</summary>
internal sealed record Thresholds
{
    /// <summary>From this confidence on a problem is acted upon.</summary>
    public required double Answer { get; init; }

    /// <summary>Below this nothing was understood.</summary>
    public required double Clarify { get; init; }

    /// <summary>From this share of its words on, a wording counts as seen on the screen.</summary>
    public required double Seen { get; init; }

    /// <summary>How much a wording that was seen weighs against the words around it.</summary>
    public required double SeenWeight { get; init; }

    /// <summary>How sure a dialogue act must be.</summary>
    public required double Act { get; init; }

    /// <summary>The same where a question was asked.</summary>
    public required double ActInAnswer { get; init; }

    /// <summary>How sure the hearing of answers must be of an act.</summary>
    public required double LearntAct { get; init; }

    /// <summary>From this share on an answer only tells something, and what in it sounds like an act is none.</summary>
    public required double NoAct { get; init; }

    /// <summary>How sure both of two problems must be.</summary>
    public required double Second { get; init; }

    /// <summary>From this confidence on a message that no phrase of danger names is taken for an emergency all the same.</summary>
    public required double Emergency { get; init; }

    /// <summary>The same where a question was asked.</summary>
    public required double EmergencyInAnswer { get; init; }

    /// <summary>The same in a message with strong words or in capitals.</summary>
    public required double EmergencyInAnger { get; init; }

    /// <summary>From this confidence on, also without a word that is mostly said of danger.</summary>
    public required double EmergencySurely { get; init; }

    /// <summary>From this share of what is needed on, the message may hint at danger, and it is said whom to call.</summary>
    public required double EmergencyHinted { get; init; }

    /// <summary>Below this confidence a single word of danger, or two, is none.</summary>
    public required double EmergencyInPassing { get; init; }

    /// <summary>From this confidence on, what is said right around such a word is danger all the same.</summary>
    public required double EmergencyInClause { get; init; }

    /// <summary>Words that such a message has at least: "y" and a date say nothing of danger.</summary>
    public required int FewestWordsOfDanger { get; init; }

    /// <summary>Confidence is the logistic function of Offset + Slope * (log-odds of the best) + Lead * (log of best over next).</summary>
    public required double Offset { get; init; }

    public required double Slope { get; init; }

    public required double Lead { get; init; }
}

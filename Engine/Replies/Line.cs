using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Replies;

/// <summary>What a journey wants said, before it is put into words: a wording, the values it needs, and what goes with it.</summary>
internal sealed record Line(string Wording)
{
    internal Values Values { get; init; } = Values.None;

    /// <summary>Choices that only the moment knows; null to show the wording's own.</summary>
    internal IReadOnlyList<Choice>? Choices { get; init; }

    /// <summary>Ids of the wording's own choices that do not fit the moment.</summary>
    internal IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Said the other way round: the first way was not answered.</summary>
    internal bool InOtherWords { get; init; }

    /// <summary>The language it is said in when that is not the talk's.</summary>
    internal string? Locale { get; init; }

    internal Card? Card { get; init; }
    internal Progress? Progress { get; init; }

    /// <summary>What kind of answer is expected, so that it is read as such.</summary>
    internal Asked Asked { get; init; }
}

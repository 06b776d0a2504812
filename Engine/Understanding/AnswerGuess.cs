using System.Runtime.CompilerServices;
using Engine.Conversations;
using Engine.Replies;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Understanding;

/// <summary>
/// The last way to hear an answer: which of the choices it is likest to, by what people say for each of them in sentences of their own. It comes after everything that knows better, and what it
/// takes an answer for is said back to the member.
/// </summary>
internal sealed class AnswerGuess(WordingLibrary wordings, Recogniser recogniser)
{
    /// <summary>A story is no answer.</summary>
    private const int LongestAnswer = 200;

    /// <summary>How like the likest choice has to be, and how much liker than the next; found on the tuned half of <c>Tests/Understanding/answers.jsonl</c>.</summary>
    private const float Enough = 0.2f;
    private const float Ahead = 0.04f;

    /// <summary>The same for a guess that is as good as the choice itself, also where the message may be a question or name a problem.</summary>
    private const float Sure = 0.5f;
    private const float SurelyAhead = 0.15f;

    private readonly ConditionalWeakTable<WordingChoice, IReadOnlyList<string>> _phrases = [];

    internal Choice? Find(Prompt? prompt, Decoded decoded, bool onlySure = false)
    {
        if (prompt is not { Asked: Asked.Choice or Asked.SinceWhen or Asked.YesNo, Choices.Count: > 1 } || !CanBeAnswer(prompt, decoded))
        {
            return null;
        }

        var known = wordings.InEachLanguage(prompt.Wording).SelectMany(spoken => spoken.Choices).ToLookup(choice => choice.Id);
        var likeness = recogniser.LikenessTo([.. prompt.Choices.Select(choice => PhrasesOf(choice, known[choice.Id]))], decoded.Scrubbed);
        var order = Enumerable.Range(0, likeness.Count).OrderByDescending(at => likeness[at]).ToList();
        var (best, lead) = (likeness[order[0]], likeness[order[0]] - likeness[order[1]]);
        // "I don't have Chrome" is most like the choice that it turns down, where nobody wrote what people say for it.
        if (!known.Contains(prompt.Choices[order[0]].Id) && SmallWords.AreIn(SmallWords.Negations, decoded.Scrubbed, wordings))
        {
            return null;
        }

        var isSure = best >= Sure && lead >= SurelyAhead;

        return isSure || (!onlySure && best >= Enough && lead >= Ahead && !IsPerhapsAnother(decoded)) ? prompt.Choices[order[0]] : null;
    }

    private static bool CanBeAnswer(Prompt prompt, Decoded decoded) => decoded is { Emergency: false, Distressed: false }
        && !PlainAnswers.AreWantedAt(prompt)
        && decoded.Scrubbed.Length <= LongestAnswer
        && decoded.Removed.Count == 0
        && decoded.Label is not ("greeting" or "thanks-goodbye" or "talk-to-agent")
        && (decoded.Act is null || (prompt.Asked is Asked.Choice or Asked.SinceWhen && decoded.Act is Act.Affirm or Act.Deny or Act.DontKnow or Act.Correction && Words.Of(decoded.Scrubbed).Count > 2));

    private static bool IsPerhapsAnother(Decoded decoded) => decoded.Scrubbed.Contains('?', StringComparison.Ordinal) || (decoded.Decision == Decision.Answer && decoded.Label is not ("clarify" or "out-of-scope"));

    private IReadOnlyList<string> PhrasesOf(Choice choice, IEnumerable<WordingChoice> inEachLanguage)
    {
        var own = inEachLanguage.ToList();

        return own.Count == 0 ? [choice.Label] : _phrases.GetValue(own[0], _ => [.. own.SelectMany(spoken => (IEnumerable<string>)[spoken.Label, .. spoken.Hears, .. spoken.Like]).Distinct()]);
    }
}

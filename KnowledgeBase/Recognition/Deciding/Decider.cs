using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>Turns weighed labels into a decision: act on a problem, ask which one is meant, or own up to not following.</summary>
internal sealed class Decider(LabelModel model, Labels labels, Lexicon lexicon, Furniture furniture, RecognitionRules rules)
{
    private const int MostCandidates = 5;

    private readonly Thresholds _thresholds = rules.Thresholds;
    private readonly SecondProblem _second = new(model, labels, lexicon, furniture, rules);

    public Verdict Decide(Workspace work, HeardAct? act, bool isAllAct, Asked asked)
    {
        const double wordForWord = 0.95;
        var candidates = Rank(work);
        // "It kicked me out again" is a no, and a problem: that is what is worked on.
        if (act is { IsLearnt: true, Act: var beside } && candidates[0].Confidence >= _thresholds.Answer && IsProblem(candidates[0].Label))
        {
            return AddSecond(work, Judge(candidates) with { ActBeside = beside });
        }
        // "I said my account is locked!" sounds like a correction, and is a problem too.
        var isProblemToo = act is { Sureness: < wordForWord } && candidates[0].Confidence >= _thresholds.Answer;
        if (act is { } heard && ((isAllAct && !isProblemToo) || candidates[0].Confidence < _thresholds.Answer || candidates[0].Label is Labels.Clarify or Labels.OutOfScope))
        {
            return OnlyAct(heard, candidates, asked);
        }
        var verdict = Judge(candidates) with { Act = act?.Act, IsActLearnt = act is { IsLearnt: true } };

        return verdict.Label is Labels.Clarify or Labels.OutOfScope ? verdict : AddSecond(work, verdict);
    }

    private static bool IsProblem(string label) => label is not (Labels.Clarify or Labels.OutOfScope) && !Labels.IsCourtesy(label);

    // "Got it, thanks" is a yes and a goodbye; "it doesn't work" answers a question, or says nothing to act on when none was asked.
    private static Verdict OnlyAct(HeardAct heard, List<Candidate> candidates, Asked asked)
    {
        const double beyondDoubt = 0.9;
        var best = candidates[0];
        if (Labels.IsCourtesy(best.Label) && best.Confidence >= beyondDoubt)
        {
            return new Verdict(Decision.Answer, best.Label, best.Confidence, candidates) { Act = heard.Act, IsActLearnt = heard.IsLearnt, Because = $"it is '{best.Label}' and the act '{heard.Act}'" };
        }
        var isAnswerToNothing = asked == Asked.Nothing && heard.Act is (Act.Affirm or Act.Deny or Act.DontKnow or Act.Why or Act.Correction or Act.Skip or Act.Help);

        return new Verdict(isAnswerToNothing ? Decision.Clarify : Decision.Answer, Labels.Clarify, heard.Sureness, candidates)
        {
            Act = heard.Act,
            IsActLearnt = heard.IsLearnt,
            Because = heard.IsLearnt ? $"answers like it are mostly the act '{heard.Act}', and it names no problem" : $"the message is the act '{heard.Act}' and names no problem",
        };
    }

    private Verdict AddSecond(Workspace work, Verdict verdict) => _second.Find(work, verdict.Label) is { } both
        ? verdict with { Label = both.First, Label2 = both.Second, Because = $"{verdict.Because}; it names two problems, '{both.First}' and '{both.Second}'" }
        : verdict;

    private Verdict Judge(List<Candidate> candidates)
    {
        var best = candidates[0];
        if (best.Label == Labels.Clarify)
        {
            return new Verdict(Decision.Clarify, Labels.Clarify, best.Confidence, candidates) { Because = "it names no problem" };
        }
        if (best.Confidence >= _thresholds.Answer)
        {
            return new Verdict(Decision.Answer, best.Label, best.Confidence, candidates) { Because = $"'{best.Label}' is sure enough ({best.Confidence:0.00})" };
        }
        if (best.Confidence >= _thresholds.Clarify)
        {
            return new Verdict(Decision.Clarify, best.Label, best.Confidence, candidates) { Because = $"'{best.Label}' is likely ({best.Confidence:0.00}) but not sure" };
        }

        return new Verdict(Decision.Fallback, Labels.OutOfScope, 1 - best.Confidence, candidates) { Because = "nothing in it is known" };
    }

    private List<Candidate> Rank(Workspace work)
    {
        var ranked = new List<(int Label, float Share)>(MostCandidates + 1);
        var acts = 0f;
        for (var label = 0; label < labels.Count; label++)
        {
            if (labels.IsAct(label)) { acts += work.Mixed[label]; }
            else { Insert(ranked, label, work.Mixed[label]); }
        }
        var rest = Math.Max(1e-6f, 1 - acts);
        var lead = ranked[0].Share / Math.Max(1e-6f, ranked[1].Share);

        return [.. ranked.Select((entry, at) => new Candidate(labels[entry.Label], at == 0 ? Confidence(entry.Share / rest, lead) : Round(entry.Share / rest)))];
    }

    private static void Insert(List<(int Label, float Share)> ranked, int label, float share)
    {
        var at = ranked.Count;
        while (at > 0 && ranked[at - 1].Share < share) { at--; }
        if (at >= MostCandidates) { return; }
        ranked.Insert(at, (label, share));
        if (ranked.Count > MostCandidates) { ranked.RemoveAt(MostCandidates); }
    }

    private double Confidence(double share, double lead)
    {
        var odds = Math.Log(Math.Clamp(share, 1e-4, 1 - 1e-4) / (1 - Math.Clamp(share, 1e-4, 1 - 1e-4)));

        return Round(1 / (1 + Math.Exp(-(_thresholds.Offset + (_thresholds.Slope * odds) + (_thresholds.Lead * Math.Log(Math.Min(lead, 1e4)))))));
    }

    private static double Round(double share) => Math.Round(share, 3);
}

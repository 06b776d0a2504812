using System.Text.Json;
using Bot.Commands;
using KnowledgeBase.Recognition;

namespace Tests.Understanding;

/// <summary>Sends labelled messages through <c>decode</c>, exactly as the command does, and counts.</summary>
internal sealed class Scorer(Recogniser recogniser)
{
    private const int MostChoices = 4;

    public Figures Score(IEnumerable<LabelledLine> lines)
    {
        var figures = new Figures();
        foreach (var line in lines) { Score(line, Decode(line), figures); }

        return figures;
    }

    public JsonElement Decode(LabelledLine line)
    {
        var into = new MemoryStream();
        DecodeCommand.DecodeLine(recogniser, TimeProvider.System, line.Json.GetRawText(), into, explainer: null);

        return JsonDocument.Parse(into.ToArray()).RootElement;
    }

    private static void Score(LabelledLine line, JsonElement decoded, Figures figures)
    {
        if (line.Label is not null && line.Set != "acts") { ScoreLabel(line, decoded, figures); }
        if (line.Emergency is { } danger) { (danger ? figures.EmergenciesMissed : figures.LookAlikesAlarmed).Count(decoded.GetProperty("emergency").GetBoolean() != danger, line.Message, missIsHit: true); }
        if (line.Set == "acts") { ScoreAct(line, decoded, figures); }
        if (line.Entities is { } entities) { EntityScore.Count(line, entities, decoded.GetProperty("entities"), figures); }
        if (line.ClaimsSecrets) { ScoreSecrets(line, decoded, figures); }
    }

    private static void ScoreLabel(LabelledLine line, JsonElement decoded, Figures figures)
    {
        var decision = decoded.GetProperty("decision").GetString();
        var label = decoded.GetProperty("label").GetString()!;
        var second = decoded.TryGetProperty("label2", out var value) ? value.GetString() : null;
        var said = $"{line.Label,-22} {decision,-8} {label} {decoded.GetProperty("confidence")} [{Choices(decoded)}]: {line.Message}";
        var isRight = label == line.Label;
        if (line.Label == "clarify") { figures.VagueClarified.Count(decision == "clarify", said); }
        if (line.Label == "out-of-scope") { figures.OutOfScopeTakenForTopic.Count(decision == "answer" && label is not ("out-of-scope" or "clarify"), said, missIsHit: true); }
        if (decision == "answer") { figures.RightWhenAnswering.Count(isRight, said); }
        figures.BestLabel.Count(isRight, said);
        figures.Served.Count(IsServed(line.Label!, decision!, isRight, decoded), said);
        if (line.Label2 is { } other) { figures.BothProblemsKept.Count(isRight && second == other, $"{said} wants {other} has {second}"); }
        else { figures.SecondProblemInvented.Count(second is not null, $"{said} has {second}", missIsHit: true); }
    }

    private static bool IsServed(string wanted, string decision, bool isRight, JsonElement decoded) => (wanted, decision) switch
    {
        ("clarify", _) => decision == "clarify",
        ("out-of-scope", "fallback") => true,
        (_, "answer") => isRight,
        (_, "clarify") => isRight || Candidates(decoded).Take(MostChoices).Contains(wanted),
        _ => false,
    };

    private static IEnumerable<string> Candidates(JsonElement decoded) =>
        decoded.GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetProperty("label").GetString()!);

    private static string Choices(JsonElement decoded) => string.Join(' ', decoded.GetProperty("candidates").EnumerateArray().Take(3)
        .Select(candidate => $"{candidate.GetProperty("label")}={candidate.GetProperty("confidence")}"));

    private static void ScoreAct(LabelledLine line, JsonElement decoded, Figures figures)
    {
        var act = decoded.TryGetProperty("act", out var value) ? value.GetString() : null;
        var said = $"{line.Act ?? "(none)",-10} heard {act ?? "none"}: {line.Message}   <- {line.Text("context")}";
        if (line.Act is null) { figures.ActsInvented.Count(act is not null, said, missIsHit: true); }
        else { figures.ActsHeard.Count(act == line.Act, said); }
    }

    private static void ScoreSecrets(LabelledLine line, JsonElement decoded, Figures figures)
    {
        var scrubbed = decoded.GetProperty("scrubbed").GetString()!;
        if (line.HoldsSecret)
        {
            figures.SecretsLeaked.Count(line.Texts("leaks").Any(leak => scrubbed.Contains(leak, StringComparison.Ordinal)), $"{line.Message} => {scrubbed}", missIsHit: true);
        }
        else
        {
            var isAltered = decoded.GetProperty("removed").GetArrayLength() > 0 || line.Texts("keeps").Any(keep => !scrubbed.Contains(keep, StringComparison.Ordinal));
            figures.LookAlikesAltered.Count(isAltered, $"{line.Message} => {scrubbed}", missIsHit: true);
        }
    }
}

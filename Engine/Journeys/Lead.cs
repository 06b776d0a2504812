using Engine.Conversations;
using Engine.Understanding;

namespace Engine.Journeys;

/// <summary>Which journey a topic leads to.</summary>
internal static class Lead
{
    /// <summary>Note of every journey that was opened for a topic.</summary>
    internal const string TopicNote = "topic";

    /// <summary>Ticket goals whose cure changes an account: nobody may start that for another person's.</summary>
    private static readonly HashSet<string> OwnersOnly = ["recover_password", "recover_id", "mfa"];

    internal static Frame To(string topic, Scene scene, bool speaksForAnother = false)
    {
        var known = scene.Knowledge.Topics.Find(topic);
        var journey = known is null ? "triage"
            : speaksForAnother && known.LeadsTo != "answers" && (OwnersOnly.Contains(known.Goal) || topic == "account-locked") ? "caregiver"
            : known.LeadsTo;

        return new Frame(journey, "").WithNote(TopicNote, topic);
    }

    /// <summary>"My mother forgot her password": whose account it is has to be asked first.</summary>
    internal static bool SpeaksForAnother(Meaning meaning) => meaning.Entities.Who == "caregiver";

    /// <summary>Notes a problem when it is first named, with the cause that the wording on the screen already tells.</summary>
    internal static Talk Found(Talk talk, string topic, Meaning? meaning = null)
    {
        var found = talk with { Waiting = [.. talk.Waiting.Where(waiting => waiting != topic)] };

        return found.ProblemOf(topic) is not null
            ? found
            : found.With(new Problem
            {
                Topic = topic,
                Confidence = meaning?.Topic == topic ? meaning.Decoded.Confidence : 1,
                Cause = meaning?.Decoded.Seen is { } seen && seen.Topic == topic ? seen.Cause : null,
            });
    }

    /// <summary>A second problem in the same message waits until the first is dealt with.</summary>
    internal static Talk KeepForLater(Talk talk, Meaning meaning, Scene scene) =>
        meaning.Decoded.Label2 is { } second && second != meaning.Topic && IsProblem(second, scene) && !talk.Waiting.Contains(second) && talk.ProblemOf(second) is null
            ? talk with { Waiting = [.. talk.Waiting, second] }
            : talk;

    /// <summary>Whether it is a question that an article answers, after which the step goes on.</summary>
    internal static bool IsQuestion(string topic, Scene scene) => scene.Knowledge.Topics.Find(topic) is { Causes.Count: 0, LeadsTo: "answers" or "preparedness" or "accessibility" or "caregiver" };

    /// <summary>Whether it is something that fails, and not a question about how things work.</summary>
    internal static bool IsError(string topic, Scene scene) => scene.Knowledge.Topics.Find(topic) is { LeadsTo: not ("answers" or "triage") and not "checklist", Causes.Count: > 0 };

    /// <summary>Whether something can be done about a topic: small talk and what lies outside lead nowhere.</summary>
    internal static bool IsProblem(string topic, Scene scene) => scene.Knowledge.Topics.Find(topic) is { LeadsTo: not "triage" };
}

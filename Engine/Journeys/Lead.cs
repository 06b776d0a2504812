using Engine.Conversations;
using Engine.Members;
using Engine.Understanding;

namespace Engine.Journeys;

/// <summary>Which journey a topic leads to.</summary>
internal static class Lead
{
    /// <summary>Note of every journey that was opened for a topic.</summary>
    internal const string TopicNote = "topic";

    /// <summary>Note: what was understood of the topic has been said.</summary>
    internal const string ToldNote = "told";

    /// <summary>Note: the member is shown how to do it themselves, although the accounts are connected.</summary>
    internal const string ByHandNote = "by-hand";

    /// <summary>The topic of a lock.</summary>
    internal const string Locked = "account-locked";

    private const string TicketTopic = "ticket-status";

    /// <summary>Ticket goals whose cure changes an account: nobody may start that for another person's.</summary>
    private static readonly HashSet<string> OwnersOnly = ["recover_password", "recover_id", "mfa"];

    /// <summary>Problems by which codes are lost: that none come is the same problem, and no second one.</summary>
    private static readonly string?[] LosesCodes = ["mfa-device-lost", "lost-contact-access"];

    internal static Frame To(string topic, Scene scene, bool speaksForAnother = false)
    {
        var known = scene.Knowledge.Topics.Find(topic);
        var journey = known is null ? "triage"
            : speaksForAnother && known.LeadsTo != "answers" && (OwnersOnly.Contains(known.Goal) || topic == Locked) ? "caregiver"
            : known.WithAccounts is { } done && IsOffered(done, topic, scene.Accounts) ? done
            : known.LeadsTo;

        return new Frame(journey, "").WithNote(TopicNote, topic);
    }

    /// <summary>The way without accounts: the assistant tells, the member does.</summary>
    internal static Frame Guide(string topic, Frame from, Scene scene) =>
        new Frame(scene.Knowledge.Topics.Find(topic)?.LeadsTo ?? "triage", "").WithNote(TopicNote, topic).WithNote(ToldNote, from.Note(TopicNote) == topic ? "yes" : null);

    /// <summary>The way to a person, with why.</summary>
    internal static Frame Person(string reason, string topic) => new Frame("checklist", "").WithNote(Checklist.ReasonNote, reason).WithNote(TopicNote, topic);

    /// <summary>Whether the plan lets the assistant do by chat what the journey is for.</summary>
    internal static bool IsOffered(string journey, string topic, Capabilities accounts) => accounts is { CanVerify: true, CodeChannels.Count: > 0 } && (journey, topic) switch
    {
        (Recovery.JourneyId, "forgot-username") => accounts.CanSendUserName,
        (Recovery.JourneyId, Locked) => accounts.CanUnlock || accounts.CanReset,
        (Recovery.JourneyId, _) => accounts.CanReset,
        _ => accounts.NewFactors.Count > 0,
    };

    /// <summary>"My mother forgot her password": whose account it is has to be asked first.</summary>
    internal static bool SpeaksForAnother(Meaning meaning) => meaning.Entities.Who == "caregiver";

    /// <summary>Notes a problem when it is first named.</summary>
    internal static Talk Found(Talk talk, string topic) => Found(talk, topic, _ => new Problem { Topic = topic, Confidence = 1 });

    /// <summary>Notes a problem with what else its message tells: the cause that the wording on the screen gives away, or the answer to a question that is then not asked.</summary>
    internal static Talk Found(Talk talk, string topic, Meaning meaning, Scene scene) => Found(talk, topic, found => Work.WithWhatWasSaid(
        new Problem
        {
            Topic = topic,
            Confidence = meaning.Topic == topic ? meaning.Decoded.Confidence : 1,
            Cause = meaning.Decoded.Seen is { } seen && seen.Topic == topic ? seen.Cause : null,
        },
        meaning.Text,
        found,
        scene));

    private static Talk Found(Talk talk, string topic, Func<Talk, Problem> problem)
    {
        var found = talk with { Waiting = [.. talk.Waiting.Where(waiting => waiting != topic)] };

        return found.ProblemOf(topic) is not null ? found : found.With(problem(found));
    }

    /// <summary>A second problem in the same message waits until the first is dealt with. A member number beside it is no question about a ticket.</summary>
    internal static Talk KeepForLater(Talk talk, Meaning meaning, Scene scene) =>
        meaning.Decoded.Label2 is { } second && second != meaning.Topic && !(second == "code-not-received" && LosesCodes.Contains(meaning.Topic)) && !(second == TicketTopic && meaning.Entities.MemberNumber.Count > 0) && IsProblem(second, scene) && !talk.Waiting.Contains(second) && talk.ProblemOf(second) is null
            ? talk with { Waiting = [.. talk.Waiting, second] }
            : talk;

    /// <summary>Whether it is a question that an article answers, after which the step goes on.</summary>
    internal static bool IsQuestion(string topic, Scene scene) => scene.Knowledge.Topics.Find(topic) is { Causes.Count: 0, LeadsTo: "answers" or "preparedness" or "accessibility" or "caregiver" };

    /// <summary>Whether it is something that fails, and not a question about how things work.</summary>
    internal static bool IsError(string topic, Scene scene) => scene.Knowledge.Topics.Find(topic) is { LeadsTo: not ("answers" or "triage") and not "checklist", Causes.Count: > 0 };

    /// <summary>Whether something can be done about a topic: small talk and what lies outside lead nowhere.</summary>
    internal static bool IsProblem(string topic, Scene scene) => scene.Knowledge.Topics.Find(topic) is { LeadsTo: not "triage" };
}

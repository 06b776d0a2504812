using Engine.Conversations;

namespace Engine.Journeys;

/// <summary>Which journey a topic leads to.</summary>
internal static class Lead
{
    /// <summary>Note of every journey that was opened for a topic.</summary>
    internal const string TopicNote = "topic";

    internal static Frame To(string topic, Scene scene)
    {
        var journey = scene.Knowledge.Topics.Find(topic)?.LeadsTo ?? "triage";

        return new Frame(journey, "").WithNote(TopicNote, topic);
    }

    /// <summary>Whether something can be done about a topic: small talk and what lies outside lead nowhere.</summary>
    internal static bool IsProblem(string topic, Scene scene) => scene.Knowledge.Topics.Find(topic) is { LeadsTo: not "triage" };
}

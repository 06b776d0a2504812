using Engine.Conversations;
using Engine.Handover;
using Engine.Understanding;
using KnowledgeBase.Doors;
using KnowledgeBase.Recognition;

namespace Engine.Journeys;

/// <summary>Hears addresses wherever they are said: one that only looks like the plan's is told at once, whatever was asked (FEATURES F7).</summary>
internal static class WrongDoor
{
    internal const string Topic = "account-compromised";

    private const string AddressNote = "address";
    private const string VerdictNote = "verdict";

    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene)
    {
        // Whoever was asked for their own mailbox is no look-alike, and the security journey judges for itself.
        if (talk.IsIn("security") || talk.Prompt?.Asked is Asked.Email or Asked.Contact)
        {
            return null;
        }

        if (Judge(meaning, talk, scene) is not { } judged || !(IsDanger(judged, meaning) || IsAsked(meaning, scene)))
        {
            return null;
        }

        var known = Lead.Found(talk, Topic);
        var step = IsRight(judged) ? Security.Step.TellRight : Security.Step.TellVerdict;
        var frame = Noted(new Frame("security", Kebab.Of(step)).WithNote(Lead.TopicNote, Topic), judged);

        return Reaction.Move(Remember(Later(Triage.AsBelow(known), meaning, scene), judged, scene).Push(frame));
    }

    internal static DoorJudgement? Judge(Meaning meaning, Talk talk, Scene scene) => scene.Knowledge.Doors.Judge(meaning.Text, talk.Given(Items.Region));

    internal static bool IsRight(DoorJudgement judged) => judged.Verdict is DoorVerdict.Right or DoorVerdict.Old or DoorVerdict.OtherRegion;

    internal static Frame Noted(Frame frame, DoorJudgement judged) => frame.WithNote(AddressNote, judged.Host).WithNote(VerdictNote, WordingOf(judged)).WithNote(Items.Region, judged.Region);

    /// <summary>A doubtful address goes into the ticket; a right one is no evidence of anything.</summary>
    internal static Talk Remember(Talk talk, DoorJudgement judged, Scene scene) =>
        IsRight(judged) ? talk : talk.With(Items.DoubtfulAddress, Slot.Typed(judged.Host, scene.Now));

    internal static (string Host, string Wording, string? Region) JudgedIn(Frame frame) =>
        (frame.Note(AddressNote) ?? "", frame.Note(VerdictNote) ?? "elsewhere", frame.Note(Items.Region));

    private static bool IsDanger(DoorJudgement judged, Meaning meaning) => judged.Verdict == DoorVerdict.LookAlike && (!judged.IsEmail || meaning.Topic == Topic);

    private static bool IsAsked(Meaning meaning, Scene scene) => SmallWords.AreIn(SmallWords.Doubts, meaning.Text, scene.Knowledge.Wordings);

    /// <summary>What else was said is taken up when this is done; the greeting's choices are heard in whole sentences too.</summary>
    private static Talk Later(Talk talk, Meaning meaning, Scene scene) =>
        (meaning.Topic ?? meaning.Chosen?.Id) is { } topic and not (Topic or "how-to-sign-in") && Lead.IsProblem(topic, scene) && !talk.Waiting.Contains(topic) && talk.Stack.All(frame => frame.Note(Lead.TopicNote) != topic)
            ? talk with { Waiting = [.. talk.Waiting, topic] }
            : talk;

    private static string WordingOf(DoorJudgement judged) => judged.Verdict switch
    {
        DoorVerdict.Right => judged.IsEmail ? "right-email" : "right",
        DoorVerdict.Old => "old",
        DoorVerdict.OtherRegion => "other-region",
        DoorVerdict.Elsewhere => "elsewhere",
        DoorVerdict.Hidden => $"hidden-{Kebab.Of(judged.Trick)}",
        DoorVerdict.LookAlike => $"look-alike-{Kebab.Of(judged.Trick)}",
    };
}

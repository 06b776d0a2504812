using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Requests that work in every step of every journey: help, a person, back, start over, cancel, repeat, why, hold on, a correction, another language.</summary>
internal static class GlobalRequests
{
    /// <summary>Choice ids that any prompt may offer and that mean the same everywhere.</summary>
    internal const string AgentChoice = "agent";
    internal const string KeepGoingChoice = "keep-going";

    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene) => meaning switch
    {
        { Chosen.Id: AgentChoice } or { Topic: "talk-to-agent" } when !Collecting(talk) || meaning.Chosen?.Id == AgentChoice => Agent(talk),
        { Topic: "talk-to-agent" } => Reaction.Say(talk, new Line("global.person-on-the-way")),
        { Chosen.Id: KeepGoingChoice } => Reaction.Say(talk with { Misses = 0 }),
        { Chosen: not null } => null,
        _ => meaning.Decoded.Act switch
        {
            Act.Back => Back(talk, scene),
            Act.Restart => Restart(talk),
            Act.Cancel => Cancel(talk),
            Act.Repeat => Reaction.Say(talk),
            Act.Why => Why(talk, scene),
            Act.HoldOn => Reaction.Say(talk, new Line("global.hold-on")) with { Quiet = true },
            Act.Help => Reaction.Say(talk, new Line("global.help")),
            Act.AreYouABot => Reaction.Say(talk, new Line("global.about-me")),
            Act.ChangeLanguage => Reaction.Say(talk, new Line("global.language")),
            Act.Correction => Correct(talk, meaning, scene),
            Act.Affirm or Act.Deny or Act.DontKnow or Act.Skip or null => null,
            _ => throw new InvalidOperationException("An act has no further kinds."),
        },
    };

    internal static Reaction Agent(Talk talk) => Collecting(talk)
        ? Reaction.Say(talk, new Line("global.person-on-the-way"))
        : Reaction.Move(talk.Push(new Frame("checklist", "")
            .WithNote("reason", "user_requested")
            .WithNote(Lead.TopicNote, talk.Problems.Count == 0 ? "talk-to-agent" : talk.Problems[^1].Topic)));

    private static bool Collecting(Talk talk) => talk.Stack.Any(frame => frame.Journey == "checklist");

    private static Reaction Back(Talk talk, Scene scene) => scene.Before.Past.Count == 0
        ? Reaction.Say(talk, new Line("global.nothing-to-undo"))
        : Reaction.Say(scene.Before.Past[^1], new Line("global.went-back"));

    private static Reaction? Restart(Talk talk) => talk.Top?.Journey == "start-over"
        ? null
        : Reaction.Move(talk.Push(new Frame("start-over", "")));

    /// <summary>Ends the journey on top; with only the first question left there is nothing to end but the talk.</summary>
    private static Reaction? Cancel(Talk talk)
    {
        if (talk.Top?.Journey == "start-over")
        {
            return null;
        }

        return talk.Stack.Count > 1
            ? Reaction.Move(talk.Pop(), new Line("global.cancelled"))
            : Reaction.Move(talk.WithTop(talk.Top! with { Step = Kebab.Of(Triage.Step.Goodbye) }));
    }

    private static Reaction Why(Talk talk, Scene scene)
    {
        var why = talk.Prompt is { } prompt ? scene.Knowledge.Wordings.Why(prompt.Wording, scene.Locale, Values.None) : null;

        return Reaction.Say(talk, why is null ? new Line("global.why-in-general") : new Line("global.why") { Values = Values.None.With("why", why) });
    }

    /// <summary>"Actually my email is ...": the new value is taken. Without one, the member is asked what to change.</summary>
    private static Reaction Correct(Talk talk, Meaning meaning, Scene scene)
    {
        var said = Details.Said(meaning, scene).Where(detail => detail.Item is not Items.ErrorText || meaning.Entities.ErrorText.Count > 0).ToList();
        if (said.Count == 0)
        {
            return talk.Top?.Journey == "change-answer" ? Reaction.Say(talk) : Reaction.Move(talk.Push(new Frame("change-answer", "")));
        }

        var names = said.Select(detail => scene.Knowledge.Wordings.Say($"items.{detail.Item}", scene.Locale, Values.None));

        return Reaction.Move(
            Details.Take(talk, meaning, scene, replace: true),
            new Line("global.corrected") { Values = Values.None.With("items", string.Join(", ", names)) });
    }
}

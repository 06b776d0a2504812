using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>"You already asked me that": the assistant says sorry and what it has noted, and goes on without the answer where the journey can.</summary>
internal static class AskedBefore
{
    private const int LongestComplaint = 80;

    /// <summary>Journeys in which a question can be left open. A code, or whose account it is, cannot.</summary>
    private static readonly string[] CanLeaveOpen = ["checklist", "fix-error", "sign-in", "caregiver", "preparedness"];

    /// <param name="hear">What the present step makes of a message.</param>
    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene, Func<Talk, Meaning, Reaction?> hear)
    {
        // "I already told you, it's the website": the answer counts, and is not asked for a third time.
        if (meaning.Text.Length <= LongestComplaint && meaning.ToldAgain.Value is { } told && hear(Details.Take(talk, told, scene, replace: true), told) is { } heard)
        {
            return heard with { Lines = [new Line("global.asked-before"), .. heard.Lines] };
        }

        // Where a name or the words of a screen are asked for, the complaint itself is read as that.
        if (meaning is not { Topic: null, Decoded.Act: not (Act.Affirm or Act.Deny) } || meaning.Text.Length > LongestComplaint
            || SmallWords.Named(SmallWords.AskedBefore, meaning.Text, scene.Knowledge.Wordings) is null || Details.Said(meaning, scene).Any(detail => detail.Item is not (Items.ErrorText or Items.FullName)))
        {
            return null;
        }

        var leftOpen = CanLeaveOpen.Contains(talk.Top!.Journey) ? hear(talk, meaning with { Chosen = null, Decoded = meaning.Decoded with { Act = Act.DontKnow } }) : null;

        return leftOpen is null
            ? Reaction.Say(talk, Sorry(talk, scene)) with { Rephrase = true }
            : leftOpen with { Lines = [Sorry(talk, scene)] };
    }

    private static Line Sorry(Talk talk, Scene scene)
    {
        var wordings = scene.Knowledge.Wordings;
        var known = talk.Slots.Keys.Where(item => talk.Given(item) is not null && wordings.Has($"items.{item}")).Select(item => wordings.Say($"items.{item}", scene.Locale, Values.None)).ToList();

        return known.Count == 0
            ? new Line("global.asked-before")
            : new Line("global.asked-before-noted") { Values = Values.None.With("items", string.Join(", ", known)) };
    }
}

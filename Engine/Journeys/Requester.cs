using Engine.Conversations;
using Engine.Handover;
using Engine.Understanding;

namespace Engine.Journeys;

/// <summary>Who writes for somebody else. What they tell of themselves is kept apart from what is the member's, so that nobody is called at the wrong number.</summary>
internal static class Requester
{
    /// <summary>Phrases by which people speak of themselves ("my number is").</summary>
    private const string OfThemselves = "small-words.of-themselves";

    /// <summary>Phrases by which people tell what they are to the member ("I'm his daughter").</summary>
    private const string Relations = "small-words.relations";

    /// <summary>Phrases by which people ask whose details are meant.</summary>
    private const string WhoseDetails = "small-words.whose-details";

    private const int MostNames = 3;

    private static readonly string[] OwnSteps = [Kebab.Of(Checklist.Step.AskRequesterName), Kebab.Of(Checklist.Step.AskRequesterRelation), Kebab.Of(Checklist.Step.AskRequesterContact)];

    internal static bool IsKnown(Talk talk) => talk.Given(Items.Who) is "caregiver";

    /// <summary>"His name or mine?"</summary>
    internal static bool AsksWhose(Meaning meaning, Scene scene) => SmallWords.Named(WhoseDetails, meaning.Text, scene.Knowledge.Wordings) is not null;

    /// <summary>Whether a name or a number in this message is the requester's own.</summary>
    internal static bool IsMeant(Meaning meaning, Scene scene) => IsAsked(scene)
        || (scene.Before.Talk.IsIn("checklist")
            && ((IsKnown(scene.Before.Talk) && SmallWords.Named(OfThemselves, meaning.Text, scene.Knowledge.Wordings) is not null) || Relation(meaning, scene) is not null));

    /// <summary>What they are to the member, an id of the vocabulary; null where it is not said.</summary>
    internal static string? Relation(Meaning meaning, Scene scene) => SmallWords.Named(Relations, meaning.Text, scene.Knowledge.Wordings);

    /// <summary>"I'm his daughter Amy Turner": the words with capitals right after the phrase.</summary>
    internal static string? NameAfterRelation(Meaning meaning, Scene scene)
    {
        var typed = meaning.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var phrases = scene.Knowledge.Wordings.InEachLanguage(Relations).SelectMany(own => own.Choices).SelectMany(choice => ContentWords.Of(choice).Hears).ToList();
        for (var end = 2; end < typed.Length; end++)
        {
            var before = Words.Of(string.Join(' ', typed.Take(end)));
            if (phrases.Any(phrase => phrase.Count <= before.Count && before.Skip(before.Count - phrase.Count).SequenceEqual(phrase)))
            {
                var name = typed.Skip(end).TakeWhile(word => char.IsUpper(word[0])).Take(MostNames).Select(word => word.Trim('.', ',', ';')).ToList();

                return name.Count < 2 ? null : string.Join(' ', name);
            }
        }

        return null;
    }

    private static bool IsAsked(Scene scene) => scene.Before.Talk is { Top.Journey: "checklist", Prompt.Step: { } step } && OwnSteps.Contains(step);
}

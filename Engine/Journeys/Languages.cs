using Engine.Conversations;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Going on in another language: everything is kept, the change is confirmed in the new language, and the same question is put again.</summary>
internal static class Languages
{
    /// <summary>What was asked for, whether it is a new language or the one that is spoken already.</summary>
    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene) => meaning.Language switch
    {
        null => null,
        { } wish when wish.From == wish.To => meaning.Kind == MessageKind.Said ? Reaction.Wish(talk, Named("global.language-same", wish.To, scene)) : null,
        { } wish => Reaction.Wish(talk, Named("global.language-changed", wish.To, scene)),
    };

    /// <summary>The member wants another language and named none that is spoken here.</summary>
    internal static Reaction AskWhich(Talk talk, Scene scene) => Reaction.Wish(talk) with
    {
        Instead = new Line("global.language") { Choices = [.. scene.Knowledge.Locales.All.Select(locale => new Choice(LanguageReading.ChoiceOf(locale.Id), locale.Name))] },
    };

    /// <summary>Said before all else when the talk follows a member into their language, or offers it. What was spoken so far tells the way back.</summary>
    internal static IReadOnlyList<Line> Remark(Meaning meaning, Scene scene) => meaning.Language switch
    {
        { Sign: LanguageSign.Followed } wish => [Named("global.language-followed", wish.To, scene) with { Values = Values.None.With("way-back", WayTo(wish.From, scene)) }],
        { Sign: LanguageSign.Offered } wish => [new Line("global.language-offered") { Locale = wish.To, Values = Values.None.With("way", WayTo(wish.To, scene)) }],
        _ => [],
    };

    private static string WayTo(string locale, Scene scene) => scene.Knowledge.Wordings.Say("global.language-way", locale, Values.None);

    private static Line Named(string wording, string locale, Scene scene) =>
        new(wording) { Values = Values.None.With("language", scene.Knowledge.Locales.Best(locale).Name) };
}

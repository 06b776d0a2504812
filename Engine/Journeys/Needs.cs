using Engine.Understanding;

namespace Engine.Journeys;

/// <summary>What members say they need, in words of the content's vocabulary.</summary>
internal static class Needs
{
    private const string Heard = "needs.heard";

    /// <summary>The need that a text names, or null.</summary>
    internal static string? In(string text, Scene scene) => SmallWords.Named(Heard, text, scene.Knowledge.Wordings);

    /// <summary>One more need beside those that are known.</summary>
    internal static string With(string? known, string need) => known is null ? need : known.Split(' ').Contains(need) ? known : $"{known} {need}";

    /// <summary>The latest need of the vocabulary; null when there is none, or it was told in words of the member's own.</summary>
    internal static string? Last(string? known, Scene scene) => known?.Split(' ')[^1] is { } last && scene.Knowledge.Wordings.Has($"told.support-need-{last}") ? last : null;
}

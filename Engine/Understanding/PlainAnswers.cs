using Engine.Conversations;

namespace Engine.Understanding;

/// <summary>Questions whose answer sends what the member told, or throws it away: it has to be given plainly, and is neither guessed nor found within a longer sentence.</summary>
internal static class PlainAnswers
{
    private static readonly string[] Wordings = ["checklist.review", "start-over.ask-keep"];

    internal static bool AreWantedAt(Prompt prompt) => Wordings.Contains(prompt.Wording);
}

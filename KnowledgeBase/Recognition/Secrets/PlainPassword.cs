using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Whether a word or a number that looks like nothing special can be a password where one is expected.</summary>
internal static class PlainPassword
{
    public static bool Is(SecretSearch search, Chunk chunk)
    {
        const SecretSense Others = SecretSense.OrdinaryWords | SecretSense.UserWords | SecretSense.TypingWords | SecretSense.PasswordWords | SecretSense.CodeWords | SecretSense.Links;
        if (!chunk.HasLetter || chunk.Length < 3 || search.Is(chunk.First, Others))
        {
            return false;
        }

        return search.Text.StartsCapital(chunk.First) || chunk.First != chunk.Last || !SoundsLikeAnAnswer(search.Text.Word(chunk.First));
    }

    /// <summary>"password 061284": four digits or more, and no amount.</summary>
    public static bool IsBareNumber(SecretSearch search, Chunk chunk) =>
        chunk.HasDigit && !chunk.HasLetter && chunk.Digits is >= 4 and <= 12 && !search.Is(chunk.Last + 1, SecretSense.Units) && search.Asked.WantsNoDetail();

    public static bool EndsClause(SecretSearch search, int i) =>
        i >= search.Text.Count || search.Text.StartsSentence(i) || !search.Text.IsWord(i) || search.Is(i, SecretSense.ClauseEnds);

    /// <summary>"rejected", "malfunctioning", "unfortunately": what people say about a password.</summary>
    private static bool SoundsLikeAnAnswer(ReadOnlySpan<char> word) =>
        word.Length > 5 && !word.EndsWith("fly") && (word.EndsWith("ing") || word.EndsWith("ed") || word.EndsWith("ly") || word.EndsWith("able") || word.EndsWith("ible") || word.EndsWith("ada") || word.EndsWith("ado") || word.EndsWith("mente") || word.EndsWith("ando") || word.EndsWith("iendo"))
        && NumberWords.Cardinal(word) < 0;
}

namespace KnowledgeBase.Loading;

/// <summary>How ids are written: kebab case, so that they read the same in files, addresses and transcripts.</summary>
internal static class ContentIds
{
    internal static bool IsId(string text)
    {
        var hyphenAllowed = false;
        foreach (var letter in text)
        {
            if (letter == '-' ? !hyphenAllowed : !(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)))
            {
                return false;
            }

            hyphenAllowed = letter != '-';
        }

        return hyphenAllowed;
    }
}

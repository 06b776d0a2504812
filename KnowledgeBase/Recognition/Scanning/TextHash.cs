namespace KnowledgeBase.Recognition.Scanning;

/// <summary>A number for a text that is the same at every start, as a string's own hash code is not (FNV-1a).</summary>
internal static class TextHash
{
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text) { hash = (hash ^ letter) * 1099511628211UL; }

        return hash;
    }
}

namespace KnowledgeBase.Recognition.Scanning;

internal enum TokenKind : byte { Word, Number, Symbol, LineEnd }

/// <summary>A run of letters, a run of digits, or one sign. The offsets are those of the folded text; glued means that no space stands before it.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, bool Glued)
{
    public int Length => End - Start;
}

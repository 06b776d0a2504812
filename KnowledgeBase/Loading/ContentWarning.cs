namespace KnowledgeBase.Loading;

/// <summary>What a warning is about.</summary>
public enum WarningKind
{
    /// <summary>Asks a member for a password, PIN, SSN or card number.</summary>
    AsksForSecret,

    /// <summary>Tells members that it was their fault.</summary>
    Blames,

    /// <summary>Nobody has looked for longer than agreed whether it is still true.</summary>
    ReviewDue,

    /// <summary>Asks more years of school of its reader than we want to.</summary>
    HardToRead,

    /// <summary>A button's label is too long for narrow screens.</summary>
    LongLabel,

    /// <summary>Said in English to those who speak another language.</summary>
    Untranslated,

    /// <summary>Nothing refers to it.</summary>
    Unused,

    /// <summary>The same words stand for two problems.</summary>
    Ambiguous,

    /// <summary>A cause that no fix cures and for which nobody takes over.</summary>
    DeadEnd,
}

/// <summary>Content that can be used, and that an editor should look at.</summary>
public sealed record ContentWarning(WarningKind Kind, string File, int Line, string Says)
{
    public override string ToString() => $"{File}:{Line}: {Says}";
}

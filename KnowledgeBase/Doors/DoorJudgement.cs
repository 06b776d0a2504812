namespace KnowledgeBase.Doors;

/// <summary>What an address is, held against the plan's own.</summary>
public enum DoorVerdict { Right, Old, OtherRegion, Elsewhere, Hidden, LookAlike }

/// <summary>By what an address passes itself off as the plan's.</summary>
public enum DoorTrick { None, UserInfo, Subdomain, Homoglyph, MixedScript, Punycode, Typo, WrongEnding, AddedWords, InPath, Numbers, ShortLink }

/// <summary>One address, judged.</summary>
/// <param name="Host">As computers read it, in ASCII: a name in look-alike letters shows its true form.</param>
/// <param name="IsEmail">It was a sender's address; such a one can be forged even when it is right.</param>
public sealed record DoorJudgement(string Host, DoorVerdict Verdict, DoorTrick Trick, bool IsEmail)
{
    /// <summary>The region whose page it is.</summary>
    public string? Region { get; init; }
}

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>What a word can mean to the scrubber; the words themselves are in <c>Content/safety/secrets.yaml</c>, a key for each.</summary>
[Flags]
internal enum SecretSense
{
    None = 0,
    PasswordWords = 1 << 0,
    PasswordThings = 1 << 1,
    Links = 1 << 2,
    Fillers = 1 << 3,
    TypingWords = 1 << 4,
    ChangingWords = 1 << 5,
    UserWords = 1 << 6,
    OrdinaryWords = 1 << 7,
    Units = 1 << 8,
    PinWords = 1 << 9,
    CodeWords = 1 << 10,
    LetteredCodeWords = 1 << 11,
    OpenCodeWords = 1 << 12,
    CodeVerbs = 1 << 13,
    SsnWords = 1 << 14,
    CardWords = 1 << 15,
    WantedNumbers = 1 << 16,
    TraceWords = 1 << 17,
    NamesWithNumbers = 1 << 18,
    PartWords = 1 << 19,
    CasingWords = 1 << 20,
    CardChecks = 1 << 21,
    ExpiryWords = 1 << 22,
    LockWords = 1 << 23,
    LockedThings = 1 << 24,
    CommonPasswords = 1 << 25,
    Refusals = 1 << 26,
}

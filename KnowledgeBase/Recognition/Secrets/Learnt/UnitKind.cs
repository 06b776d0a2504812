namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>What a unit is made of, as far as it matters for telling a secret from other words. The numbers are part of what is learnt.</summary>
internal enum UnitKind
{
    EverydayWord = 1,
    RareWord,
    UnknownWord,
    Compound,
    MixedCase,
    NamedEveryday,
    NamedUnknown,
    Shouted,
    Letter,
    NumberWord,
    OneOrTwoDigits,
    ThreeDigits,
    FourDigits,
    Year,
    FiveDigits,
    SixDigits,
    SevenOrEightDigits,
    NineDigits,
    ManyDigits,
    DigitsWithDashes,
    DigitsWithSlashes,
    DigitsWithColons,
    DigitsWithPoints,
    LettersAndDigits,
    LettersAndSigns,
    AllThree,
}

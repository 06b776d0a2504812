namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>How a day was told; it decides what the day can be.</summary>
internal enum DayForm
{
    /// <summary>Day, month and year: the only form a date of birth has.</summary>
    Full,

    /// <summary>Without a year, or as a holiday: the most recent such day is meant.</summary>
    Yearless,

    /// <summary>Told from today: "yesterday", "last Tuesday", "a week ago".</summary>
    Relative,

    /// <summary>Impossible, or still to come: read, so that nothing else is made of its parts, and then left out.</summary>
    Refused,
}

/// <summary>When within the day, where only that was said.</summary>
internal enum DayPart { None, Morning, Afternoon, Evening, Night }

/// <summary>Days told by some tokens, both ends included.</summary>
internal readonly record struct DayMention(int First, int Last, DateSpan Day, DayForm Form)
{
    public DayPart Part { get; init; }

    /// <summary>Told to the minute: "an hour ago".</summary>
    public TimeOnly? Time { get; init; }

    public static DayMention Refused(int first, int last) => new(first, last, default, DayForm.Refused);
}

namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>A day, a time of day, or both, told by some tokens.</summary>
internal readonly record struct Moment(int First, int Last, DateSpan Day, DayForm Form, TimeOnly? Time);

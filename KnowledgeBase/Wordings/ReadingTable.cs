namespace KnowledgeBase.Wordings;

/// <summary>The reading grades of one language's wordings in one file; the file is null in the line over all of them.</summary>
public sealed record ReadingTable(string Locale, string? File, int Count, double Median, double Highest, int Above)
{
    /// <summary>The wording rules aim at grade 6 to 8.</summary>
    internal const double HighestGrade = 8;

    internal static IReadOnlyList<ReadingTable> Of(WordingLibrary wordings) =>
    [
        .. from locale in wordings.Locales.All
           let grades = Graded(wordings, locale)
           where grades.Count > 0
           from table in grades.GroupBy(graded => graded.File).OrderBy(file => file.Key, StringComparer.Ordinal)
               .Select(file => Of(locale.Id, file.Key, [.. file.Select(graded => graded.Grade)]))
               .Append(Of(locale.Id, null, [.. grades.Select(graded => graded.Grade)]))
           select table,
    ];

    private static List<(string File, double Grade)> Graded(WordingLibrary wordings, Locale locale) =>
    [
        .. from wording in wordings.AllIn(locale.Id)
           let grade = ReadingGrade.Of(wording, locale.Reading)
           where grade is not null
           select (wording.Id[..wording.Id.IndexOf('.')], grade.Value),
    ];

    private static ReadingTable Of(string locale, string? file, List<double> grades)
    {
        grades.Sort();
        var middle = grades.Count / 2;
        var median = grades.Count % 2 == 1 ? grades[middle] : (grades[middle - 1] + grades[middle]) / 2;

        return new ReadingTable(locale, file, grades.Count, median, grades[^1], grades.Count(grade => grade > HighestGrade));
    }
}

using System.Globalization;
using Engine.Handover;
using Engine.Understanding;
using KnowledgeBase.Recognition;

namespace Engine.Journeys;

/// <summary>"Born in 1972": a year alone, said of a birth. It puts right the year of a date that is known; alone it stands for the whole year.</summary>
internal static class BirthYear
{
    private const int Oldest = 1900;

    internal static string? In(Meaning meaning, Scene scene)
    {
        var isAsked = scene.Before.Talk.Prompt?.Asked == Asked.DateOfBirth;
        if (!isAsked && !(scene.Before.Talk.IsIn("checklist") && SmallWords.IsNamed(SmallWords.ItemNames, Items.DateOfBirth, meaning.Text, scene.Knowledge.Wordings)))
        {
            return null;
        }

        var years = Words.Of(meaning.Text).Where(word => word.Length == 4 && word.All(char.IsAsciiDigit)).Select(word => int.Parse(word, CultureInfo.InvariantCulture))
            .Where(year => year >= Oldest && year <= scene.LocalNow.Year).ToList();
        if (years is not [var year] || (isAsked && Words.Of(meaning.Text).Any(word => word != $"{year}" && word.Any(char.IsAsciiDigit))))
        {
            return null;
        }

        return DateOnly.TryParseExact(scene.Before.Talk.Given(Items.DateOfBirth), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known)
            && known.Day <= DateTime.DaysInMonth(year, known.Month)
            ? new DateOnly(year, known.Month, known.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : $"{year}-01-01/{year}-12-31";
    }
}

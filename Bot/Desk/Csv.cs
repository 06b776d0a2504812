using System.Buffers;

namespace Bot.Desk;

/// <summary>Cells of a file that people open with a spreadsheet: what would begin a formula there stays text.</summary>
internal static class Csv
{
    /// <summary>Also the full-width forms, and what a spreadsheet skips before it looks for a formula.</summary>
    private static readonly SearchValues<char> BeginsFormula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    internal static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    internal static string Cell(string? text)
    {
        var safe = text ?? "";
        var visible = safe.AsSpan().TrimStart(" \u00a0\u200b\ufeff\u2060\"'");
        if ((safe.Length > 0 && BeginsFormula.Contains(safe[0])) || (visible.Length > 0 && BeginsFormula.Contains(visible[0])))
        {
            safe = "'" + safe;
        }

        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

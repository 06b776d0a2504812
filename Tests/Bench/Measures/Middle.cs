namespace Bench.Measures;

/// <summary>The median: on a machine that others use, one bad slice should not count.</summary>
internal static class Middle
{
    internal static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();

        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

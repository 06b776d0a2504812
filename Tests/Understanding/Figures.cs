using System.Globalization;
using System.Text;

namespace Tests.Understanding;

/// <summary>A share, and the two counts behind it.</summary>
internal sealed class Share
{
    private readonly List<string> _misses = [];

    public int Hits { get; private set; }

    public int Of { get; private set; }

    public double Value => Of == 0 ? 0 : Hits / (double)Of;

    /// <summary>What kept the share from being better; for tuning.</summary>
    public IReadOnlyList<string> Misses => _misses;

    public void Count(bool isHit, string describesMiss, bool missIsHit = false)
    {
        Of++;
        if (isHit) { Hits++; }
        if (isHit == missIsHit) { _misses.Add(describesMiss); }
    }
}

/// <summary>How well messages are understood, in the figures that DESIGN's readers asked for.</summary>
internal sealed class Figures
{
    /// <summary>Of the messages that were acted on, those whose problem was right.</summary>
    public Share RightWhenAnswering { get; } = new();

    /// <summary>Answered right, or asked with the right choice on offer.</summary>
    public Share Served { get; } = new();

    /// <summary>The best label is right, whatever was decided.</summary>
    public Share BestLabel { get; } = new();

    public Share OutOfScopeTakenForTopic { get; } = new();

    public Share VagueClarified { get; } = new();

    public Share BothProblemsKept { get; } = new();

    /// <summary>A second problem was heard where there is one only.</summary>
    public Share SecondProblemInvented { get; } = new();

    public Share EmergenciesMissed { get; } = new();

    public Share LookAlikesAlarmed { get; } = new();

    public Share ActsHeard { get; } = new();

    public Share ActsInvented { get; } = new();

    public Share EntitiesFound { get; } = new();

    public Share EntitiesRight { get; } = new();

    public Share SecretsLeaked { get; } = new();

    public Share LookAlikesAltered { get; } = new();

    public double EntityF1 => EntitiesFound.Value + EntitiesRight.Value == 0
        ? 0 : 2 * EntitiesFound.Value * EntitiesRight.Value / (EntitiesFound.Value + EntitiesRight.Value);

    public override string ToString()
    {
        var table = new StringBuilder();
        foreach (var property in GetType().GetProperties().Where(property => property.PropertyType == typeof(Share)))
        {
            var share = (Share)property.GetValue(this)!;
            if (share.Of > 0) { table.AppendLine(CultureInfo.InvariantCulture, $"{property.Name,-26} {share.Value:0.000}  ({share.Hits} of {share.Of})"); }
        }
        if (EntitiesFound.Of > 0) { table.AppendLine(CultureInfo.InvariantCulture, $"{"EntityF1",-26} {EntityF1:0.000}"); }

        return table.ToString();
    }
}

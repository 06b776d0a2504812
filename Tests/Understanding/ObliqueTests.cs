using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Understanding;

/// <summary>
/// Danger and secrets told in a roundabout way, by writers who were asked to avoid the wordings that come to mind first; and everyday mishaps in a wide vocabulary beside dangers in plain words. Half of each was read while mending and is not counted here. No aim stands
/// on these; the floors keep what was reached.
/// </summary>
public sealed class ObliqueTests(ITestOutputHelper output)
{
    private static readonly Lazy<Figures> Report = new(() => new Scorer(Assistant.Recogniser)
        .Score(LabelledLine.ReadAll(Path.Combine(AppContext.BaseDirectory, "Understanding", "oblique")).Where(line => !line.IsTuned)));

    [Fact]
    public void Most_dangers_are_heard_however_they_are_put()
    {
        output.WriteLine(Report.Value.ToString());

        Report.Value.EmergenciesMissed.Value.Should().BeLessThan(0.1);
        Report.Value.LookAlikesAlarmed.Value.Should().BeLessThan(0.12);
    }

    [Fact]
    public void Most_secrets_are_found_however_they_are_told()
    {
        Report.Value.SecretsLeaked.Value.Should().BeLessThan(0.22);
        Report.Value.LookAlikesAltered.Value.Should().BeLessThan(0.13);
    }
}

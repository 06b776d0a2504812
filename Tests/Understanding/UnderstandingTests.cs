using FluentAssertions;
using KnowledgeBase.Recognition;
using Tests.Given;
using Xunit;

namespace Tests.Understanding;

/// <summary>
/// The score on the reported half of the development set, with floors a little below what was last measured: a change that makes
/// members less well understood breaks the build. The table is in the test's output.
/// </summary>
public sealed class UnderstandingTests(ITestOutputHelper output)
{
    private static readonly Lazy<(Figures All, Figures English, Figures Spanish)> Report = new(() =>
    {
        var scorer = new Scorer(Assistant.Recogniser);
        var lines = LabelledLine.ReadAll(Path.Combine(AppContext.BaseDirectory, "Understanding", "sets")).Where(line => !line.IsTuned).ToList();

        return (scorer.Score(lines), scorer.Score(lines.Where(line => !line.IsSpanish)), scorer.Score(lines.Where(line => line.IsSpanish)));
    });

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    private static Figures All => Report.Value.All;

    [Fact]
    public void Acts_on_the_right_problem()
    {
        output.WriteLine(All.ToString());

        All.RightWhenAnswering.Value.Should().BeGreaterThan(0.96);
        All.Served.Value.Should().BeGreaterThan(0.955);
        All.VagueClarified.Value.Should().BeGreaterThan(0.89);
    }

    [Fact]
    public void Forces_no_topic_on_what_is_none() => All.OutOfScopeTakenForTopic.Value.Should().BeLessThan(0.04);

    [Fact]
    public void Keeps_both_of_two_problems_and_rarely_invents_one()
    {
        All.BothProblemsKept.Value.Should().BeGreaterThan(0.67);
        All.SecondProblemInvented.Value.Should().BeLessThan(0.035);
    }

    [Fact]
    public void Hears_what_an_answer_does_and_hears_nothing_into_other_answers()
    {
        All.ActsHeard.Value.Should().BeGreaterThan(0.9);
        All.ActsInvented.Value.Should().BeLessThan(0.1);
    }

    [Fact]
    public void Misses_no_emergency_and_takes_little_else_for_one()
    {
        All.EmergenciesMissed.Value.Should().Be(0);
        All.LookAlikesAlarmed.Value.Should().BeLessThan(0.02);
    }

    /// <summary>The same messages in answer to "did that work?", as they come in the middle of a talk.</summary>
    [Fact]
    public void Hears_danger_in_an_answer_too()
    {
        var lines = LabelledLine.ReadAll(Path.Combine(AppContext.BaseDirectory, "Understanding", "sets")).Where(line => line is { IsTuned: false, Emergency: not null }).ToList();
        var (missed, alarmed) = (new Share(), new Share());
        foreach (var line in lines)
        {
            var isHeard = Assistant.Recogniser.Decode(new Utterance(line.Message, line.IsSpanish ? "es" : "en", Now, Asked.YesNo)).Emergency;
            (line.Emergency!.Value ? missed : alarmed).Count(isHeard != line.Emergency, "");
        }

        output.WriteLine($"in an answer: missed {missed.Value:F3} ({missed.Hits} of {missed.Of}), alarmed {alarmed.Value:F3} ({alarmed.Hits} of {alarmed.Of})");
        missed.Value.Should().BeLessThan(0.03);
        alarmed.Value.Should().BeLessThan(0.02);
    }

    [Fact]
    public void Finds_the_details_and_no_others() => All.EntityF1.Should().BeGreaterThan(0.93);

    [Fact]
    public void Leaks_few_secrets_and_leaves_the_rest_alone()
    {
        All.SecretsLeaked.Value.Should().BeLessThan(0.02);
        All.LookAlikesAltered.Value.Should().BeLessThan(0.04);
    }

    [Fact]
    public void Understands_Spanish_nearly_as_well_as_English()
    {
        output.WriteLine(Report.Value.Spanish.ToString());

        (Report.Value.English.RightWhenAnswering.Value - Report.Value.Spanish.RightWhenAnswering.Value).Should().BeLessThan(0.03);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("i keep getting this \"{0}\" on the page [Help] [Contact us] 11:42 AM ref 8812-AB3 what do i do")]
    [InlineData("Home | Sign in\n{0}\nRequest ID: 7f3c-22e1  2026-11-23T08:14:22-08:00")]
    public void Decodes_wordings_that_no_content_file_holds(string around)
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Understanding", "held-back-wordings.tsv"))
            .Where(line => !line.StartsWith('#') && line.Contains('\t')).Select(line => line.Split('\t')).ToList();
        var share = new Share();

        foreach (var line in lines)
        {
            var text = around.Replace("{0}", line[1], StringComparison.Ordinal);
            share.Count(Assistant.Recogniser.Decode(new Utterance(text, "en", Now, Asked.Nothing)).Label == line[0], text);
        }

        output.WriteLine($"{share.Value:0.000} ({share.Hits} of {share.Of})\n{string.Join('\n', share.Misses)}");
        share.Value.Should().BeGreaterThan(0.84);
    }
}

using Engine.Conversations;
using Engine.Replies;
using Engine.Understanding;
using FluentAssertions;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Details;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary>
/// No text may make a matcher throw, nor slow out of proportion: four times the text takes about four times as long. How long that is in a
/// release build on a quiet machine is measured by the bench (<c>Tests/Bench -- understanding</c>), since a bound on time itself fails under load.
/// </summary>
public sealed class HostileTextTests
{
    private const int Short = 1_000;
    private const int Long = 4_000;

    /// <summary>Linear is 4, quadratic 16.</summary>
    private const double MostGrowth = 10;

    /// <summary>What takes less is noise; quadratic work over 4,000 characters takes more.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(0.5);

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    private static readonly Prompt Prompt = new()
    {
        Journey = "sign-in",
        Step = "ask-where",
        Wording = "sign-in.ask-where",
        TurnToken = "t",
        Choices = [new Choice("on-web", "On the website"), new Choice("in-app", "In the phone app"), new Choice("not-sure", "I am not sure")],
    };

    private static readonly Dictionary<string, Action<string>> Matchers = new()
    {
        ["decode"] = text => Assistant.Recogniser.Decode(new Utterance(text, "en", Now, Asked.Nothing)),
        ["decode where a code was asked for"] = text => Assistant.Recogniser.Decode(new Utterance(text, "en", Now, Asked.Code)),
        ["secrets"] = text => Assistant.Knowledge.Secrets.Scrub(text, Asked.Nothing),
        ["emergencies"] = text => Assistant.Knowledge.Emergencies.Read(text),
        ["details"] = text => EntityReader.Read(text, new Utterance(text, "en", Now, Asked.Nothing)),
        ["details where a date was asked for"] = text => EntityReader.Read(text, new Utterance(text, "en", Now, Asked.Date)),
        ["what was asked"] = text => Assistant.Recogniser.AskedReader.Read(text),
        ["language"] = text => Assistant.Recogniser.GuessLanguage(text, "en"),
        ["telling words"] = text => Assistant.Recogniser.TellingWords(text),
        ["addresses of the plan"] = text => Assistant.Knowledge.Doors.Judge(text),
        ["likeness"] = text => Assistant.Recogniser.LikenessTo([["it fills in by itself"], ["i type it"]], text),
        ["choices"] = text => ChoiceMatcher.Find(Prompt, null, text, Assistant.Knowledge.Wordings, "en"),
    };

    public static TheoryData<string> Names => [.. Matchers.Keys];

    [Fact]
    public void Are_many_and_different() =>
        HostileTexts.All.Select(text => text.Piece).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThanOrEqualTo(60);

    [Theory, MemberData(nameof(Names))]
    public void Take_time_in_proportion_to_their_length(string matcher)
    {
        var match = Matchers[matcher];
        foreach (var (_, piece) in HostileTexts.All) { match(HostileTexts.Of(piece, Long)); }

        var steep = HostileTexts.All.Where(text => GrowsTooFast(match, text.Piece)).Select(text => text.Name);

        steep.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public void Throw_at_no_length(string matcher)
    {
        var match = Matchers[matcher];

        var reading = () =>
        {
            foreach (var (_, piece) in HostileTexts.All)
            {
                foreach (var length in (int[])[0, 1, 2, 3, 7, 64, 3_999, 4_001]) { match(HostileTexts.Of(piece, length)); }
            }
        };

        reading.Should().NotThrow();
    }

    // Measured again before it is believed: another process may have taken the processor just then.
    private static bool GrowsTooFast(Action<string> match, string piece)
    {
        const int doubts = 4;
        var (brief, full) = (HostileTexts.Of(piece, Short), HostileTexts.Of(piece, Long));
        for (var doubt = 0; doubt < doubts; doubt++)
        {
            var slow = Fastest.Of(() => match(full), runs: 2);
            if (slow < Noise || slow / Fastest.Of(() => match(brief), runs: 3 + doubt) < MostGrowth) { return false; }
        }

        return true;
    }
}

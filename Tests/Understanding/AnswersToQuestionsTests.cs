using System.Text.Json;
using Engine.Conversations;
using Engine.Replies;
using Engine.Understanding;
using FluentAssertions;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;
using Tests.Given;
using Xunit;

namespace Tests.Understanding;

/// <summary>Who types instead of pressing a button: which of the choices is heard. The answers were written by people who saw the question and its buttons, and none of the content behind them.</summary>
public sealed class AnswersToQuestionsTests(ITestOutputHelper output)
{
    private static readonly ILookup<(string Locale, bool IsTuned), Answer> Answers = ReadAll().ToLookup(answer => (answer.Locale, answer.IsTuned));

    [Theory]
    [InlineData("en", 0.75)]
    [InlineData("es", 0.77)]
    public void Most_answers_in_peoples_own_words_are_heard_and_few_are_taken_for_another(string locale, double floor)
    {
        var (heard, wrong) = Score(Answers[(locale, false)]);

        output.WriteLine($"{locale}: heard {heard.Value:F3} ({heard.Hits} of {heard.Of}), taken for another {wrong.Value:F3} ({wrong.Hits})");
        heard.Value.Should().BeGreaterThan(floor);
        wrong.Value.Should().BeLessThan(0.07);
    }

    [Theory]
    [InlineData("florble")]
    [InlineData("what a day it was")]
    [InlineData("do you like jazz")]
    public void What_is_like_no_answer_is_taken_for_none(string text) =>
        Heard(new Answer("questions.who-fills-the-password", "", text, "en", "report")).Should().BeNull();

    [Theory]
    [InlineData("start-over.ask-keep", "hang on to what I told you")]
    [InlineData("checklist.review", "that looks about what I said before, off with it")]
    public void Whether_to_send_or_to_wipe_is_never_guessed(string wording, string text) => Heard(new Answer(wording, "", text, "en", "report")).Should().BeNull();

    private static (Share Heard, Share Wrong) Score(IEnumerable<Answer> answers)
    {
        var (heard, wrong) = (new Share(), new Share());
        foreach (var answer in answers)
        {
            var found = Heard(answer);
            heard.Count(found == answer.Choice, $"{answer.Wording}: '{answer.Text}' is {answer.Choice}, heard {found ?? "nothing"}");
            wrong.Count(found is not null && found != answer.Choice, "");
        }

        return (heard, wrong);
    }

    /// <summary>The choice, or the one that a yes, a no, or "I don't know" stands for.</summary>
    private static string? Heard(Answer answer)
    {
        var choices = Assistant.Knowledge.Wordings.Find(answer.Wording, answer.Locale).Choices;
        var prompt = new Prompt
        {
            Journey = "fix-error",
            Step = "",
            Wording = answer.Wording,
            TurnToken = "t1",
            Choices = [.. choices.Select(choice => new Choice(choice.Id, choice.Label))],
            Asked = Meant(choices, Act.Affirm) is null ? Asked.Choice : Asked.YesNo,
        };
        var before = new Conversation { Key = new ConversationKey("test", "c1"), Locale = answer.Locale, Version = 1, Talk = new Talk { Prompt = prompt } };
        var meaning = new Listener(Assistant.Knowledge, Assistant.Recogniser).Hear(
            new InboundMessage { Conversation = before.Key, Id = "m1", Kind = MessageKind.Said, FromId = "member", Text = answer.Text }, before, Assistant.Start);

        return meaning.Chosen?.Id
            ?? (meaning.Decoded.Act is { } act ? Meant(choices, act) : null)
            ?? (meaning.Topic == "talk-to-agent" ? choices.FirstOrDefault(choice => choice.Id is "get-person" or "agent")?.Id : null)
            ?? meaning.Guess.Value?.Id;
    }

    private static string? Meant(IReadOnlyList<WordingChoice> choices, Act act) => choices.FirstOrDefault(choice => (act, choice) switch
    {
        (Act.Affirm, { Hears: var hears }) => hears.Intersect(["yes", "sí"]).Any() || choice.Label is "Yes" or "Sí",
        (Act.Deny, { Hears: var hears }) => hears.Intersect(["no"]).Any() || choice.Label is "No",
        (Act.DontKnow, { Id: "not-sure" or "unknown" }) => true,
        (Act.Skip, { Id: "declined" }) => true,
        _ => false,
    })?.Id;

    private static IEnumerable<Answer> ReadAll() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Understanding", "answers.jsonl"))
        .Select(line => JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!);

    private sealed record Answer(string Wording, string Choice, string Text, string Locale, string Split)
    {
        internal bool IsTuned => Split == "tune";
    }
}

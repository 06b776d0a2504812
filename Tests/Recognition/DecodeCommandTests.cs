using System.Text;
using System.Text.Json;
using Bot.Commands;
using FluentAssertions;
using KnowledgeBase.Recognition.Explaining;
using Microsoft.Extensions.Time.Testing;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

public sealed class DecodeCommandTests
{
    private static readonly Explainer Explainer = new(Assistant.Knowledge, Assistant.Recogniser, Path.Combine(AppContext.BaseDirectory, "Content"));

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Understands_a_lock_and_how_often_was_tried()
    {
        var decoded = await DecodeAsync("""{"id":"a","text":"it says my account is temporarly locked, tried 5 times"}""");

        decoded.GetProperty("id").GetString().Should().Be("a");
        decoded.GetProperty("decision").GetString().Should().Be("answer");
        decoded.GetProperty("label").GetString().Should().Be("account-locked");
        decoded.GetProperty("entities").GetProperty("triesMade").GetInt32().Should().Be(5);
        decoded.GetProperty("emergency").GetBoolean().Should().BeFalse();
        decoded.GetProperty("removed").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("yes", "Did that work?", "affirm")]
    [InlineData("no, it still says locked", "Did that work?", "deny")]
    [InlineData("why do you need that", "What is your date of birth?", "why")]
    [InlineData("no idea", "What is your member number?", "dont-know")]
    [InlineData("go back", "Which browser are you using?", "back")]
    [InlineData("👍", "Did that work?", "affirm")]
    [InlineData("send it", "I will send this to member services. Is everything right?", "affirm")]
    public async Task Hears_an_answer_in_the_light_of_the_question(string text, string context, string act)
    {
        var decoded = await DecodeAsync(JsonSerializer.Serialize(new { id = 1, text, context }));

        decoded.GetProperty("act").GetString().Should().Be(act);
    }

    [Fact]
    public async Task Hears_no_act_inside_a_story()
    {
        var decoded = await DecodeAsync("""{"id":1,"text":"I had to cancel my card last week and since then I can't get the code"}""");

        decoded.TryGetProperty("act", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("last Tuesday", "When did you last sign in?", "clarify")]
    [InlineData("Chrome 141", "Which browser are you using?", "clarify")]
    [InlineData("Account locked", "What does the message on your screen say?", "account-locked")]
    public async Task A_detail_that_was_asked_for_names_no_problem_but_an_error_does(string text, string context, string label)
    {
        var decoded = await DecodeAsync(JsonSerializer.Serialize(new { id = 1, text, context }));

        decoded.GetProperty("label").GetString().Should().Be(label);
        decoded.GetProperty("decision").GetString().Should().Be("answer");
    }

    [Fact]
    public async Task A_problem_may_come_with_a_no()
    {
        var decoded = await DecodeAsync("""{"id":1,"text":"no, it still says my account is locked","context":"Did that work?"}""");

        decoded.GetProperty("act").GetString().Should().Be("deny");
        decoded.GetProperty("label").GetString().Should().Be("account-locked");
    }

    [Theory]
    [InlineData("i did not forget my password, the account is locked", "account-locked")]
    [InlineData("yesterday my account was locked, but today it just says wrong password", "incorrect-credentials")]
    [InlineData("YOUR ONE TIME CODE HAS EXPIRD", "code-expired")]
    [InlineData("olvidé mi contraseña", "forgot-password")]
    [InlineData("my netflix account is locked", "out-of-scope")]
    public async Task Heeds_negation_history_typos_language_and_other_companies(string text, string label)
    {
        var decoded = await DecodeAsync(JsonSerializer.Serialize(new { id = 1, text }));

        decoded.GetProperty("label").GetString().Should().Be(label);
    }

    [Fact]
    public async Task Keeps_both_problems_in_their_order()
    {
        var decoded = await DecodeAsync("""{"id":1,"text":"my account is locked, and I also lost the phone with my authenticator"}""");

        decoded.GetProperty("label").GetString().Should().Be("account-locked");
        decoded.GetProperty("label2").GetString().Should().Be("mfa-device-lost");
    }

    [Theory]
    [InlineData("forgot both my username and my password", "forgot-username", "forgot-password")]
    [InlineData("i can't remember my password, and the phone number you text is my old one", "forgot-password", "lost-contact-access")]
    [InlineData("my code never comes plus the app says update required", "code-not-received", "unsupported-app")]
    public async Task Keeps_both_problems_said_in_one_breath(string text, string first, string then)
    {
        var decoded = await DecodeAsync(JsonSerializer.Serialize(new { id = 1, text }));

        decoded.GetProperty("label").GetString().Should().Be(first);
        decoded.GetProperty("label2").GetString().Should().Be(then);
    }

    [Theory]
    [InlineData("I know my password, it is the user name that I forgot")]
    [InlineData("I lost the phone with my authenticator, how do I get in now")]
    public async Task Makes_no_second_problem_of_a_plea_or_of_what_is_well(string text)
    {
        var decoded = await DecodeAsync(JsonSerializer.Serialize(new { id = 1, text }));

        decoded.TryGetProperty("label2", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Answers_the_exact_half_of_a_mixed_message_first()
    {
        var decoded = await DecodeAsync("""{"id":1,"text":"We are unable to process your request at this time. User ID or password incorrect."}""");

        decoded.GetProperty("label").GetString().Should().Be("incorrect-credentials");
    }

    [Theory]
    [InlineData("pues es que eso de la cosa esa")]
    [InlineData("and from evil.example.com")]
    [InlineData("the app just committed suicide on me")]
    [InlineData("screen is bleeding colors and i can't see the code")]
    [InlineData("my wife beat me to it and changed the password")]
    public async Task Takes_neither_nonsense_nor_ways_of_speaking_for_danger(string text)
    {
        var decoded = await DecodeAsync(JsonSerializer.Serialize(new { id = 1, text }));

        decoded.GetProperty("emergency").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task Goes_on_after_a_line_that_it_cannot_read()
    {
        var lines = await RunAsync("nonsense\n{\"id\":7}\n[1]\n\n{\"id\":8,\"text\":\"locked out\"}\n");

        lines.Should().HaveCount(4);
        lines.Take(3).Should().AllSatisfy(line => line.TryGetProperty("error", out _).Should().BeTrue());
        lines[1].GetProperty("id").GetInt32().Should().Be(7);
        lines[3].GetProperty("label").GetString().Should().Be("account-locked");
    }

    [Theory]
    [InlineData("\\ud83d locked out \\udc00")]
    [InlineData("\\u0000locked\\u202e out")]
    public async Task Reads_text_that_is_not_quite_text(string escaped)
    {
        var decoded = await DecodeAsync($$"""{"id":1,"text":"{{escaped}}"}""");

        decoded.TryGetProperty("error", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Explains_what_decided()
    {
        var lines = await RunAsync("""{"id":1,"text":"Your account is locked because of too many authentication attempts"}""", explain: true);

        lines[0].GetProperty("explain").GetProperty("because").GetString().Should().Contain("account-locked");
        lines[0].GetProperty("explain").GetProperty("seenTopic").GetString().Should().Be("account-locked");
    }

    [Theory]
    [InlineData("i'm locked out", "", "phrase", "account-locked", "topics/account-locked.yaml:")]
    [InlineData("Your account is locked because of too many authentication attempts", "", "wording", "account-locked", "topics/account-locked.yaml:")]
    [InlineData("my password is Sunflower1948", "", "secret", "password removed", "safety/secrets.yaml")]
    [InlineData("chest pain and i can't breathe", "", "emergency", "nothing takes it back", "safety/emergencies.yaml:")]
    [InlineData("I had chest pain last year", "", "emergency", "takes it back", "safety/emergencies.yaml:")]
    [InlineData("didn't help", "Did that work?", "act", "'deny'", "acts/deny.yaml:")]
    [InlineData("didn't help", "Did that work?", "question", "'yes-no'", "recognition.yaml:")]
    [InlineData("the page says it is locked after my typos", "", "words", "locked", "")]
    [InlineData("the page says it is locked after my typos", "", "decision", "0.87", "recognition.yaml:")]
    [InlineData("forgot both my username and my password", "", "two-problems", "forgot-password", "recognition.yaml:")]
    [InlineData("chrome 141 says access denied", "", "details", "browserVersion", "")]
    public async Task Explains_each_thing_that_had_a_part_and_where_it_stands(string text, string context, string what, string says, string where)
    {
        var lines = await RunAsync(JsonSerializer.Serialize(new { id = 1, text, context }), explain: true);

        var reasons = lines[0].GetProperty("explain").GetProperty("reasons").EnumerateArray()
            .Select(reason => (What: reason.GetProperty("what").GetString(), Says: reason.GetProperty("says").GetString()!, Where: reason.TryGetProperty("where", out var place) ? place.GetString()! : ""));
        reasons.Should().Contain(reason => reason.What == what && reason.Says.Contains(says) && reason.Where.StartsWith(where));
    }

    [Fact]
    public async Task Explains_without_repeating_what_was_typed()
    {
        var lines = await RunAsync("""{"id":1,"text":"Wilhelmina here, my password is Sunflower1948 and 078-05-1120 is my ssn, the dongle wobbles"}""", explain: true);

        lines[0].GetProperty("explain").GetRawText().Should().NotContainAny("Wilhelmina", "wilhelmina", "Sunflower", "078", "wobbles");
    }

    private static async Task<JsonElement> DecodeAsync(string line) => (await RunAsync(line)).Single();

    private static async Task<List<JsonElement>> RunAsync(string input, bool explain = false)
    {
        var output = new MemoryStream();
        await DecodeCommand.DecodeLinesAsync(Assistant.Recogniser, Clock, new StringReader(input), output, explain ? Explainer : null, TestContext.Current.CancellationToken);

        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}

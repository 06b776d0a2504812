using System.Text.Json;
using Engine.Members;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Tests.Fakes;
using Xunit;

namespace Tests.Accounts;

/// <summary>Accounts that are not well, and what is told of the member.</summary>
public sealed class HttpAccountsTests
{
    private const string FoundAnswer = """{"account":"handle","$type":"found"}""";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_repeated_under_its_key_until_it_is_answered()
    {
        var failing = 2;
        await using var plan = await Receiver.StartAsync((received, response) => AnswerAsync(received, response, received.Method == "POST" && Interlocked.Decrement(ref failing) >= 0 ? 503 : 200, FoundAnswer));
        await using var side = await PlanSide.OpenAsync(plan.Address);

        var answer = await FindAsync(side);

        answer.Should().Be(new Found("handle"));
        Calls(plan).Should().HaveCount(3);
        Calls(plan).Select(call => call.Headers["Idempotency-Key"]).Distinct().Should().Equal("key-1");
    }

    [Fact]
    public async Task Accounts_that_keep_failing_are_left_alone()
    {
        await using var plan = await Receiver.StartAsync((received, response) => AnswerAsync(received, response, 500, ""));
        await using var side = await PlanSide.OpenAsync(plan.Address);
        for (var call = 0; call < 3; call++)
        {
            (await FindAsync(side)).Should().BeOfType<Refusal.Unavailable>();
        }

        var asked = Calls(plan).Count;
        var answer = await FindAsync(side);

        answer.Should().BeOfType<Refusal.Unavailable>();
        asked.Should().BeInRange(1, 8);
        Calls(plan).Should().HaveCount(asked);
    }

    [Fact]
    public async Task Where_nobody_answers_nothing_is_offered_and_every_call_says_so()
    {
        var gone = await Receiver.StartAsync((_, _) => Task.CompletedTask);
        await gone.DisposeAsync();
        await using var side = await PlanSide.OpenAsync(gone.Address);

        side.Accounts.Capabilities.Should().Be(Capabilities.None);
        (await FindAsync(side)).Should().BeOfType<Refusal.Unavailable>();
    }

    [Theory]
    [InlineData(401, "{}")]
    [InlineData(302, "{}")]
    [InlineData(200, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"$type":"found"}""")]
    [InlineData(200, """{"$type":"found","account":null}""")]
    [InlineData(200, """{"$type":"of-a-later-version"}""")]
    [InlineData(200, """{"$type":"unlocked"}""")]
    public async Task What_is_no_answer_to_the_call_is_no_answer_and_is_not_asked_for_again(int status, string body)
    {
        await using var plan = await Receiver.StartAsync((received, response) => AnswerAsync(received, response, status, body));
        await using var side = await PlanSide.OpenAsync(plan.Address);

        (await FindAsync(side)).Should().BeOfType<Refusal.Unavailable>();
        Calls(plan).Should().ContainSingle();
    }

    [Theory]
    [InlineData("http://plan.example.org/reset", false)]
    [InlineData("https://help@plan.example.org/reset", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/reset", false)]
    [InlineData("https://plan.example.org/reset", true)]
    public async Task Members_are_sent_to_safe_pages_only(string page, bool isSent)
    {
        var body = $$$"""{"$type":"page-ready","page":{"id":"p","address":{{{JsonSerializer.Serialize(page)}}},"expiresAt":"2030-01-01T00:00:00Z"}}""";
        await using var plan = await Receiver.StartAsync((received, response) => AnswerAsync(received, response, 200, body));
        await using var side = await PlanSide.OpenAsync(plan.Address);

        (await side.Accounts.StartResetAsync("handle", new Errand("test/c1", "key-1"), Now) is PageReady).Should().Be(isSent);
    }

    [Fact]
    public async Task Of_what_was_typed_only_the_code_leaves_and_of_the_conversation_a_hash()
    {
        await using var plan = await Receiver.StartAsync((received, response) => AnswerAsync(received, response, 200, """{"$type":"code-void"}"""));
        await using var side = await PlanSide.OpenAsync(plan.Address);
        var errand = new Errand("webchat/ann-smith-1", "key-1") { Typed = TypedCode.In("Ann Smith here, 1234 5678 says the mail", []) };

        var answer = await side.Accounts.VerifyCodeAsync("challenge", errand, Now);

        answer.Should().BeOfType<CodeCheck.Void>();
        Calls(plan).Should().ContainSingle().Which.Text.ToUpperInvariant().Should().Contain("12345678").And.NotContain("ANN").And.NotContain("MAIL");
    }

    private static Task<AccountAnswer> FindAsync(PlanSide side) => side.Accounts.FindAsync(new Identifier(IdentifierKind.Email, "a@example.org"), new Errand("test/c1", "key-1"), Now);

    private static List<Received> Calls(Receiver plan) => [.. plan.Requests.Where(request => request.Method == "POST")];

    /// <summary>What is offered can always be read, so that only calls count.</summary>
    private static async Task AnswerAsync(Received received, HttpResponse response, int status, string body)
    {
        response.StatusCode = received.Method == "GET" ? 200 : status;
        response.ContentType = "application/json";
        await response.WriteAsync(received.Method == "GET" ? """{"canVerify":true}""" : body, Now);
    }
}

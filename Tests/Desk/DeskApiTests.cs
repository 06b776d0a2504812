using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

public sealed class DeskApiTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_the_key_the_desk_stays_closed(string? key)
    {
        using var server = DirectLineServer.Start();
        using var caller = server.Caller(key);

        using var list = await caller.GetAsync("/api/desk/tickets");
        using var one = await caller.GetAsync("/api/desk/tickets/KP-0000-0000");

        (list.StatusCode, one.StatusCode).Should().Be((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Where_no_key_is_set_no_key_opens_it()
    {
        using var server = DirectLineServer.Start(("Desk:ApiKey", ""));
        using var caller = server.Caller("");
        caller.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer ");

        using var answer = await caller.GetAsync("/api/desk/tickets");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_ticket_that_is_not_there_is_not_found_and_a_wrong_question_is_refused()
    {
        using var server = DirectLineServer.Start();
        using var desk = server.Caller(DirectLineServer.DeskKey);

        using var missing = await desk.GetAsync("/api/desk/tickets/KP-0000-0000");
        using var wrong = await desk.GetAsync("/api/desk/tickets?limit=100000");

        (missing.StatusCode, wrong.StatusCode).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_ticket_sent_from_the_chat_is_on_the_desk_complete()
    {
        using var server = DirectLineServer.Start(("Limits:MessageBurst", "100"));
        using var chat = await server.ChatAsync();
        await chat.SaysAsync("I want to talk to a person");
        await PressAsync(chat, "start");
        await chat.SaysAsync("Maria Lopez");
        while (await PressAsync(chat, "send", "on-web", "declined", "unknown") != "send")
        {
        }

        using var desk = server.Caller(DirectLineServer.DeskKey);
        var list = await desk.GetFromJsonAsync<JsonElement>("/api/desk/tickets");

        var ticket = list.GetProperty("tickets").EnumerateArray().Should().ContainSingle().Which.GetProperty("ticket");
        ticket.Text("conversationId").Should().Be(chat.Id);
        ticket.GetProperty("checklist").EnumerateArray().Single(item => item.Text("id") == "full_name").Text("value").Should().Be("Maria Lopez");
        var one = await desk.GetFromJsonAsync<JsonElement>($"/api/desk/tickets/{ticket.Text("number")}");
        one.GetProperty("ticket").Text("key").Should().Be(ticket.Text("key"));
    }

    /// <summary>Presses the first of these choices that the newest prompt offers.</summary>
    private static async Task<string> PressAsync(DirectLineChat chat, params string[] wanted)
    {
        var offered = (await chat.RepliesAsync())[^1].GetProperty("suggestedActions").GetProperty("actions").EnumerateArray().ToDictionary(action => action.Text("value", "choice")!);
        var choice = wanted.First(offered.ContainsKey);
        using var answer = await chat.PostAsync(new { type = "message", text = offered[choice].Text("text"), value = offered[choice].GetProperty("value") });
        answer.EnsureSuccessStatusCode();

        return choice;
    }
}

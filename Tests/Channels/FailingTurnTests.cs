using System.Net;
using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tests.Fakes;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class FailingTurnTests
{
    [Fact]
    public async Task A_message_that_cannot_be_saved_is_not_acknowledged() =>
        (await PostAsync(() => throw new StorageUnavailableException("disk full"))).Should().Be((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", true));

    [Fact]
    public async Task A_turn_that_others_always_overtake_may_be_sent_again() =>
        (await PostAsync(() => SaveOutcome.Overtaken)).Should().Be((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", true));

    [Fact]
    public async Task A_fault_of_ours_is_said_without_its_details() =>
        (await PostAsync(() => throw new InvalidOperationException("secret detail"))).Should().Be((HttpStatusCode.BadGateway, "BotRejectedActivity", false));

    private static async Task<(HttpStatusCode, string?, bool)> PostAsync(Func<SaveOutcome> save)
    {
        using var server = DirectLineServer.Start(services => services.AddSingleton<IConversationStore>(new FailingConversationStore(save)));
        var token = await server.GenerateAsync();
        using var chat = new DirectLineChat(server.Caller(token.Text("token")), token.Text("conversationId")!);

        using var answer = await chat.PostAsync(new { type = "message", text = "hi" });

        (await answer.Content.ReadAsStringAsync()).Should().NotContain("detail").And.NotContain("disk");
        return (answer.StatusCode, await answer.CodeAsync(), answer.Headers.RetryAfter is not null);
    }
}

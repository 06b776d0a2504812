using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Issues;

/// <summary>A part that every chat needs was registered with the sandbox's accounts only, so that a plan's own server, with no accounts or with its own, could not be started.</summary>
public sealed class WithoutSandboxAccountsTheServerDidNotStartTests
{
    [Theory]
    [InlineData("None")]
    [InlineData("Sandbox")]
    public async Task It_starts_and_answers_with_and_without_accounts(string mode)
    {
        using var server = DirectLineServer.Start(("Accounts:Mode", mode));
        using var chat = await server.ChatAsync();

        await chat.SaysAsync("it says my account is locked");

        (await chat.RepliesAsync()).Should().NotBeEmpty();
    }
}

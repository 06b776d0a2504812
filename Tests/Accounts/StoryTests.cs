using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Accounts;

/// <summary>The whole program with its sandbox: what a newcomer tries first, from the portal's error to the cure, by chat, mail and one-time page.</summary>
public sealed class StoryTests : IAsyncDisposable
{
    private const string NewPassword = "a new long sentence";
    private readonly DirectLineServer _server = DirectLineServer.Start();
    private DirectLineChat? _chat;

    [Fact]
    public async Task Locked_out_recovered_by_chat_and_signed_in_again()
    {
        using var visitor = new PortalVisitor(_server);
        for (var guess = 0; guess < 5; guess++)
        {
            await visitor.SignInAsync("member1", "wrong");
        }

        (await visitor.SignInAsync("member1")).Should().Contain("Account locked");
        await SaysAsync("I forgot my password");
        await SaysAsync("member1@example.org");
        await SaysAsync("by email");
        var link = LinkIn(await SaysAsync($"it is {await CodeAsync("email")}"));
        var form = PortalVisitor.FormToken(await visitor.SendAsync(link));
        await visitor.SendAsync($"{link}/password", ("form", form), ("password", NewPassword), ("again", NewPassword));

        (await SaysAsync("it's done now")).Should().Contain("recovery.password-set");
        (await visitor.SignInAsync("member1", NewPassword)).Should().Contain("You are signed in");
    }

    [Fact]
    public async Task Locked_out_and_unlocked_by_chat_with_the_password_they_have()
    {
        using var visitor = new PortalVisitor(_server);
        (await visitor.SignInAsync("member2")).Should().Contain("Account locked");

        await SaysAsync("my account is locked");
        await SaysAsync("unlock it please");
        await SaysAsync("member2@example.org");
        await SaysAsync("by email");
        (await SaysAsync(await CodeAsync("email"))).Should().Contain("recovery.opened");

        (await visitor.SignInAsync("member2")).Should().Contain("You are signed in");
        (await PortalVisitor.MessagesAsync(_server)).Count(message => message.Text.Contains("just unlocked")).Should().Be(2);
    }

    [Fact]
    public async Task An_app_whose_phone_is_four_minutes_slow_is_set_up_at_last_and_opens_the_portal()
    {
        using var visitor = new PortalVisitor(_server);
        await SaysAsync("how do I set up an authenticator app");
        await SaysAsync("the app");
        await SaysAsync("member1@example.org");
        await SaysAsync("by email");
        var link = LinkIn(await SaysAsync(await CodeAsync("email")));
        var key = OneTimePages.KeyGroups().Match(await visitor.SendAsync(link)).Value.Replace(" ", "", StringComparison.Ordinal);

        await SaysAsync(Shown(key, TimeSpan.FromMinutes(-4)));
        _server.Clock.Advance(TimeSpan.FromSeconds(40));
        (await SaysAsync(Shown(key, TimeSpan.FromMinutes(-4)))).Should().Contain("second-factor.after-clock-behind").And.Contain("4 minutes");
        await SaysAsync("it's an iPhone");
        await SaysAsync("done");
        (await SaysAsync(Shown(key, TimeSpan.Zero))).Should().Contain("second-factor.after-confirmed");
        var codes = LinkIn(await SaysAsync("yes please"));

        OneTimePages.RecoveryCodes().Matches(await visitor.SendAsync(codes)).Should().HaveCount(10);
        (await visitor.SendAsync(codes)).Should().Contain("expired or been previously used");
        _server.Clock.Advance(TimeSpan.FromSeconds(40));
        (await visitor.SignInAsync("member1")).Should().Contain("authenticator app");
        (await visitor.SendAsync("/portal/second-step", ("code", Shown(key, TimeSpan.Zero)))).Should().Contain("You are signed in");
        (await PortalVisitor.MessagesAsync(_server)).Count(message => message.Text.Contains("new way to confirm")).Should().Be(2);
    }

    public async ValueTask DisposeAsync()
    {
        _chat?.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Wordings and texts of all that was answered.</summary>
    private async Task<string> SaysAsync(string text)
    {
        _chat ??= await _server.ChatAsync();
        var before = (await _chat.RepliesAsync()).Count;

        // A person takes some seconds, and a conversation has a pace.
        _server.Clock.Advance(TimeSpan.FromSeconds(5));
        await _chat.SaysAsync(text);

        return string.Join('\n', (await _chat.RepliesAsync()).Skip(before).Select(reply =>
            $"{reply.GetProperty("channelData").GetProperty("assistant").GetProperty("wording").GetString()} {(reply.TryGetProperty("text", out var said) ? said.GetString() : "")}"));
    }

    private async Task<string> CodeAsync(string channel)
    {
        var newest = (await PortalVisitor.MessagesAsync(_server)).First(message => message.Channel == channel);

        return string.Concat(newest.Text.Where(char.IsAsciiDigit).Take(channel == "email" ? 8 : 6));
    }

    private static string LinkIn(string replies)
    {
        var link = OneTimePages.Link().Match(replies);
        link.Success.Should().BeTrue("a one-time page was expected in:\n{0}", replies);

        return link.Value;
    }

    private string Shown(string key, TimeSpan ahead) => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(key)).ComputeTotp((_server.Clock.GetUtcNow() + ahead).UtcDateTime);
}

using System.Net;
using System.Text.Json;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Tests.Given;
using Xunit;

namespace Tests.Accounts;

/// <summary>The story with the accounts in another process: the chat asks them over HTTP with calls that are signed with a key of its own.</summary>
public sealed class StoryOverHttpTests : IAsyncLifetime
{
    private const string NewPassword = "a new long sentence";

    private readonly RsaKeyFiles _keys = new();
    private RunningServer _plan = null!;
    private HttpClient _browser = null!;
    private DirectLineServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _plan = await RunningServer.StartAsync(("Accounts__Mode", "Sandbox"), ("Accounts__KeyFile", _keys.Public));
        _browser = _plan.Client();
        var origin = _plan.Address.GetLeftPart(UriPartial.Authority);

        // Two processes agree on what time it is, as two machines would have to.
        _server = DirectLineServer.Start(
            services => services.AddSingleton(TimeProvider.System),
            ("Accounts:Mode", "Http"), ("Accounts:BaseUrl", origin), ("Accounts:KeyFile", _keys.Private), ("Accounts:Timeout", "00:00:10"), ("Outbound:TrustedOrigins:0", origin));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _browser.Dispose();
        await _plan.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task Locked_out_recovered_by_chat_and_an_app_set_up()
    {
        for (var guess = 0; guess < 5; guess++)
        {
            await SendAsync("/portal", ("user", "member1"), ("password", "wrong"));
        }

        (await SendAsync("/portal", ("user", "member1"), ("password", "Demo-Sunshine-42"))).Should().Contain("Account locked");
        using var chat = await _server.ChatAsync("dl_one");
        await SaysAsync(chat, "I forgot my password", "member1@example.org", "by email");
        var link = OneTimePages.Link().Match(await SaysAsync(chat, $"it is {await CodeAsync()}")).Value;
        var form = PortalVisitor.FormToken(await SendAsync(link));
        await SendAsync($"{link}/password", ("form", form), ("password", NewPassword), ("again", NewPassword));
        (await SaysAsync(chat, "it's done now")).Should().Contain("recovery.password-set");
        (await SendAsync("/portal", ("user", "member1"), ("password", NewPassword))).Should().Contain("You are signed in");

        using var other = await _server.ChatAsync("dl_other");
        await SaysAsync(other, "how do I set up an authenticator app", "the app", "member7@example.org", "by email");
        var key = OneTimePages.KeyGroups().Match(await SendAsync(OneTimePages.Link().Match(await SaysAsync(other, await CodeAsync())).Value)).Value.Replace(" ", "", StringComparison.Ordinal);
        (await SaysAsync(other, new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime))).Should().Contain("second-factor.after-confirmed");
        OneTimePages.RecoveryCodes().Matches(await SendAsync(OneTimePages.Link().Match(await SaysAsync(other, "yes please")).Value)).Should().HaveCount(10);
    }

    /// <summary>Wordings and texts of what the last line was answered with.</summary>
    private static async Task<string> SaysAsync(DirectLineChat chat, params string[] lines)
    {
        var before = 0;
        foreach (var line in lines)
        {
            before = (await chat.RepliesAsync()).Count;
            await chat.SaysAsync(line);
        }

        return string.Join('\n', (await chat.RepliesAsync()).Skip(before).Select(reply =>
            $"{reply.GetProperty("channelData").GetProperty("assistant").GetProperty("wording").GetString()} {(reply.TryGetProperty("text", out var said) ? said.GetString() : "")}"));
    }

    private async Task<string> CodeAsync()
    {
        using var inbox = JsonDocument.Parse(await _browser.GetStringAsync("/sandbox/messages"));
        var newest = inbox.RootElement.GetProperty("messages").EnumerateArray().First(message => message.GetProperty("subject").GetString() == "Your sign-in code");

        return TestAccounts.CodeIn(newest.GetProperty("text").GetString()!);
    }

    private async Task<string> SendAsync(string path, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("Origin", _plan.Address.GetLeftPart(UriPartial.Authority));
        using var answer = await _browser.SendAsync(request);

        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}

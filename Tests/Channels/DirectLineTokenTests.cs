using System.Net;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class DirectLineTokenTests : IDisposable
{
    private const string Refresh = "/v3/directline/tokens/refresh";

    private readonly DirectLineServer _server = DirectLineServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_token_names_its_member_its_conversation_and_its_end()
    {
        var answer = await _server.GenerateAsync("dl_alice");

        var claims = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(answer.Text("token")!.Split('.')[1])));
        claims.Text("user").Should().Be("dl_alice");
        claims.Text("conv").Should().Be(answer.Text("conversationId"));
        claims.GetProperty("exp").GetInt64().Should().Be(Assistant.Start.ToUnixTimeSeconds() + 1_800);
        answer.GetProperty("expires_in").GetInt32().Should().Be(1_800);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "Unauthorized")]
    [InlineData("undefined", HttpStatusCode.Unauthorized, "Unauthorized")]
    [InlineData("a.b.c", HttpStatusCode.Forbidden, "BadToken")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJjb252IjoieCJ9.", HttpStatusCode.Forbidden, "BadToken")]
    public async Task What_is_no_token_of_ours_is_refused(string? bearer, HttpStatusCode status, string code)
    {
        using var caller = _server.Caller(bearer);

        using var answer = await caller.PostAsync("/v3/directline/conversations", null);

        answer.StatusCode.Should().Be(status);
        (await answer.CodeAsync()).Should().Be(code);
    }

    [Fact]
    public async Task A_token_with_a_changed_payload_is_refused()
    {
        var parts = (await _server.GenerateAsync()).Text("token")!.Split('.');
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("dl_alice", "dl_mally", StringComparison.Ordinal);
        using var caller = _server.Caller($"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}");

        using var answer = await caller.PostAsync(Refresh, null);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_is_renewed_for_the_same_conversation_and_member()
    {
        using var chat = await _server.ChatAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(29));

        using var answer = await chat.Client.PostAsync(Refresh, null);

        var renewed = await answer.JsonAsync();
        renewed.Text("conversationId").Should().Be(chat.Id);
        renewed.GetProperty("expires_in").GetInt32().Should().Be(1_800);
        renewed.Text("token").Should().NotBe(chat.Started.Text("token"));
    }

    [Fact]
    public async Task An_expired_token_is_refused_as_expired_and_not_renewed()
    {
        using var chat = await _server.ChatAsync();
        _server.Clock.Advance(TimeSpan.FromMinutes(30));

        using var reading = await chat.Client.GetAsync(chat.Activities);
        using var renewing = await chat.Client.PostAsync(Refresh, null);

        (reading.StatusCode, await reading.CodeAsync()).Should().Be((HttpStatusCode.Forbidden, "TokenExpired"));
        (renewing.StatusCode, await renewing.CodeAsync()).Should().Be((HttpStatusCode.Forbidden, "TokenExpired"));
    }

    [Fact]
    public async Task Renewing_ends_24_hours_after_the_first_token()
    {
        var token = (await _server.GenerateAsync()).Text("token");
        var renewals = 0;
        while (await RenewedAsync(token) is { } next)
        {
            token = next;
            renewals++;
            _server.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        renewals.Should().Be(24 * 4);
    }

    [Fact]
    public async Task Only_the_secret_gets_tokens_for_others()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.Client.PostAsync("/v3/directline/tokens/generate", null);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_a_secret_only_our_own_page_gets_tokens()
    {
        using var server = DirectLineServer.Start(("DirectLine:Secret", ""));
        using var plan = server.Caller(DirectLineServer.Secret);
        using var page = server.Caller();

        using var refused = await plan.PostAsync("/v3/directline/tokens/generate", null);
        using var given = await page.PostAsync("/chat/token", null);

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        given.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tokens_stay_good_over_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("assistant-");
        (string, string)[] onDisk =
            [("Storage:Provider", "Sqlite"), ("ConnectionStrings:Assistant", $"Data Source={folder}/a.db"), ("Storage:KeyRing", $"{folder}/ring.json")];
        string token;
        await using (var before = DirectLineServer.Start(onDisk))
        {
            using var chat = await before.ChatAsync();
            token = chat.Started.Text("token")!;
        }

        await using var after = DirectLineServer.Start(onDisk);
        using var caller = after.Caller(token);
        using var answer = await caller.PostAsync("/v3/directline/conversations", null);

        answer.StatusCode.Should().Be(HttpStatusCode.OK, "the conversation was started before the restart");
        folder.Delete(recursive: true);
    }

    private async Task<string?> RenewedAsync(string? token)
    {
        using var caller = _server.Caller(token);
        using var answer = await caller.PostAsync(Refresh, null);

        return answer.IsSuccessStatusCode ? (await answer.JsonAsync()).Text("token") : null;
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class BadInputTests : IDisposable
{
    private readonly DirectLineServer _server = DirectLineServer.Start();

    public void Dispose() => _server.Dispose();

    public static TheoryData<string> Unreadable =>
    [
        "",
        "   ",
        "null",
        "[]",
        "\"message\"",
        "{\"type\":",
        "{\"type\":\"message\",\"text\":\"a\"} trailing",
        "{\"text\":\"no type\"}",
        "{\"type\":\"\",\"text\":\"empty type\"}",
        "{\"type\":7}",
        "{\"type\":\"message\",\"text\":7}",
        "{\"type\":\"message\",\"type\":\"event\"}",
        "{\"type\":\"message\",\"text\":\"a\",\"text\":\"b\"}",
        "{\"type\":\"message\",\"value\":{\"choice\":\"a\",\"choice\":\"b\"}}",
        "{\"type\":\"message\",\"channelData\":{\"x\":{\"clientActivityID\":1,\"clientActivityID\":2}}}",
        $"{{\"type\":\"message\",\"value\":{new string('[', 40)}{new string(']', 40)}}}",
        $"{{\"type\":\"message\",\"unknown\":{new string('[', 40)}{new string(']', 40)}}}",
        $"{{\"type\":\"message\",\"attachments\":[{string.Join(',', Enumerable.Repeat("{\"contentType\":\"image/png\"}", 11))}]}}",
        $"{{\"type\":\"message\",\"channelData\":{{\"x\":\"{new string('x', 17_000)}\"}}}}",
    ];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_read_is_refused_cleanly_and_changes_nothing(string body)
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.PostRawAsync(body);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.CodeAsync()).Should().NotBeNullOrEmpty();
        (await chat.ReadAsync()).Should().ContainSingle();
    }

    public static TheoryData<string> Odd =>
    [
        JsonSerializer.Serialize(""),
        JsonSerializer.Serialize("   \r\n\t "),
        JsonSerializer.Serialize(new string('a', 5_000)),
        JsonSerializer.Serialize(string.Concat(Enumerable.Repeat("locked out ", 500))),
        JsonSerializer.Serialize("😀😭🔒"),
        JsonSerializer.Serialize("\u0000\u0001\u0002\u001b[31m\u0007"),
        JsonSerializer.Serialize("\u202e\u200b\u200d\ufeff"),
        "\"\\ud83d\"",
        "\"\\ude00 half an emoji, and my account is locked \\ud83d\"",
        "\"\\ud83d\\u0041\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "null",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Odd_text_gets_an_answer(string text)
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.PostRawAsync($"{{\"type\":\"message\",\"text\":{text}}}");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await chat.RepliesAsync()).Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public async Task Half_an_emoji_does_not_hide_the_words_beside_it()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.PostRawAsync("{\"type\":\"message\",\"text\":\"my account is locked \\ud83d\"}");

        (await chat.ReadAsync("2"))[0].Text("text").Should().Be("my account is locked \ufffd");
    }

    [Fact]
    public async Task Broken_UTF8_does_not_hide_the_words_beside_it()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.PostRawAsync([.. "{\"type\":\"message\",\"text\":\"locked "u8, 0xff, 0xfe, .. "\"}"u8]);

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_than_256_KiB_is_refused_in_our_own_words()
    {
        using var chat = await _server.ChatAsync();

        using var answer = await chat.PostRawAsync($"{{\"type\":\"message\",\"text\":\"{new string('x', 300_000)}\"}}");

        (answer.StatusCode, await answer.CodeAsync()).Should().Be((HttpStatusCode.RequestEntityTooLarge, "RequestTooLarge"));
    }

    [Theory]
    [InlineData("/v3/directline/conversations", "{\"user\":")]
    [InlineData("/v3/directline/conversations", "{\"user\":7}")]
    [InlineData("/v3/directline/tokens/generate", "{\"user\":{\"id\":\"\"}}")]
    [InlineData("/v3/directline/tokens/generate", "{\"user\":{\"id\":\"a\\u0000b\"}}")]
    public async Task Other_calls_refuse_what_they_cannot_read(string address, string body)
    {
        using var plan = _server.Caller(DirectLineServer.Secret);

        using var answer = await plan.PostAsync(address, new StringContent(body, Encoding.UTF8, "application/json"));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }
}

using System.Globalization;
using System.Net;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class PageTokenTests : IDisposable
{
    private readonly DirectLineServer _server = DirectLineServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Each_visitor_of_the_page_is_somebody_nobody_can_guess()
    {
        using var page = _server.Caller();

        using var first = await page.PostAsync("/chat/token", null);
        using var second = await page.PostAsync("/chat/token", null);

        var (one, other) = (await first.JsonAsync(), await second.JsonAsync());
        one.Text("conversationId").Should().HaveLength(22).And.NotBe(other.Text("conversationId"));
    }

    [Fact]
    public async Task Pages_of_others_get_no_token()
    {
        using var page = _server.Caller();
        page.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");

        using var answer = await page.PostAsync("/chat/token", null);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}")]
    [InlineData("https://help.example.org")]
    public async Task Our_page_gets_one_also_behind_a_proxy_that_ends_TLS(string origin)
    {
        using var server = DirectLineServer.Start(("DirectLine:PublicAddress", "https://help.example.org"));
        using var page = server.Caller();
        page.DefaultRequestHeaders.Add("Origin", string.Format(CultureInfo.InvariantCulture, origin, server.Address.Port));

        using var answer = await page.PostAsync("/chat/token", null);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_eleventh_token_in_a_minute_has_to_wait()
    {
        using var page = _server.Caller();
        var statuses = new List<HttpStatusCode>();
        for (var count = 0; count < 10; count++)
        {
            using var given = await page.PostAsync("/chat/token", null);
            statuses.Add(given.StatusCode);
        }

        using var eleventh = await page.PostAsync("/chat/token", null);
        _server.Clock.Advance(TimeSpan.FromSeconds(6));
        using var later = await page.PostAsync("/chat/token", null);

        statuses.Should().OnlyContain(status => status == HttpStatusCode.OK);
        eleventh.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        eleventh.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(6));
        later.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}

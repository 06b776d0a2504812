using System.Net;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

public sealed class CrossOriginTests
{
    private const string Plan = "https://www.plan.example";
    private const string Headers = "authorization,content-type,x-ms-bot-agent,x-requested-with";

    [Fact]
    public async Task A_page_on_the_list_may_ask_and_is_told_so_by_name()
    {
        using var server = DirectLineServer.Start(("DirectLine:AllowedOrigins:0", Plan));

        using var answer = await PreflightAsync(server, Plan);

        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal(Plan);
        answer.Headers.GetValues("Access-Control-Allow-Headers").Single().Should().Be(Headers);
        answer.Headers.GetValues("Access-Control-Allow-Methods").Single().Should().Contain("POST");
    }

    [Fact]
    public async Task With_a_list_no_other_page_may()
    {
        using var server = DirectLineServer.Start(("DirectLine:AllowedOrigins:0", Plan));

        using var answer = await PreflightAsync(server, "https://elsewhere.example");

        answer.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
    }

    [Theory]
    [InlineData(DirectLineServer.Secret, true)]
    [InlineData("", false)]
    public async Task Without_a_list_pages_of_others_may_only_when_a_secret_gives_them_tokens(string secret, bool may)
    {
        using var server = DirectLineServer.Start(("DirectLine:Secret", secret));

        using var answer = await PreflightAsync(server, Plan);

        answer.Headers.Contains("Access-Control-Allow-Origin").Should().Be(may);
    }

    [Fact]
    public async Task A_refusal_can_be_read_by_the_page_too()
    {
        using var server = DirectLineServer.Start(("DirectLine:AllowedOrigins:0", Plan));
        using var caller = server.Caller("a.b.c");
        caller.DefaultRequestHeaders.Add("Origin", Plan);

        using var answer = await caller.PostAsync("/v3/directline/conversations", null);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal(Plan);
        answer.Headers.GetValues("Access-Control-Expose-Headers").Should().Equal("Retry-After");
    }

    private static async Task<HttpResponseMessage> PreflightAsync(DirectLineServer server, string origin)
    {
        using var caller = server.Caller();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v3/directline/conversations");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", Headers);

        return await caller.SendAsync(request);
    }
}

using System.Net;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Operations;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_server_that_is_well_says_so(string address)
    {
        using var server = DirectLineServer.Start();
        using var caller = server.Caller();

        using var answer = await caller.GetAsync(address);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_answer_forbids_guessing_its_type_and_tells_no_server_name()
    {
        using var server = DirectLineServer.Start();
        using var caller = server.Caller();

        using var answer = await caller.GetAsync("/nowhere");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.Contains("Server").Should().BeFalse();
    }
}

using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Issues;

/// <summary>A client told a platform that does not exist; the review had no word for it, and the member could not get to their ticket any more.</summary>
public class AMadeUpPlatformStoppedTheReviewTests
{
    [Theory]
    [InlineData("<script>pwned(1)</script>")]
    [InlineData("television")]
    public async Task The_ticket_is_sent_and_the_platform_is_asked_for(string platform)
    {
        var assistant = new Assistant();
        await assistant.JoinedAsync();
        await assistant.ToldAsync(new DeviceFacts("Chrome", "142", "Windows", "11", null, platform));

        await assistant.SendsTicketAsync();

        assistant.Store.Tickets.Should().ContainSingle().Which.Environment.Kind.Should().BeNull();
    }
}

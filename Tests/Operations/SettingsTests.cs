using Bot.Operations;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Operations;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Limits:BodyBytes", "0", "Limits:BodyBytes")]
    [InlineData("Limits:BodyBytes", "many", "Limits:BodyBytes")]
    [InlineData("Limits:KnownProxies:0", "proxy.local", "proxy.local")]
    [InlineData("Limits:MessagesPerSecond", "-1", "Limits:MessagesPerSecond")]
    [InlineData("DirectLine:AllowedOrigins:0", "https://www.example.org/help", "DirectLine:AllowedOrigins")]
    [InlineData("DirectLine:AllowedOrigins:0", "*", "DirectLine:AllowedOrigins")]
    [InlineData("DirectLine:PublicAddress", "help.example.org", "DirectLine:PublicAddress")]
    [InlineData("DirectLine:TokenLife", "00:10:00", "DirectLine:TokenLife")]
    [InlineData("DirectLine:Secret", "   ", "DirectLine:Secret")]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider")]
    public void A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string key, string value, string named)
    {
        var start = () => { using var server = DirectLineServer.Start((key, value)); };

        var fault = start.Should().Throw<Exception>().Which;

        StartFault.SentenceFor(fault).Should().Contain(named).And.NotContain("   at ");
    }

    [Fact]
    public void A_fault_of_ours_is_not_dressed_up_as_a_wrong_setting() =>
        StartFault.SentenceFor(new InvalidOperationException("something of ours")).Should().BeNull();
}

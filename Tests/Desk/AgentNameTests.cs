using Bot.Desk;
using FluentAssertions;
using Xunit;

namespace Tests.Desk;

public sealed class AgentNameTests
{
    [Theory]
    [InlineData("Ana María O'Brien-Núñez, Jr.", "Ana María O'Brien-Núñez, Jr.")]
    [InlineData("J. Smith", "J. Smith")]
    [InlineData("José", "José")]
    [InlineData("李 明", "李 明")]
    [InlineData("[Ana](https://evil.example)", "Anahttpsevil. example")]
    [InlineData("**Ana** <b>B</b>", "Ana bBb")]
    [InlineData("www.evil.example", "www. evil. example")]
    [InlineData("Ana\u202egnp.exe", "Anagnp. exe")]
    [InlineData("**", "Agent")]
    public void A_name_is_shown_as_a_name_and_never_as_markup_or_an_address(string name, string shown)
    {
        AgentName.Plain(name).Should().Be(shown);
        new DeskAgent("agent-1", name, DeskRole.Agent).Name.Should().Be(shown);
        AgentName.IsPlain(shown).Should().BeTrue();
    }
}

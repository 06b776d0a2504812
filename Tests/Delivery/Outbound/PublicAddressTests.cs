using System.Net;
using Bot.Delivery.Outbound;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace Tests.Delivery.Outbound;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2a00:1450::1")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    public void Public_addresses_may_be_called_up_to_the_edge(string address) => PublicAddress.IsPublic(IPAddress.Parse(address)).Should().BeTrue();

    [Fact]
    public void A_version_4_address_is_judged_alike_in_every_dress() => Gen.UInt.Sample(number =>
    {
        var plain = new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        var translated = new IPAddress([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. plain.GetAddressBytes()]);

        return PublicAddress.IsPublic(plain) == PublicAddress.IsPublic(plain.MapToIPv6()) && PublicAddress.IsPublic(plain) == PublicAddress.IsPublic(translated);
    });
}

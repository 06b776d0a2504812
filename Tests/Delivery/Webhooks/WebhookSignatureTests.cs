using System.Globalization;
using System.Text;
using Bot.Delivery.Webhooks;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using Xunit;

namespace Tests.Delivery.Webhooks;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Other = "whsec_c2VjcmV0LW9mLXRoZS1wbGFuLWZvci10ZXN0cw==";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    [Fact]
    public void The_example_of_the_specification_comes_out_as_printed_there() =>
        Signature(Secret).Sign(Id, At, Body).Should().Be("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void The_specifications_own_library_takes_what_we_sign()
    {
        var now = TimeProvider.System.GetUtcNow();
        var headers = new HeaderDictionary
        {
            [WebhookSignature.IdHeader] = Id,
            [WebhookSignature.TimestampHeader] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            [WebhookSignature.SignatureHeader] = Signature(Secret).Sign(Id, now, Body),
        };

        FluentActions.Invoking(() => new StandardWebhook(Secret).Verify(Encoding.UTF8.GetString(Body), headers)).Should().NotThrow();
        FluentActions.Invoking(() => new StandardWebhook(Other).Verify(Encoding.UTF8.GetString(Body), headers)).Should().Throw<Exception>();
    }

    [Fact]
    public void While_a_secret_is_changed_both_are_good()
    {
        var signed = Signature(Secret).Sign(Id, At, Body);

        Signature($"{Other} {Secret}").IsGenuine(Id, "1614265330", signed, Body, At).Should().BeTrue();
        Signature(Secret).IsGenuine(Id, "1614265330", Signature($"{Other} {Secret}").Sign(Id, At, Body), Body, At).Should().BeTrue();
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_message_is_good_for_five_minutes_either_way(int seconds, bool isGood) =>
        Signature(Secret).IsGenuine(Id, "1614265330", Signature(Secret).Sign(Id, At, Body), Body, At.AddSeconds(seconds)).Should().Be(isGood);

    [Theory]
    [InlineData("msg_other", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "1614265331", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, " 1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "16142653e1", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "1614265330", "")]
    [InlineData(Id, "1614265330", "v1,")]
    [InlineData(Id, "1614265330", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "1614265330", "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "1614265330", "v1,G0hM9SsE+OTPJTt/tmKtSyEyNlJ3X3nMdp0pI7QMZFE=")]
    public void Anything_else_is_not_genuine(string id, string timestamp, string signature) =>
        Signature(Secret).IsGenuine(id, timestamp, signature, Body, At).Should().BeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64 at all, surely not")]
    public void What_is_no_secret_signs_nothing(string secret) => WebhookSignature.Read(secret).Should().BeNull();

    private static WebhookSignature Signature(string secret) => WebhookSignature.Read(secret)!;
}

using FluentAssertions;
using KnowledgeBase;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition;
using Xunit;

namespace Tests.Shape;

public sealed class ContentTests
{
    private static readonly Knowledge Shipped = Knowledge.Load();

    [Fact]
    public void The_shipped_content_loads_and_says_something() =>
        Shipped.Topics.All.Should().NotBeEmpty().And.OnlyContain(topic => Shipped.Wordings.Has($"topics.{topic.Id}"));

    [Fact]
    public void Every_topic_that_tickets_and_decode_may_name_has_its_file() =>
        Shipped.Topics.All.Select(topic => topic.Id).Should().Contain(
        [
            "incorrect-credentials", "account-locked", "code-expired", "code-rejected", "code-not-received", "push-not-received",
            "unsupported-browser", "unsupported-app", "site-data", "proxy-not-authorized", "identity-provider-link", "forgot-password",
            "forgot-username", "lost-contact-access", "mfa-device-lost", "mfa-setup", "security-settings", "account-compromised",
            "not-registered", "biometric-sign-in", "service-outage", "session-timeout", "accessibility-support", "how-to-sign-in",
            "caregiver-access", "preparedness", "method-tradeoffs", "talk-to-agent", "ticket-status", "emergency", "greeting",
            "thanks-goodbye", "out-of-scope",
        ]);

    [Fact]
    public void Every_act_is_heard_in_some_words()
    {
        var acts = Enum.GetNames<Act>().Select(name => string.Concat(name.Select((letter, at) => (at > 0 && char.IsUpper(letter) ? "-" : "") + char.ToLowerInvariant(letter))));

        Shipped.Acts.All.Select(act => act.Id).Should().BeEquivalentTo(acts);
    }

    [Fact]
    public void Nothing_the_assistant_says_asks_for_a_secret_or_blames() =>
        Shipped.Check(new DateOnly(2026, 11, 24))
            .Where(warning => warning.Kind is WarningKind.AsksForSecret or WarningKind.Blames)
            .Select(warning => warning.ToString()).Should().BeEmpty();
}

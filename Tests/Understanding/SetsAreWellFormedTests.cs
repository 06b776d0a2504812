using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Tests.Understanding;

/// <summary>A score is only as good as the set behind it: a mistyped label or a lopsided split would quietly bend every figure.</summary>
public sealed class SetsAreWellFormedTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Understanding", "sets");

    private static readonly string[] Labels =
    [
        "incorrect-credentials", "account-locked", "code-expired", "code-rejected", "code-not-received", "push-not-received",
        "unsupported-browser", "unsupported-app", "site-data", "proxy-not-authorized", "identity-provider-link", "forgot-password",
        "forgot-username", "lost-contact-access", "mfa-device-lost", "mfa-setup", "security-settings", "account-compromised",
        "not-registered", "biometric-sign-in", "service-outage", "session-timeout", "accessibility-support", "how-to-sign-in",
        "caregiver-access", "preparedness", "method-tradeoffs", "talk-to-agent", "ticket-status", "emergency", "greeting",
        "thanks-goodbye", "out-of-scope",
    ];

    private static readonly string[] Acts = ["affirm", "deny", "back", "restart", "cancel", "repeat", "why", "dont-know", "correction", "skip", "hold-on", "help", "are-you-a-bot", "change-language"];

    private static readonly string[] EntityNames =
    [
        "email", "phone", "memberNumber", "dateOfBirth", "lastSignIn", "browser", "browserVersion", "device", "os", "osVersion",
        "appVersion", "platform", "errorText", "errorTime", "oneTimeCode",
    ];

    private static readonly string[] Kinds =
        ["password", "pin", "code", "ssn", "card", "token", "otpauth"];

    private static readonly string[] Keys =
    [
        "id", "text", "locale", "context", "now", "label", "label2", "decision", "act", "emergency", "entities", "removed", "keeps",
        "leaks", "split",
    ];

    public static TheoryData<string, int> Sets => new()
    {
        { "topics", 1500 }, { "out-of-scope", 300 }, { "emergencies", 120 }, { "spanish", 250 }, { "acts", 300 }, { "entities", 250 },
        { "secrets", 280 },
    };

    [Theory, MemberData(nameof(Sets))]
    public void Holds_enough_lines_with_ids_and_texts_of_their_own(string set, int least)
    {
        var lines = Read(set);

        lines.Should().HaveCountGreaterThanOrEqualTo(least);
        lines.Select(line => Text(line, "id")).Should().OnlyHaveUniqueItems();
        lines.Select(line => Text(line, "context") + "\n" + Text(line, "text")).Should().OnlyHaveUniqueItems();
    }

    [Theory, MemberData(nameof(Sets))]
    public void Claims_only_what_decode_can_answer(string set, int least)
    {
        var lines = Read(set);

        lines.Should().HaveCountGreaterThanOrEqualTo(least).And.AllSatisfy(line =>
        {
            line.EnumerateObject().Select(property => property.Name).Should().BeSubsetOf(Keys);
            Values(line, "label").Should().BeSubsetOf([.. Labels, "clarify"]);
            Values(line, "label2").Should().BeSubsetOf(Labels);
            Values(line, "act").Should().BeSubsetOf(Acts);
            Values(line, "removed").Should().BeSubsetOf(Kinds);
            Values(line, "split").Should().BeSubsetOf(["tune", "report"]).And.HaveCount(1);
            Names(line, "entities").Should().BeSubsetOf(EntityNames);
        });
    }

    [Theory, MemberData(nameof(Sets))]
    public void Splits_every_label_so_that_both_parts_hold_a_good_share(string set, int least)
    {
        var lines = Read(set);

        lines.Should().HaveCountGreaterThanOrEqualTo(least);
        foreach (var label in lines.GroupBy(line => (Text(line, "label"), Text(line, "label2") is not null)).Where(label => label.Count() > 9))
        {
            var tuned = label.Count(line => Text(line, "split") == "tune");
            (tuned / (double)label.Count()).Should().BeInRange(0.25, 0.75, "of {0}: what was read goes to tune, and then it holds more", label.Key);
        }
    }

    [Fact]
    public void Names_leaks_and_keeps_that_are_really_in_the_text()
    {
        var lines = Read("secrets");

        lines.Should().AllSatisfy(line =>
            Text(line, "text").Should().ContainAll(Values(line, "leaks").Concat(Values(line, "keeps")).Append(string.Empty)));
    }

    private static List<JsonElement> Read(string set) =>
        [.. File.ReadLines(Path.Combine(Folder, set + ".jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Text(JsonElement line, string key) => line.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static string[] Values(JsonElement line, string key) => line.TryGetProperty(key, out var value)
        ? value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [value.GetString()!]
        : [];

    private static string[] Names(JsonElement line, string key) =>
        line.TryGetProperty(key, out var value) ? [.. value.EnumerateObject().Select(property => property.Name)] : [];
}

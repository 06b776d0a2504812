using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Bot.Accounts.Api;
using Engine.Members;
using FluentAssertions;
using Tests.Shape;
using Xunit;

namespace Tests.Accounts;

/// <summary>The written contract names what the code speaks.</summary>
public sealed partial class OpenApiTests
{
    private static readonly string Contract = File.ReadAllText(RepositoryFolder.Of("docs", "accounts-api", "openapi.yaml"));

    [Fact]
    public void Every_operation_is_described_and_no_other() => Paths().Matches(Contract).Select(path => path.Groups[1].Value).Should().BeEquivalentTo(
        typeof(ApiPaths).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(path => WireForm.Version + path.GetRawConstantValue()));

    [Fact]
    public void Every_answer_is_described_and_no_other() => Answers().Matches(Contract).Select(answer => answer.Groups[1].Value).Should().BeEquivalentTo(
        typeof(AccountAnswer).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(answer => (string)answer.TypeDiscriminator!));

    [GeneratedRegex("^  (/[a-z0-9/-]+):$", RegexOptions.Multiline)]
    private static partial Regex Paths();

    [GeneratedRegex("const: ([a-z-]+)")]
    private static partial Regex Answers();
}

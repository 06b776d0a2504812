using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bot.Accounts;
using Bot.Accounts.Api;
using Bot.Accounts.Sandbox;
using Engine.Members;
using FluentAssertions;
using Microsoft.Extensions.Options;
using OtpNet;
using Tests.Given;
using Xunit;

namespace Tests.Accounts;

/// <summary>A second process that serves the sandbox's accounts by the contract, and ours that calls it.</summary>
public sealed class ServedSandbox : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    internal PlanSide Plan { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync(("Accounts__Mode", "Sandbox"), ("Accounts__Key", PlanSide.Key));
        Plan = await PlanSide.OpenAsync(Server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await Plan.DisposeAsync();
        await Server.DisposeAsync();
    }
}

/// <summary>The same contract over HTTP, to another process.</summary>
public sealed class HttpContractTests(ServedSandbox served) : ApiContract, IClassFixture<ServedSandbox>
{
    private protected override IMemberAccounts Accounts => served.Plan.Accounts;

    [Fact]
    public async Task Whoever_has_not_the_key_is_not_heard()
    {
        var stranger = new CallSignature(Options.Create(new AccountOptions { Key = "another-key-of-the-accounts-0123456789" }), TimeProvider.System).Issue();
        var ours = new CallSignature(Options.Create(new AccountOptions { Key = PlanSide.Key }), TimeProvider.System).Issue();

        (await StatusAsync(null, "{}", "k")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(stranger, "{}", "k")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(ours[..ours.LastIndexOf('.')] + ".", "{}", "k")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(ours, "{}", "k")).Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"errand":{"conversation":"c","locale":"en","proofs":[],"codes":[]}}""")]
    [InlineData("""{"errand":{"conversation":null,"locale":"en","proofs":[],"codes":[]},"identifier":{"kind":"email","value":"a"}}""")]
    [InlineData("""{"errand":{"conversation":"c","locale":"en","proofs":[],"codes":[]},"identifier":{"kind":7,"value":"a"}}""")]
    public async Task What_is_not_the_contract_is_refused_and_no_fault(string body)
    {
        var ours = new CallSignature(Options.Create(new AccountOptions { Key = PlanSide.Key }), TimeProvider.System).Issue();

        (await StatusAsync(ours, body, "k")).Should().Be(HttpStatusCode.BadRequest);
    }

    private protected override async Task<IReadOnlyList<string>> MessagesAsync()
    {
        using var client = served.Server.Client();
        using var inbox = JsonDocument.Parse(await client.GetStringAsync("/sandbox/messages"));

        return [.. inbox.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()!)];
    }

    private protected override string AppCode() => new Totp(Base32Encoding.ToBytes(SandboxSeed.AppKey)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);

    private async Task<HttpStatusCode> StatusAsync(string? token, string body, string key)
    {
        using var client = served.Server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, WireForm.Version + ApiPaths.Find) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(WireForm.KeyHeader, key);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request);

        return answer.StatusCode;
    }
}

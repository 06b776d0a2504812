using System.Net;
using Bot.Desk;
using Bot.Desk.Accounts;
using Bot.Storage;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Desk;

/// <summary>Signing in at a real provider, step by step as a browser goes.</summary>
public sealed class OidcSignInTests : IAsyncLifetime
{
    private readonly OidcProvider _provider = new();
    private readonly DirectLineServer _server;

    public OidcSignInTests() => _server = DirectLineServer.Start(
        ("Desk:Oidc:Authority", _provider.Authority), ("Desk:Oidc:ClientId", "desk"), ("Desk:Oidc:ClientSecret", OidcProvider.Secret), ("Desk:Oidc:Scopes:0", "roles"),
        ("Outbound:TrustedOrigins:0", _provider.Authority));

    public async ValueTask InitializeAsync() => await _provider.StartAsync(new Uri(_server.Address, "/desk/oidc/back").ToString());

    public ValueTask DisposeAsync()
    {
        _provider.Dispose();
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task With_a_role_and_a_second_factor_one_comes_in()
    {
        using var browser = new Wanderer(_server.Address);

        var (status, page) = await browser.GoAsync("/desk/oidc/start?next=/desk/me", "lead", "pwd otp");
        var me = await browser.PageAsync("/desk/me");

        (status, page.Contains("You are signed in", StringComparison.Ordinal)).Should().Be((HttpStatusCode.OK, true));
        me.Should().Contain("lead of the plan").And.Contain("Supervisor");
        (await _server.Of<AgentAccounts>().ListAsync(CancellationToken.None)).Should().ContainSingle().Which.PasswordHash.Should().BeNull();
    }

    [Theory]
    [InlineData("lead", "pwd")]
    [InlineData("visitor", "pwd otp")]
    public async Task Without_either_nobody_does(string account, string factors)
    {
        using var browser = new Wanderer(_server.Address);

        var (status, _) = await browser.GoAsync("/desk/oidc/start", account, factors);
        var me = await browser.PageAsync("/desk/me");

        (status, me.Contains("Your sign-in", StringComparison.Ordinal)).Should().Be((HttpStatusCode.Forbidden, false));
        browser.Cookies.Should().NotContainKey(DeskCookie.Name);
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_here_is_refused()
    {
        using var browser = new Wanderer(_server.Address);
        using var thief = new Wanderer(_server.Address);
        var answer = await browser.StopBeforeBackAsync("/desk/oidc/start", "lead", "pwd otp");

        var (stolen, _) = await thief.GoAsync(answer, "lead", "pwd otp");
        var (made, _) = await thief.GoAsync("/desk/oidc/back?code=made-up&state=made-up", "lead", "pwd otp");

        (stolen, made).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        thief.Cookies.Should().NotContainKey(DeskCookie.Name);
    }

    [Fact]
    public async Task The_second_factor_is_shown_again_by_the_same_person_only()
    {
        using var browser = new Wanderer(_server.Address);
        await browser.GoAsync("/desk/oidc/start", "ana", "pwd otp");

        browser.ForgetsProvider();
        var (another, page) = await browser.GoAsync("/desk/oidc/again", "lead", "pwd otp");
        browser.ForgetsProvider();
        var (same, _) = await browser.GoAsync("/desk/oidc/again", "ana", "pwd otp");

        page.Should().Contain("another account");
        (another, same).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.OK));
    }

    [Theory]
    [InlineData("https://10.1.2.3", "HostIsNumeric")]
    [InlineData("https://login.plan.example.org:8443", "WrongPort")]
    [InlineData("http://127.0.0.1:4000", "NotHttps")]
    public void A_provider_that_the_guard_would_not_reach_stops_the_start(string authority, string why)
    {
        var settings = new Dictionary<string, string?> { ["Desk:Oidc:Authority"] = authority, ["Desk:Oidc:ClientId"] = "desk", ["Desk:Oidc:ClientSecret"] = OidcProvider.Secret };
        var desk = TestStorage.Create(settings, (services, configuration) => services.AddStorage(configuration).AddDesk(configuration));

        FluentActions.Invoking(() => desk.Get<IOptions<DeskOptions>>().Value).Should().Throw<OptionsValidationException>().WithMessage($"*Desk:Oidc:Authority*{why}*Outbound:TrustedOrigins*");
    }

    [Fact]
    public async Task What_is_asked_of_the_provider_goes_through_the_guard()
    {
        // The name is fine, but it leads into our own network: as a provider's host could that somebody has taken over.
        var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var server = DirectLineServer.Start(
            services => services.AddSingleton<Bot.Delivery.Outbound.ResolveHost>((host, _) =>
            {
                asked.Add(host);
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            }),
            ("Desk:Oidc:Authority", "https://login.plan.example.org"), ("Desk:Oidc:ClientId", "desk"), ("Desk:Oidc:ClientSecret", OidcProvider.Secret));
        using var browser = new Wanderer(server.Address);

        var (status, page) = await browser.GoAsync("/desk/oidc/start", "lead", "pwd otp");

        asked.Should().Contain("login.plan.example.org");
        ((int)status >= 400, page.Contains("code_challenge", StringComparison.Ordinal)).Should().Be((true, false));
        browser.Cookies.Should().NotContainKey(DeskCookie.Name);
    }

    [Fact]
    public async Task Passwords_and_links_of_our_own_are_closed()
    {
        using var somebody = new DeskVisitor(_server);
        var link = await _server.Of<OneTimeLinks>().CreateAsync(Bot.Desk.Accounts.Model.LinkKind.Invitation, null, AgentRole.Administrator, CancellationToken.None);

        var page = await somebody.PageAsync("/desk/sign-in");
        using var opened = await somebody.GetAsync($"/desk/link/{link}");
        using var signedIn = await somebody.PostAsync("/desk/sign-in", ("name", "x"), ("password", DeskVisitor.Password), ("code", "123456"));

        page.Should().Contain("/desk/oidc/start").And.NotContain("type=\"password\"");
        (opened.StatusCode, signedIn.StatusCode).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.Unauthorized));
    }

    /// <summary>Follows redirects from site to site with its cookies, and says at the provider who it is.</summary>
    private sealed class Wanderer(Uri home) : IDisposable
    {
        private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        private readonly Dictionary<string, string> _provider = [];

        internal Dictionary<string, string> Cookies { get; } = [];

        /// <summary>As somebody else at the same machine would begin there.</summary>
        internal void ForgetsProvider() => _provider.Clear();

        internal async Task<(HttpStatusCode Status, string Page)> GoAsync(string path, string account, string factors) => await GoAsync(path, account, factors, stopBefore: null) is { Page: { } page } end ? (end.Status, page) : throw new InvalidOperationException();

        internal async Task<string> StopBeforeBackAsync(string path, string account, string factors) => (await GoAsync(path, account, factors, "/desk/oidc/back")).Address.ToString();

        internal async Task<string> PageAsync(string path)
        {
            using var answer = await GetAsync(new Uri(home, path));
            return await answer.Content.ReadAsStringAsync();
        }

        private async Task<(HttpStatusCode Status, string? Page, Uri Address)> GoAsync(string path, string account, string factors, string? stopBefore)
        {
            var address = new Uri(home, path);
            for (var steps = 0; steps < 20; steps++)
            {
                using var answer = await GetAsync(address);
                if (answer.Headers.Location is not { } location)
                {
                    return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), address);
                }

                address = new Uri(address, location);
                if (address.AbsolutePath.StartsWith("/interaction/", StringComparison.Ordinal))
                {
                    address = new Uri($"{address}?account={account}&amr={Uri.EscapeDataString(factors)}");
                }

                if (stopBefore is not null && address.AbsolutePath == stopBefore)
                {
                    return (answer.StatusCode, null, address);
                }
            }

            throw new InvalidOperationException($"It never ended: {address}");
        }

        private async Task<HttpResponseMessage> GetAsync(Uri address)
        {
            var jar = address.Port == home.Port ? Cookies : _provider;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (jar.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", jar.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            }

            var answer = await _client.SendAsync(request);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var (name, value) = (cookie.Split('=', 2)[0], cookie.Split('=', 2)[1].Split(';')[0]);
                if (value.Length == 0)
                {
                    jar.Remove(name);
                }
                else
                {
                    jar[name] = value;
                }
            }

            return answer;
        }

        public void Dispose() => _client.Dispose();
    }
}

using System.Net;
using Bot.Desk.Accounts;
using FluentAssertions;
using Microsoft.AspNetCore.Routing;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

/// <summary>Every route of the desk, as the program has them, by every role, by nobody, and from pages that are not the desk's.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private readonly DirectLineServer _server = DirectLineServer.Start();
    private readonly Dictionary<AgentRole, DeskVisitor> _visitors = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var role in Enum.GetValues<AgentRole>())
        {
            _visitors[role] = await DeskVisitor.SignedInAsync(_server, role);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors.Values)
        {
            visitor.Dispose();
        }

        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<(string Method, string Path, DeskAccess Access)> Routes => _server.Of<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/desk", StringComparison.Ordinal))
        .Select(endpoint => (
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0],
            endpoint.RoutePattern.RawText!.Replace("{number}", "KP-0000-0000", StringComparison.Ordinal).Replace("{id}", "nobody", StringComparison.Ordinal).Replace("{link}", "nothing", StringComparison.Ordinal),
            endpoint.Metadata.GetMetadata<DeskAccess>()!));

    [Fact]
    public void Every_route_says_whom_it_is_for()
    {
        Routes.Should().HaveCountGreaterThan(10);
        Routes.Where(route => route.Access is null).Should().BeEmpty();
        Routes.Where(route => route.Access.ToStrangers).Select(route => route.Path).Distinct().Should().BeEquivalentTo(
            "/desk/desk.css", "/desk/desk.js", "/desk/sign-in", "/desk/link/nothing", "/desk/link/nothing/confirm", "/desk/oidc/start");
    }

    [Fact]
    public async Task Each_role_gets_what_is_for_it_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (var (method, path, access) in Routes.Where(route => !route.Access.ToStrangers && route.Path != "/desk/sign-out"))
        {
            foreach (var (role, visitor) in _visitors)
            {
                using var answer = method == "GET" ? await visitor.GetAsync(path) : await visitor.PostAsync(path);
                var isIn = answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && !IsSentToSignIn(answer);
                if (isIn != access.Roles.Contains(role) || (int)answer.StatusCode >= 500)
                {
                    wrong.Add($"{method} {path} as {role}: {(int)answer.StatusCode}");
                }
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task Nobody_gets_nothing()
    {
        using var nobody = new DeskVisitor(_server);
        using var withNonsense = new DeskVisitor(_server) { Cookie = "__Host-desk=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
        var wrong = new List<string>();
        foreach (var (method, path, _) in Routes.Where(route => !route.Access.ToStrangers))
        {
            foreach (var visitor in new[] { nobody, withNonsense })
            {
                using var answer = method == "GET" ? await visitor.GetAsync(path) : await visitor.PostAsync(path);
                if (!(answer.StatusCode == HttpStatusCode.Unauthorized || IsSentToSignIn(answer)))
                {
                    wrong.Add($"{method} {path}: {(int)answer.StatusCode}");
                }
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task No_change_is_taken_from_another_page_or_without_this_sign_ins_own_form()
    {
        var boss = _visitors[AgentRole.Administrator];
        var another = _visitors[AgentRole.Supervisor].FormToken;
        var wrong = new List<string>();
        foreach (var (method, path, access) in Routes.Where(route => route.Method != "GET"))
        {
            foreach (var (how, fields, headers) in Forgeries(boss, another))
            {
                if (access.ToStrangers && !how.StartsWith("from", StringComparison.Ordinal))
                {
                    continue;
                }

                using var answer = await boss.SendAsync(new HttpMethod(method), path, fields, headers);
                if (answer.StatusCode != HttpStatusCode.Forbidden)
                {
                    wrong.Add($"{path} {how}: {(int)answer.StatusCode}");
                }
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_scripts_frames_and_keeping()
    {
        foreach (var (method, path, _) in Routes.Where(route => route.Method == "GET" && !route.Path.Contains("desk.", StringComparison.Ordinal)))
        {
            using var answer = await _visitors[AgentRole.Administrator].GetAsync(path);

            answer.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe", "{0} {1}", method, path);
            answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        }
    }

    private static IEnumerable<(string How, (string, string)[] Fields, (string, string)[] Headers)> Forgeries(DeskVisitor boss, string another)
    {
        (string, string)[] good = [("form-token", boss.FormToken)];
        yield return ("from elsewhere", good, [("Origin", "https://evil.example")]);
        yield return ("from nowhere", good, []);
        yield return ("from null", good, [("Origin", "null")]);
        yield return ("from a sister site", good, [("Origin", boss.Origin), ("Sec-Fetch-Site", "same-site")]);
        yield return ("without a token", [], [("Origin", boss.Origin)]);
        yield return ("with another's token", [("form-token", another)], [("Origin", boss.Origin)]);
    }

    private static bool IsSentToSignIn(HttpResponseMessage answer) => answer.Headers.Location?.OriginalString.StartsWith("/desk/sign-in?next=", StringComparison.Ordinal) == true;
}

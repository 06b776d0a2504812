using System.Net;
using System.Text.RegularExpressions;
using Bot.Desk.Accounts;
using Bot.Desk.Accounts.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Given;

/// <summary>Somebody at the desk with a browser of their own: <c>using var ana = await DeskVisitor.SignedInAsync(server, AgentRole.Agent)</c>.</summary>
internal sealed partial class DeskVisitor : IDisposable
{
    internal const string Password = "correct horse battery staple";

    private static readonly TimeSpan NextCode = TimeSpan.FromSeconds(30);

    private readonly DirectLineServer _server;
    private readonly HttpClient _client;

    internal DeskVisitor(DirectLineServer server)
    {
        _server = server;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
    }

    internal byte[] Secret { get; private set; } = [];

    internal string Name { get; private set; } = "";

    internal string Id { get; private set; } = "";

    /// <summary>The sign-in's cookie. Kept by hand: .NET's own jar would not send a secure one over this machine's plain line, as browsers do.</summary>
    internal string? Cookie { get; set; }

    /// <summary>What the forms of this sign-in carry.</summary>
    internal string FormToken { get; private set; } = "";

    internal string Code => new OtpNet.Totp(Secret).ComputeTotp(_server.Clock.GetUtcNow().UtcDateTime);

    internal static async Task<DeskVisitor> SignedInAsync(DirectLineServer server, AgentRole role, string name = "")
    {
        var visitor = await InvitedAsync(server, role, name.Length == 0 ? role.ToString() : name);
        using var answer = await visitor.SignInAsync(Password, visitor.Code);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException($"Signing in was answered with {answer.StatusCode}.");
        }

        await visitor.ReadFormTokenAsync();
        return visitor;
    }

    /// <summary>With an account, but not signed in yet.</summary>
    internal static async Task<DeskVisitor> InvitedAsync(DirectLineServer server, AgentRole role, string name)
    {
        var links = server.Services.GetRequiredService<OneTimeLinks>();
        var visitor = new DeskVisitor(server) { Name = name };
        var link = await links.CreateAsync(LinkKind.Invitation, null, role, CancellationToken.None);
        visitor.Secret = (await links.BeginAsync(link, name, name, server.Services.GetRequiredService<Passwords>().Hash(Password), CancellationToken.None))!;
        visitor.Id = ((Enrolled.Done)await links.ConfirmAsync(link, visitor.Code, CancellationToken.None)).Agent.Id;
        server.Clock.Advance(NextCode);
        return visitor;
    }

    internal async Task<HttpResponseMessage> SignInAsync(string password, string code)
    {
        var answer = await PostAsync("/desk/sign-in", ("name", Name), ("password", password), ("code", code));
        Take(answer);
        return answer;
    }

    internal async Task ReadFormTokenAsync() => FormToken = FormTokenPattern().Match(await PageAsync("/desk/me")).Groups[1].Value;

    internal Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>As the desk's own page does.</summary>
    internal Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, [("form-token", FormToken), .. fields], ("Origin", Origin));

    internal string Origin => _server.Address.GetLeftPart(UriPartial.Authority);

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, (string Name, string Value)[]? fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (fields is not null)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        }

        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request);
    }

    internal async Task<string> PageAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    public void Dispose() => _client.Dispose();

    private void Take(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            Cookie = cookies.First().Split(';')[0];
        }
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex FormTokenPattern();
}

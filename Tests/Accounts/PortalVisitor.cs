using System.Net;
using System.Text.RegularExpressions;
using Bot.Accounts.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Tests.Given;

namespace Tests.Accounts;

/// <summary>Somebody at the sandbox portal with a browser's cookies, sending forms as a browser does.</summary>
internal sealed partial class PortalVisitor(DirectLineServer server) : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = server.Address };

    internal HttpResponseMessage Last { get; private set; } = new();

    internal async Task<string> GetAsync(string path) => await ReadAsync(await _client.GetAsync(path));

    internal async Task<string> SendAsync(string path, params (string Name, string Value)[] form) => await SendAsync(path, server.Address.ToString().TrimEnd('/'), form);

    internal async Task<string> SendAsync(string path, string origin, (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("Origin", origin);

        return await ReadAsync(await _client.SendAsync(request));
    }

    internal Task<string> SignInAsync(string user, string password = SandboxSeed.Password) => SendAsync("/portal", ("user", user), ("password", password));

    internal static string FormToken(string page) => Token().Match(page).Groups[1].Value;

    /// <summary>What was sent so far, newest first.</summary>
    internal static Task<IReadOnlyList<SentMessage>> MessagesAsync(DirectLineServer server) => server.Services.GetRequiredService<SandboxInbox>().ListAsync(CancellationToken.None);

    /// <summary>The code in a message to a member.</summary>
    internal static string CodeIn(SentMessage message) => string.Concat(message.Text.Where(char.IsAsciiDigit).Take(message.Channel == "email" ? 8 : 6));

    public void Dispose()
    {
        Last.Dispose();
        _client.Dispose();
    }

    private async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        Last = answer;

        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

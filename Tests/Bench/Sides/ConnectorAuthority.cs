using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bench.Sides;

/// <summary>Signs tokens as the channel service does, and plays the Connector, as quick or as slow as is wanted. Runs in the bench's own process.</summary>
internal sealed class ConnectorAuthority : IAsyncDisposable
{
    internal const string AppId = "00000000-aaaa-4bbb-8ccc-000000000001";
    private const string Issuer = "https://api.botframework.com";
    private const string Kid = "bench";

    private readonly RSA _key = RSA.Create(2_048);
    private readonly WebApplication _app;
    private int _said;

    private ConnectorAuthority()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>How long the Connector takes for each answer.</summary>
    internal TimeSpan Slowness { get; set; }

    internal int Said => Volatile.Read(ref _said);

    internal string Origin { get; private set; } = "";

    internal IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["BotConnector__AppId"] = AppId,
        ["BotConnector__ClientSecret"] = "for the bench only",
        ["BotConnector__MetadataAddress"] = $"{Origin}/metadata",
        ["BotConnector__TokenEndpoint"] = $"{Origin}/token",
        ["Outbound__TrustedOrigins__0"] = Origin,
    };

    internal static async Task<ConnectorAuthority> StartAsync()
    {
        var authority = new ConnectorAuthority();
        await authority._app.StartAsync();
        authority.Origin = authority._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        return authority;
    }

    /// <param name="number">Makes one token differ from the next.</param>
    internal string Token(int number)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = Encoded($$"""{"alg":"RS256","typ":"JWT","kid":"{{Kid}}"}""");
        var claims = Encoded(string.Create(CultureInfo.InvariantCulture, $$"""{"serviceurl":"{{Origin}}/teams/","iss":"{{Issuer}}","aud":"{{AppId}}","nbf":{{now - 60}},"exp":{{now + 3_600}},"jti":"{{number}}"}"""));
        var signature = _key.SignData(Encoding.UTF8.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private Task AnswerAsync(HttpContext http) => http.Request.Path.Value switch
    {
        "/metadata" => WriteAsync(http, $$"""{"issuer":"{{Issuer}}","jwks_uri":"{{Origin}}/keys","id_token_signing_alg_values_supported":["RS256"]}"""),
        "/keys" => WriteAsync(http, Keys()),
        "/token" => WriteAsync(http, """{"token_type":"Bearer","expires_in":3599,"access_token":"for-the-bench"}"""),
        _ => TakeAsync(http),
    };

    private async Task TakeAsync(HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        if (Slowness > TimeSpan.Zero)
        {
            await Task.Delay(Slowness);
        }

        Interlocked.Increment(ref _said);
        await WriteAsync(http, """{"id":"1:bench"}""");
    }

    private string Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", kid = Kid, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent), endorsements = new[] { "msteams" } } },
        });
    }

    private static Task WriteAsync(HttpContext http, string json)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json);
    }
}

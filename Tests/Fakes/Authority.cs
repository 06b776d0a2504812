using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tests.Fakes;

/// <summary>One call of the Connector as it arrived.</summary>
internal sealed record ConnectorCalled(string Method, string Path, string Bearer, JsonElement? Activity)
{
    internal string Text => Activity is { } said && said.TryGetProperty("text", out var text) ? text.GetString()! : "";
}

/// <summary>Plays on loopback who signs tokens for channels and for bots, who gives us ours, and the Connector that takes our answers.</summary>
internal sealed class Authority : IAsyncDisposable
{
    internal const string AppId = "00000000-aaaa-4bbb-8ccc-000000000001";
    internal const string Secret = "bot-password";
    internal const string Parent = "00000000-aaaa-4bbb-8ccc-0000000000ff";
    internal const string Issuer = "https://api.botframework.com";
    internal const string MicrosoftTenant = "d6d49420-f39b-4df7-a1dc-d59a935871db";

    private static readonly string[] Endorsed = ["msteams", "webchat", "directline", "sms"];

    private readonly ConcurrentQueue<ConnectorCalled> _calls = new();
    private readonly ConcurrentDictionary<string, string> _audiences = new();
    private Receiver _http = null!;
    private int _ids;

    internal SigningPair ChannelKey { get; set; } = new("channel-key");
    internal SigningPair EntraKey { get; } = new("entra-key");
    internal SigningPair StrangersKey { get; } = new("stranger-key");

    /// <summary>The server's clock.</summary>
    internal Func<DateTimeOffset> Clock { get; set; } = () => Given.Assistant.Start;

    internal string Origin => _http.Origin;

    /// <summary>With a path and a slash at its end, as Teams has it.</summary>
    internal string ServiceUrl => $"{Origin}/teams/";

    internal IReadOnlyList<ConnectorCalled> Calls => [.. _calls];

    internal IReadOnlyList<Received> Requests => _http.Requests;

    internal int MetadataFetches => Requests.Count(request => request.Path.Contains("openid", StringComparison.Ordinal));

    internal int TokenRequests => Requests.Count(request => request.Path.EndsWith("/token", StringComparison.Ordinal));

    internal HttpStatusCode MetadataStatus { get; set; } = HttpStatusCode.OK;

    internal HttpStatusCode TokenStatus { get; set; } = HttpStatusCode.OK;

    /// <summary>How the Connector answers; by default it takes everything.</summary>
    internal Func<ConnectorCalled, HttpResponse, Task>? Connector { get; set; }

    /// <summary>The audience that a bearer of ours was made out to.</summary>
    internal string AudienceOf(string bearer) => _audiences[bearer];

    internal static async Task<Authority> StartAsync()
    {
        var authority = new Authority();
        authority._http = await Receiver.StartAsync(authority.AnswerAsync);

        return authority;
    }

    internal (string, string)[] Settings =>
    [
        ("BotConnector:AppId", AppId),
        ("BotConnector:ClientSecret", Secret),
        ("BotConnector:MetadataAddress", $"{Origin}/v1/.well-known/openidconfiguration"),
        ("BotConnector:EntraMetadataAddress", $"{Origin}/common/v2.0/.well-known/openid-configuration"),
        ("BotConnector:TokenEndpoint", $"{Origin}/botframework.com/oauth2/v2.0/token"),
        ("Outbound:TrustedOrigins:0", Origin),
    ];

    /// <summary>A token as the channel service mints it, after the test has spoiled it.</summary>
    internal string ChannelToken(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, SigningPair? key = null) =>
        Sign(new JsonObject { ["serviceurl"] = ServiceUrl, ["nbf"] = Seconds(0), ["exp"] = Seconds(3_600), ["iss"] = Issuer, ["aud"] = AppId }, claims, header, key ?? ChannelKey);

    /// <summary>A token as Entra mints it for another bot that calls us.</summary>
    internal string ParentToken(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, SigningPair? key = null) => Sign(
        new JsonObject
        {
            ["aud"] = AppId,
            ["iss"] = $"https://sts.windows.net/{MicrosoftTenant}/",
            ["tid"] = MicrosoftTenant,
            ["ver"] = "1.0",
            ["appid"] = Parent,
            ["nbf"] = Seconds(0),
            ["exp"] = Seconds(3_600),
        },
        claims,
        header,
        key ?? EntraKey);

    internal long Seconds(int fromNow) => Clock().ToUnixTimeSeconds() + fromNow;

    public ValueTask DisposeAsync() => _http.DisposeAsync();

    private static string Sign(JsonObject payload, Action<JsonObject>? claims, Action<JsonObject>? header, SigningPair key)
    {
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = key.Kid };
        claims?.Invoke(payload);
        header?.Invoke(head);
        var signed = $"{Encoded(head)}.{Encoded(payload)}";

        return $"{signed}.{key.Sign(signed, head["alg"]?.GetValue<string>() ?? "RS256")}";
    }

    private static string Encoded(JsonObject json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private Task AnswerAsync(Received request, HttpResponse response) => request.Path switch
    {
        "/v1/.well-known/openidconfiguration" => MetadataAsync(response, Issuer, "/v1/.well-known/keys"),
        "/v1/.well-known/keys" => JsonAsync(response, MetadataStatus, new JsonObject { ["keys"] = new JsonArray(ChannelKey.Public(Endorsed)) }),
        "/common/v2.0/.well-known/openid-configuration" => MetadataAsync(response, "https://login.microsoftonline.com/{tenantid}/v2.0", "/common/discovery/v2.0/keys"),
        "/common/discovery/v2.0/keys" => JsonAsync(response, MetadataStatus, new JsonObject { ["keys"] = new JsonArray(EntraKey.Public(endorsements: null)) }),
        var path when path.EndsWith("/token", StringComparison.Ordinal) => TokenAsync(request, response),
        _ => ConnectorAsync(request, response),
    };

    private Task MetadataAsync(HttpResponse response, string issuer, string keys) => JsonAsync(response, MetadataStatus, new JsonObject
    {
        ["issuer"] = issuer,
        ["jwks_uri"] = Origin + keys,
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    });

    private Task TokenAsync(Received request, HttpResponse response)
    {
        var form = request.Text.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        var bearer = $"token-{Interlocked.Increment(ref _ids)}";
        _audiences[bearer] = form["scope"].Replace("/.default", "", StringComparison.Ordinal);

        return form["client_secret"] != Secret || form["client_id"] != AppId
            ? JsonAsync(response, HttpStatusCode.Unauthorized, new JsonObject { ["error"] = "invalid_client" })
            : JsonAsync(response, TokenStatus, new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = 3_599, ["access_token"] = bearer });
    }

    private async Task ConnectorAsync(Received request, HttpResponse response)
    {
        var called = new ConnectorCalled(
            request.Method,
            request.Path,
            request.Headers.GetValueOrDefault("Authorization", "").Replace("Bearer ", "", StringComparison.Ordinal),
            request.Body.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(request.Body) : null);
        _calls.Enqueue(called);
        if (Connector is { } answer)
        {
            await answer(called, response);
            return;
        }

        await TakeAsync(response);
    }

    internal Task TakeAsync(HttpResponse response) => JsonAsync(response, HttpStatusCode.Created, new JsonObject { ["id"] = $"1:sent-{Interlocked.Increment(ref _ids)}" });

    internal static Task FailAsync(HttpResponse response, HttpStatusCode status, string code) =>
        JsonAsync(response, status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "No." } });

    private static async Task JsonAsync(HttpResponse response, HttpStatusCode status, JsonObject body)
    {
        response.StatusCode = (int)status;
        response.ContentType = "application/json";
        await response.WriteAsync(body.ToJsonString());
    }
}

/// <summary>A key that signs, under a name.</summary>
internal sealed class SigningPair(string kid)
{
    private readonly RSA _rsa = RSA.Create(2_048);

    internal string Kid => kid;

    /// <summary>What a confused verifier might take for a shared secret.</summary>
    internal byte[] PublicPem => Encoding.UTF8.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem());

    internal string Sign(string text, string algorithm)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var signature = algorithm switch
        {
            "RS512" => _rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "HS256" => HMACSHA256.HashData(PublicPem, bytes),
            "none" or "None" or "nOnE" => [],
            _ => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };

        return System.Buffers.Text.Base64Url.EncodeToString(signature);
    }

    internal JsonObject Public(string[]? endorsements)
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = System.Buffers.Text.Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = System.Buffers.Text.Base64Url.EncodeToString(parameters.Exponent),
        };
        if (endorsements is not null)
        {
            jwk["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]);
        }

        return jwk;
    }
}

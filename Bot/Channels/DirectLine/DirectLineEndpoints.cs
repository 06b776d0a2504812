using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bot.Activities;
using Engine.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Direct Line 3.0: tokens, and conversations that start and are come back to. Messages pass through <see cref="ActivitiesEndpoint"/>, sockets through <see cref="StreamEndpoint"/>.</summary>
internal sealed class DirectLineEndpoints(
    DirectLineGate gate, DirectLineTokens tokens, StreamTickets tickets, ConversationStart start, IOptions<DirectLineOptions> options)
{
    internal const string Channel = "directline";
    internal const string CorsPolicy = "DirectLine";
    internal const string ConversationIdRoute = "conversationId";

    private const int LongestUser = 100;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v3/directline").RequireCors(CorsPolicy);
        group.MapPost("tokens/generate", To(endpoints => endpoints.GenerateAsync));
        group.MapPost("tokens/refresh", To(endpoints => endpoints.RefreshAsync));
        group.MapPost("conversations", To(endpoints => endpoints.StartAsync));
        group.MapGet("conversations/{conversationId}", To(endpoints => endpoints.ComeBackAsync));
        group.MapPost("conversations/{conversationId}/upload", To(endpoints => endpoints.RefuseUploadAsync));
        group.MapGet("session/getsessionid", To(endpoints => endpoints.AnswerSessionAsync));
        ActivitiesEndpoint.Map(group);
        StreamEndpoint.Map(group);
    }

    private static RequestDelegate To(Func<DirectLineEndpoints, RequestDelegate> endpoint) =>
        http => endpoint(http.RequestServices.GetRequiredService<DirectLineEndpoints>())(http);

    internal static string ConversationIdOf(HttpContext http) => (string)http.Request.RouteValues[ConversationIdRoute]!;

    internal static bool IsUserId(string id) => id.Length is > 0 and <= LongestUser && !id.Any(char.IsControl);

    private async Task GenerateAsync(HttpContext http)
    {
        if (await gate.AdmitAsync(http, conversationId: null) is not { } caller)
        {
            return;
        }

        if (!caller.HoldsSecret)
        {
            await (gate.HasSecret ? DirectLineRefusals.SecretNeeded : DirectLineRefusals.NoSecret).SendAsync(http);
            return;
        }

        var wanted = await ReadAsync(http);
        if (wanted?.User?.Id is { } user && !IsUserId(user))
        {
            await DirectLineRefusals.BadUser.SendAsync(http);
            return;
        }

        var conversationId = DirectLineTokens.NewId();
        var token = tokens.Issue(conversationId, wanted?.User?.Id);
        await SendAsync(http, StatusCodes.Status200OK, new ConversationAnswer(conversationId, token.Text, token.ExpiresIn));
    }

    private async Task RefreshAsync(HttpContext http)
    {
        if (await gate.AdmitAsync(http, conversationId: null) is not { } caller)
        {
            return;
        }

        if (caller.Token is not { } old)
        {
            await DirectLineRefusals.BadToken.SendAsync(http);
            return;
        }

        var token = tokens.Renew(old);
        await SendAsync(http, StatusCodes.Status200OK, new ConversationAnswer(old.ConversationId, token.Text, token.ExpiresIn));
    }

    private async Task StartAsync(HttpContext http)
    {
        if (await gate.AdmitAsync(http, conversationId: null) is not { } caller)
        {
            return;
        }

        var said = await ReadAsync(http);
        var claimed = said?.User?.Id is { } id && IsUserId(id) ? id : null;
        var conversationId = caller.Token?.ConversationId ?? DirectLineTokens.NewId();
        var isNew = await start.StartAsync(new ConversationKey(Channel, conversationId), UserOf(caller, claimed), ActivityReader.LocaleOf(said?.Locale), http.RequestAborted);
        var token = caller.Token is { } old ? tokens.Renew(old) : tokens.Issue(conversationId, user: null);
        await SendAsync(http, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, Answer(http, conversationId, token, after: 0));
    }

    private async Task ComeBackAsync(HttpContext http)
    {
        var conversationId = ConversationIdOf(http);
        if (await gate.AdmitAsync(http, conversationId) is not { } caller)
        {
            return;
        }

        if (!Watermark.TryRead(http.Request.Query["watermark"], out var watermark))
        {
            await DirectLineRefusals.BadWatermark.SendAsync(http);
            return;
        }

        var key = new ConversationKey(Channel, conversationId);
        var stands = await start.FindAsync(key, http.RequestAborted);
        if (stands is null && caller.HoldsSecret)
        {
            await DirectLineRefusals.NoConversation.SendAsync(http);
            return;
        }

        if (stands is null)
        {
            // A page may come back to a conversation that it had a token for, but never started.
            await start.StartAsync(key, UserOf(caller, claimed: null), locale: null, http.RequestAborted);
        }

        var token = caller.Token is { } old ? tokens.Renew(old) : tokens.Issue(conversationId, user: null);
        await SendAsync(http, StatusCodes.Status200OK, Answer(http, conversationId, token, watermark ?? start.NewerThan(stands)));
    }

    /// <summary>The member as the token names it; else as the client does, unless it takes an id that only a token may give.</summary>
    internal static string UserOf(Caller caller, string? claimed) =>
        caller.Token?.User ?? (claimed is null || claimed.StartsWith(DirectLineToken.ReservedUserStart, StringComparison.Ordinal) ? "user" : claimed);

    private async Task RefuseUploadAsync(HttpContext http)
    {
        if (await gate.AdmitAsync(http, ConversationIdOf(http)) is not null)
        {
            await DirectLineRefusals.NoUploads.SendAsync(http);
        }
    }

    private async Task AnswerSessionAsync(HttpContext http)
    {
        if (await gate.AdmitAsync(http, conversationId: null) is not null)
        {
            await SendAsync(http, StatusCodes.Status200OK, new SessionAnswer(DirectLineTokens.NewId()), DirectLineJson.Default.SessionAnswer);
        }
    }

    private ConversationAnswer Answer(HttpContext http, string conversationId, IssuedToken token, long after) =>
        new(conversationId, token.Text, token.ExpiresIn, StreamUrl(http.Request, conversationId, after));

    private string StreamUrl(HttpRequest request, string conversationId, long after)
    {
        var address = options.Value.PublicAddress is { Length: > 0 } known ? known : $"{request.Scheme}://{request.Host.Value}";
        return $"ws{address["http".Length..]}{request.PathBase}/v3/directline/conversations/{Uri.EscapeDataString(conversationId)}/stream?watermark={Watermark.Write(after)}&t={tickets.Issue(conversationId)}";
    }

    /// <summary>Clients often send no body here, and then no content type either.</summary>
    private static async Task<TokenParameters?> ReadAsync(HttpContext http)
    {
        var body = await http.Request.BodyReader.ReadAtLeastAsync(1, http.RequestAborted);
        var isEmpty = body.Buffer.IsEmpty;
        http.Request.BodyReader.AdvanceTo(body.Buffer.Start);

        return isEmpty ? null : await JsonSerializer.DeserializeAsync(http.Request.BodyReader, DirectLineJson.Default.TokenParameters, http.RequestAborted);
    }

    private static Task SendAsync(HttpContext http, int status, ConversationAnswer answer) => SendAsync(http, status, answer, DirectLineJson.Default.ConversationAnswer);

    internal static Task SendAsync<T>(HttpContext http, int status, T answer, JsonTypeInfo<T> type)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(http.Response.Body, answer, type, http.RequestAborted);
    }
}

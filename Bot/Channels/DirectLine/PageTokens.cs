using Bot.Operations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Gives the member page of this server its tokens. Anybody may ask, so it is for our own page only, and not too often from one address.</summary>
internal sealed class PageTokens(DirectLineTokens tokens, Origins origins, ClientSources sources, IOptions<LimitsOptions> limits, TimeProvider clock)
{
    private readonly Pace _tokens = new(limits.Value.TokensPerMinute, TimeSpan.FromMinutes(1) / limits.Value.TokensPerMinute, clock);
    private readonly Pace _conversations = new(limits.Value.ConversationsPerHour, TimeSpan.FromHours(1) / limits.Value.ConversationsPerHour, clock);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/chat/token", http => http.RequestServices.GetRequiredService<PageTokens>().AnswerAsync(http));

    private async Task AnswerAsync(HttpContext http)
    {
        if (!origins.IsOurs(http.Request))
        {
            await DirectLineRefusals.OtherOrigin.SendAsync(http);
            return;
        }

        var client = sources.Of(http);
        var wait = _tokens.Take(client, TimeSpan.Zero, out var isTaken);
        if (isTaken)
        {
            wait = _conversations.Take(client, TimeSpan.Zero, out isTaken);
        }

        if (!isTaken)
        {
            Telemetry.Refused("page-tokens");
            await Refusal.TooFast.SendAsync(http, wait);
            return;
        }

        var conversationId = DirectLineTokens.NewId();
        var token = tokens.Issue(conversationId, DirectLineToken.ReservedUserStart + DirectLineTokens.NewId());
        await DirectLineEndpoints.SendAsync(
            http, StatusCodes.Status200OK, new ConversationAnswer(conversationId, token.Text, token.ExpiresIn), DirectLineJson.Default.ConversationAnswer);
    }
}

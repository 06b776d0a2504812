using Bot.Operations;
using Bot.Storage;
using Engine.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.DirectLine;

/// <summary>Opens a socket for whoever holds a ticket, and keeps it until one side has enough.</summary>
internal sealed class StreamEndpoint(
    StreamTickets tickets,
    Origins origins,
    StreamSessions sessions,
    ActivitySets sets,
    ConversationStore store,
    SavedTurns saved,
    IOptions<LimitsOptions> limits,
    IHostApplicationLifetime lifetime,
    TimeProvider clock)
{
    internal static void Map(IEndpointRouteBuilder group) =>
        group.MapGet("conversations/{conversationId}/stream", http => http.RequestServices.GetRequiredService<StreamEndpoint>().ServeAsync(http));

    private async Task ServeAsync(HttpContext http)
    {
        var conversationId = DirectLineEndpoints.ConversationIdOf(http);
        if (await FindRefusalAsync(http, conversationId) is { } refusal)
        {
            await refusal.SendAsync(http);
            return;
        }

        Watermark.TryRead(http.Request.Query["watermark"], out var watermark);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = limits.Value.SocketPing,
            KeepAliveTimeout = limits.Value.SocketPing * limits.Value.SocketMissedPings,
        });
        using var session = new StreamSession(socket, new ConversationKey(DirectLineEndpoints.Channel, conversationId), watermark ?? 0, sets, store, saved, limits.Value, clock);
        using var place = sessions.Enter(session);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        await session.RunAsync(ending.Token);
    }

    private async Task<Refusal?> FindRefusalAsync(HttpContext http, string conversationId)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return DirectLineRefusals.NoSocket;
        }

        // Before the ticket is spent, so that a page of somebody else's can't use one up.
        if (!origins.Allows(http.Request))
        {
            return DirectLineRefusals.OtherOrigin;
        }

        if (!Watermark.TryRead(http.Request.Query["watermark"], out _))
        {
            return DirectLineRefusals.BadWatermark;
        }

        return await tickets.TrySpendAsync(conversationId, http.Request.Query["t"], http.RequestAborted) ? null : DirectLineRefusals.BadTicket;
    }
}

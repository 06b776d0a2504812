using Bot.Activities;
using Bot.Operations;
using Microsoft.Extensions.Options;

namespace Bot.Channels.BotConnector;

/// <summary>Lets in who proves to be the channel service or a configured parent bot, and only with an activity that the proof covers.</summary>
internal sealed class ConnectorGate(ConnectorTokens tokens, ServiceHosts hosts, IOptions<BotConnectorOptions> options)
{
    private const string Scheme = "Bearer ";
    private const int LongestId = 1_000;
    private const int MostAttachments = 10;
    private const int MostChannelData = 64 * 1024;

    private readonly HashSet<string> _tenants = new(options.Value.AllowedTenants, StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks at the token alone, before anything of the body is read.</summary>
    internal async ValueTask<(ConnectorCaller? Caller, Refusal? Refusal)> AdmitAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return (null, ConnectorRefusals.Unauthorized);
        }

        var token = text[Scheme.Length..];
        var reading = token.Length == 0 || token.AsSpan().ContainsAny(' ', ',') ? TokenReading.Refused : await tokens.ReadAsync(token, http.RequestAborted);

        return reading.KeysAreMissing ? (null, ConnectorRefusals.NoKeys)
            : reading.Caller is null ? (null, ConnectorRefusals.Unauthorized)
            : (reading.Caller, null);
    }

    /// <summary>What speaks against taking this activity from this caller; null when nothing does. A field that is missing never spares a check.</summary>
    internal Refusal? FaultOf(Activity activity, ConnectorCaller caller)
    {
        if (string.IsNullOrEmpty(activity.Type))
        {
            return Refusal.NoType;
        }

        string?[] ids = [activity.Id, activity.ChannelId, activity.ServiceUrl, activity.Conversation?.Id, activity.From?.Id];
        if (ids.Any(string.IsNullOrWhiteSpace))
        {
            return ConnectorRefusals.Incomplete;
        }

        if (ids.Append(activity.Recipient?.Id).Any(id => id is not null && !IsId(id)))
        {
            return ConnectorRefusals.BadId;
        }

        return FaultOfCaller(activity, caller)
            ?? (IsOfAllowedTenant(activity) ? null : ConnectorRefusals.OtherTenant)
            ?? (hosts.FaultOf(activity.ServiceUrl!) is null ? null : ConnectorRefusals.UntrustedServiceUrl)
            ?? (activity.Attachments?.Count > MostAttachments || activity.ChannelData?.Text.Length > MostChannelData ? ConnectorRefusals.TooMuch : null);
    }

    private static Refusal? FaultOfCaller(Activity activity, ConnectorCaller caller) => caller switch
    {
        ConnectorCaller.Channel channel => !channel.ServiceUrl.Equals(activity.ServiceUrl, StringComparison.OrdinalIgnoreCase) ? ConnectorRefusals.OtherServiceUrl
            : !channel.Endorsements.Contains(activity.ChannelId!) ? ConnectorRefusals.NotEndorsed
            : null,
        ConnectorCaller.Parent => null,
        _ => throw new InvalidOperationException("There are no further kinds of callers."),
    };

    /// <summary>Every tenant that the activity names must be on the list, and it must name one.</summary>
    private bool IsOfAllowedTenant(Activity activity)
    {
        if (_tenants.Count == 0)
        {
            return true;
        }

        string?[] named = [activity.Conversation!.TenantId, TenantOfChannelData(activity)];
        return named.Any(tenant => tenant is not null) && named.All(tenant => tenant is null || _tenants.Contains(tenant));
    }

    private static string? TenantOfChannelData(Activity activity) =>
        activity.ChannelData is { Element.ValueKind: System.Text.Json.JsonValueKind.Object } data && data.Element.TryGetProperty("tenant", out var tenant)
            ? ActivityReader.TextOf(RawJson.Of(tenant), "id") ?? ""
            : null;

    /// <summary>Ids become parts of addresses, where one of dots alone would lead elsewhere.</summary>
    private static bool IsId(string id) => id.Length <= LongestId && !id.Any(char.IsControl) && id.AsSpan().ContainsAnyExcept('.');
}

using System.Collections.Frozen;

namespace Bot.Channels.BotConnector;

/// <summary>Who called, proven by a token; matched in <see cref="ConnectorGate"/>.</summary>
internal abstract record ConnectorCaller
{
    private ConnectorCaller()
    {
    }

    /// <summary>The channel service, on behalf of the channels that its key is endorsed for, and from the one address that it named.</summary>
    internal sealed record Channel(string ServiceUrl, FrozenSet<string> Endorsements) : ConnectorCaller;

    /// <summary>Another bot, which calls the assistant as a skill.</summary>
    internal sealed record Parent(string AppId) : ConnectorCaller;
}

/// <summary>What a token was found to be.</summary>
internal readonly record struct TokenReading(ConnectorCaller? Caller, bool KeysAreMissing)
{
    internal static readonly TokenReading Refused = new(null, KeysAreMissing: false);

    /// <summary>Nobody's token can be checked right now.</summary>
    internal static readonly TokenReading Unreadable = new(null, KeysAreMissing: true);
}

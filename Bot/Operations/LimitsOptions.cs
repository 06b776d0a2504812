using System.Net;
using Microsoft.Extensions.Options;

namespace Bot.Operations;

/// <summary>Settings <c>Limits:*</c>: how much of anything one client, one conversation and all together may send.</summary>
internal sealed class LimitsOptions
{
    public int BodyBytes { get; set; } = 256 * 1024;
    public int HeaderBytes { get; set; } = 16 * 1024;
    public int HeaderCount { get; set; } = 50;
    public int RequestLineBytes { get; set; } = 8 * 1024;
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);
    public double BodyBytesPerSecond { get; set; } = 240;
    public TimeSpan BodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    public int Connections { get; set; } = 2_000;
    public int UpgradedConnections { get; set; } = 1_000;
    public int ConnectionsPerAddress { get; set; } = 100;

    /// <summary>Requests at work at once, and how many more may wait; the rest is told to come again.</summary>
    public int InFlight { get; set; } = 256;
    public int InFlightQueue { get; set; } = 256;

    /// <summary>After this long a turn that could not be saved is given up, and the client sends again.</summary>
    public TimeSpan TurnTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages of one conversation: so many at once, then so many a second. Who is a little too quick waits; who is far too quick is refused.</summary>
    public int MessageBurst { get; set; } = 10;
    public double MessagesPerSecond { get; set; } = 1;
    public TimeSpan MessageWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Tokens that the member page may fetch for one address. Servers with the secret are the plan's own and not counted.</summary>
    public int TokensPerMinute { get; set; } = 10;

    /// <summary>Conversations that one address may begin on the member page. An office behind one address may need more.</summary>
    public int ConversationsPerHour { get; set; } = 30;

    public int SocketsPerConversation { get; set; } = 5;
    public int SocketMessageBytes { get; set; } = 64 * 1024;
    public int SocketMessagesPerMinute { get; set; } = 100;
    public TimeSpan SocketPing { get; set; } = TimeSpan.FromSeconds(30);
    public int SocketMissedPings { get; set; } = 2;

    /// <summary>A client that takes no frame for this long is let go. What waits for it stands in the database, never in memory.</summary>
    public TimeSpan SocketSendTimeout { get; set; } = TimeSpan.FromSeconds(20);

    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Addresses (10.0.0.7) or networks (10.0.0.0/8) of our own proxies. Only from these is believed who the client is.</summary>
    public IList<string> KnownProxies { get; init; } = [];

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<LimitsOptions>
    {
        public ValidateOptionsResult Validate(string? name, LimitsOptions options)
        {
            (string Key, double Value)[] positive =
            [
                (nameof(BodyBytes), options.BodyBytes),
                (nameof(HeaderBytes), options.HeaderBytes),
                (nameof(HeaderCount), options.HeaderCount),
                (nameof(RequestLineBytes), options.RequestLineBytes),
                (nameof(HeaderTimeout), options.HeaderTimeout.TotalSeconds),
                (nameof(BodyBytesPerSecond), options.BodyBytesPerSecond),
                (nameof(Connections), options.Connections),
                (nameof(UpgradedConnections), options.UpgradedConnections),
                (nameof(ConnectionsPerAddress), options.ConnectionsPerAddress),
                (nameof(InFlight), options.InFlight),
                (nameof(TurnTimeout), options.TurnTimeout.TotalSeconds),
                (nameof(MessageBurst), options.MessageBurst),
                (nameof(MessagesPerSecond), options.MessagesPerSecond),
                (nameof(TokensPerMinute), options.TokensPerMinute),
                (nameof(ConversationsPerHour), options.ConversationsPerHour),
                (nameof(SocketsPerConversation), options.SocketsPerConversation),
                (nameof(SocketMessageBytes), options.SocketMessageBytes),
                (nameof(SocketMessagesPerMinute), options.SocketMessagesPerMinute),
                (nameof(SocketPing), options.SocketPing.TotalSeconds),
                (nameof(SocketMissedPings), options.SocketMissedPings),
                (nameof(SocketSendTimeout), options.SocketSendTimeout.TotalSeconds),
            ];
            var faults = positive.Where(limit => limit.Value <= 0).Select(limit => $"Limits:{limit.Key} must be more than nothing.").ToList();
            faults.AddRange(options.KnownProxies.Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
                .Select(proxy => $"Limits:KnownProxies has \"{proxy}\", which is no address (10.0.0.7) and no network (10.0.0.0/8)."));
            if (options.InFlightQueue < 0 || options.MessageWait < TimeSpan.Zero || options.Drain < TimeSpan.Zero)
            {
                faults.Add("Limits:InFlightQueue, Limits:MessageWait and Limits:Drain must not be negative.");
            }

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}

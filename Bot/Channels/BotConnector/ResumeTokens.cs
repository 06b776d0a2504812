using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Bot.Storage;
using Bot.Storage.Encryption;
using Engine.Conversations;
using KnowledgeBase;

namespace Bot.Channels.BotConnector;

/// <summary>
/// Takes along from a group what somebody asked about, sealed in the link to their private chat: nothing of it is stored, nobody else can read or use it, and it works once within the hour.
/// </summary>
internal sealed partial class ResumeTokens(StorageKeys keys, SpentTickets spent, Knowledge knowledge, TimeProvider clock)
{
    private const string Prefix = "go-";

    /// <summary>What a token stands for that is old, used, or somebody else's: they are greeted.</summary>
    private const string Greeting = "greeting";

    private const int TimeSize = sizeof(long);
    private const int LongestTopic = 60;

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly Lazy<Seal> _seal = new(() => new Seal(keys.Ring.Derive("group resume tokens")));

    /// <param name="userId">The only one who can use it.</param>
    /// <param name="topic">What they asked about.</param>
    internal string Issue(string userId, string topic)
    {
        var plain = new byte[TimeSize + Encoding.UTF8.GetByteCount(topic)];
        BinaryPrimitives.WriteInt64BigEndian(plain, (clock.GetUtcNow() + Life).ToUnixTimeMilliseconds());
        Encoding.UTF8.GetBytes(topic, plain.AsSpan(TimeSize));

        return Prefix + Base64Url.EncodeToString(_seal.Value.Close(plain, NameFor(userId)));
    }

    /// <summary>The message as it is when it brings a token along: about what the token says, and without it.</summary>
    internal async Task<InboundMessage> ReadAsync(InboundMessage message, CancellationToken cancellation)
    {
        if (message.Pressed is not null || Form().Match(message.Text) is not { Success: true } found)
        {
            return message;
        }

        var topic = Open(found.Groups["token"].Value, message.FromId) is var (name, id, expires) && await spent.TryAddAsync($"resume:{id}", expires, cancellation) ? name : Greeting;
        return message with { Text = Form().Replace(message.Text, "").Trim(), About = topic };
    }

    private (string Topic, string Id, DateTimeOffset Expires)? Open(string text, string userId)
    {
        var token = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.TryDecodeFromChars(text, token, out var written))
        {
            return null;
        }

        byte[] plain;
        try
        {
            plain = _seal.Value.Open(token.AsSpan(0, written), NameFor(userId));
        }
        catch (SealBrokenException)
        {
            return null;
        }

        var expires = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(plain));
        var topic = Encoding.UTF8.GetString(plain.AsSpan(TimeSize));

        return expires > clock.GetUtcNow() && topic.Length <= LongestTopic && knowledge.Topics.Find(topic) is not null ? (topic, Convert.ToHexStringLower(SHA256.HashData(token.AsSpan(0, written))), expires) : null;
    }

    private static FieldName NameFor(string userId) => new("group resume tokens", userId, "topic");

    [GeneratedRegex(@"\bgo-(?<token>[A-Za-z0-9_-]{48,200})", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

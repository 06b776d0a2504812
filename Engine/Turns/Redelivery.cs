using System.Security.Cryptography;
using System.Text;
using Engine.Conversations;
using Engine.Understanding;
using KnowledgeBase.Recognition;

namespace Engine.Turns;

/// <summary>Knows a message again that a channel delivers once more under another id, as Teams does when an answer was slow to come.</summary>
internal static class Redelivery
{
    private const int Remembered = 5;
    private const int FewestWords = 3;

    /// <summary>A channel waits this long for an answer before it sends again: whatever comes sooner was said twice.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(10);

    /// <summary>And it has given up by then: whatever comes later was said again.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The same words with the same time of sending are the same message. With another time they are when they come in a channel's rhythm, and would answer nothing that is asked
    /// now: a member who says "no" to two questions in a row is heard twice.
    /// </summary>
    internal static bool Is(Conversation before, InboundMessage message, Meaning meaning, DateTimeOffset now)
    {
        if (message.SentAt is null || message.Kind != MessageKind.Said || before.Heard is not { Count: > 0 } heard)
        {
            return false;
        }

        var digest = DigestOf(message, meaning);
        var same = heard.Where(earlier => earlier.Digest == digest).ToList();

        return same.Any(earlier => message.SentAt.Length > 0 && earlier.SentAt == message.SentAt)
            || same.Any(earlier => now - earlier.At >= Soonest && now - earlier.At <= Latest && SaysNothingNew(earlier, before, message, meaning));
    }

    /// <summary>Writes no line, but remembers the new id: it may come again, too.</summary>
    internal static FinishedTurn Noted(Conversation before, InboundMessage message) =>
        new(before.Answering(message.Id) with { Version = before.Version + 1 }, [], []);

    internal static IReadOnlyList<HeardMessage>? Remember(IReadOnlyList<HeardMessage>? heard, InboundMessage message, Meaning meaning, DateTimeOffset at) =>
        message.SentAt is null || message.Kind != MessageKind.Said
            ? heard
            : [.. (heard ?? []).TakeLast(Remembered - 1), new HeardMessage(DigestOf(message, meaning), message.SentAt, at, meaning.Chosen?.Id)];

    /// <summary>Words that happen to fit a choice of the question they led to are no answer to it; the same answer to another question is one.</summary>
    private static bool SaysNothingNew(HeardMessage earlier, Conversation before, InboundMessage message, Meaning meaning) =>
        before.Owner == Owner.Assistant
        && (meaning.Chosen is null || meaning.Chosen.Id != earlier.Choice)
        && meaning.Decoded.Act is null
        && (before.Talk.Prompt?.Asked is not { } asked || asked.WantsNoDetail() || asked == Asked.ErrorText)
        && (message.Pressed is not null || Words.Of(meaning.Text).Count >= FewestWords);

    /// <summary>Of the text without its secrets: a digest of a short code would give it away.</summary>
    private static string DigestOf(InboundMessage message, Meaning meaning)
    {
        var said = new StringBuilder(message.FromId).Append('\n').Append(meaning.Text).Append('\n');
        if (message.Pressed is { } pressed)
        {
            said.Append(pressed.TurnToken).Append('\n').Append(pressed.ChoiceId);
            foreach (var (name, value) in meaning.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            {
                said.Append('\n').Append(name).Append('=').Append(value);
            }
        }

        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString())).AsSpan(0, 16));
    }
}

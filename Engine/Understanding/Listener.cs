using Engine.Conversations;
using KnowledgeBase;
using KnowledgeBase.Recognition;

namespace Engine.Understanding;

/// <summary>Reads a message: secrets are taken out first, then it is understood against what the assistant had asked.</summary>
public sealed class Listener(Knowledge knowledge, Recogniser recogniser)
{
    /// <summary>UTF-16 units of text that the dialogue takes in (POLICY, sizes).</summary>
    internal const int LongestText = 4_000;

    private readonly LanguageReading _language = new(knowledge.Wordings, recogniser);

    internal Meaning Hear(InboundMessage message, Conversation before, DateTimeOffset now)
    {
        var prompt = before.Talk.Prompt;
        var text = message.Text.Length > LongestText ? "" : message.Text;
        var decoded = recogniser.Decode(new Utterance(text, before.Locale, before.LocalTime(now), prompt?.Asked ?? Asked.Nothing));
        var pressed = message.Pressed;
        var isStale = pressed is { TurnToken: { } token } && token != prompt?.TurnToken;
        var chosen = isStale ? null : ChoiceMatcher.Find(prompt, pressed?.ChoiceId, decoded.Scrubbed, knowledge.Wordings, before.Locale);

        return new Meaning
        {
            Kind = message.Kind,
            Decoded = decoded,
            IsStale = isStale,
            IsTooLong = message.Text.Length > LongestText,
            IsEmpty = pressed is null && !text.Any(char.IsLetterOrDigit),
            Chosen = chosen,
            Language = _language.Read(message, before, decoded, chosen),
            Fields = Scrub(pressed, before),
            Device = message.Device,
        };
    }

    private Dictionary<string, string> Scrub(PressedChoice? pressed, Conversation before) => pressed is null
        ? []
        : pressed.Fields.ToDictionary(field => field.Key, field => recogniser.Decode(
            new Utterance(field.Value.Length > LongestText ? "" : field.Value, before.Locale, before.LastTurnAt, Asked.Nothing)).Scrubbed);
}

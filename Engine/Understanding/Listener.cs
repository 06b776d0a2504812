using Engine.Conversations;
using Engine.Members;
using Engine.Replies;
using KnowledgeBase;
using KnowledgeBase.Recognition;

namespace Engine.Understanding;

/// <summary>Reads a message: secrets are taken out first, then it is understood against what the assistant had asked.</summary>
public sealed class Listener(Knowledge knowledge, Recogniser recogniser)
{
    /// <summary>UTF-16 units of text that the dialogue takes in (POLICY, sizes).</summary>
    public const int LongestText = 4_000;

    /// <summary>The field of a card in which a code is asked for.</summary>
    internal const string CodeField = "code";

    private const int FewWords = 4;

    private const string PersonTopic = "talk-to-agent";

    private readonly LanguageReading _language = new(knowledge.Wordings, recogniser);
    private readonly AnswerGuess _guess = new(knowledge.Wordings, recogniser);

    internal Meaning Hear(InboundMessage message, Conversation before, DateTimeOffset now)
    {
        var prompt = before.Talk.Prompt;
        var text = message.Text.Length > LongestText ? "" : message.Text;
        var signs = message.Pressed is null ? SmallWords.SpokenBySigns(text, knowledge.Wordings, before.Locale) : null;
        var decoded = recogniser.Decode(new Utterance(signs ?? text, before.Locale, before.LocalTime(now), prompt?.Asked ?? Asked.Nothing) { IsSpeech = message is { Kind: MessageKind.Said, Pressed: null } });
        if (message.About is { } about && !decoded.Emergency)
        {
            decoded = new Decoded { Decision = Decision.Answer, Label = about, Confidence = 1, Scrubbed = decoded.Scrubbed, Because = "what it is about is known from elsewhere" };
        }

        decoded = BeforeTheLock(decoded);
        var pressed = message.Pressed;
        var isStale = pressed is { TurnToken: { } token } && token != prompt?.TurnToken;
        var typed = prompt?.Asked == Asked.Code ? Typed(text, pressed, decoded) : null;
        if (typed is not null)
        {
            decoded = WithoutCode(decoded);
        }

        var chosen = isStale || message.Desk is not null ? null : ChoiceMatcher.Find(prompt, pressed?.ChoiceId, decoded.Scrubbed, knowledge.Wordings, before.Locale);
        if (chosen is not null && pressed is null && TellsWhatWasAsked(prompt!.Asked, decoded.Entities))
        {
            // "Edge I think, not sure" is the answer, and not the button for who does not know.
            chosen = null;
        }

        var heard = decoded;
        var isFree = chosen is null && pressed is null && message is { Desk: null, Kind: MessageKind.Said };
        var likerThanAct = isFree && (heard.IsActLearnt || TellsMore(prompt, heard)) ? _guess.Find(prompt, heard with { Act = null }, onlySure: !heard.IsActLearnt || IsAnsweredByYesOrNo(prompt, heard)) : null;
        if (likerThanAct is not null)
        {
            decoded = decoded with { Act = null, ActBeside = decoded.Act };
        }

        if (signs is not null)
        {
            // What they sent stays what they sent; it is only heard as words.
            decoded = decoded with { Scrubbed = text };
        }

        // A code is never looked for twice, and what was taken out of a message is not put together anew.
        var isToldAgainPossible = message is { Kind: MessageKind.Said, Pressed: null, Desk: null } && typed is null && decoded is { Emergency: false, Removed.Count: 0 };

        return new Meaning
        {
            Kind = message.Kind,
            Decoded = decoded,
            IsSaid = message is { Kind: MessageKind.Said, Pressed: null },
            IsStale = isStale,
            IsTooLong = message.Text.Length > LongestText,
            IsEmpty = pressed is null && signs is null && !text.Any(char.IsLetterOrDigit),
            Chosen = chosen,
            Guess = new Lazy<Choice?>(() => likerThanAct ?? (isFree ? _guess.Find(prompt, heard) : null)),
            ToldAgain = new Lazy<Meaning?>(() => isToldAgainPossible && SmallWords.Besides(SmallWords.AskedBefore, SmallWords.LeadIns, heard.Scrubbed, knowledge.Wordings) is { } rest
                ? Hear(message with { Text = rest }, before, now)
                : null),
            Language = _language.Read(message, before, decoded, chosen),
            Fields = typed is null ? Scrub(pressed, before) : [],
            Device = message.Device,
            Desk = message.Desk,
            Occasion = message.Occasion,
            Typed = isStale ? null : typed,
        };
    }

    /// <summary>"2 attempts left before it locks": what the words are about has not happened yet.</summary>
    private Decoded BeforeTheLock(Decoded decoded) =>
        decoded.Entities.TriesLeft > 0 && knowledge.Topics.Find(decoded.Label)?.WhileTriesAreLeft is { } still ? decoded with { Label = still, Label2 = decoded.Label2 == still ? null : decoded.Label2 } : decoded;

    /// <summary>"No, the page is fine, it wants a longer password": a no with more behind it than goes without saying.</summary>
    private static bool TellsMore(Prompt? prompt, Decoded decoded) => prompt?.Asked == Asked.YesNo && decoded.Act is Act.Deny && Words.Of(decoded.Scrubbed).Count > FewWords;

    private static bool TellsWhatWasAsked(Asked asked, Entities said) => asked switch
    {
        Asked.Browser => said.Browser.Count > 0,
        Asked.Device => said.Device.Count + said.Os.Count > 0,
        Asked.Version => said.AppVersion.Count > 0,
        Asked.Date => said.LastSignIn.Count > 0,
        Asked.Time => said.ErrorTime.Count > 0,
        Asked.DateOfBirth => said.DateOfBirth.Count > 0,
        Asked.MemberNumber => said.MemberNumber.Count > 0,
        Asked.Contact => said.Email.Count + said.Phone.Count > 0,
        _ => false,
    };

    private static bool IsAnsweredByYesOrNo(Prompt? prompt, Decoded decoded) => prompt?.Asked == Asked.YesNo && decoded.Act is Act.Affirm or Act.Deny;

    /// <summary>A code can be typed, or filled into the field of a card.</summary>
    private static TypedCode? Typed(string text, PressedChoice? pressed, Decoded decoded) =>
        TypedCode.In(pressed?.Fields.GetValueOrDefault(CodeField) is { Length: <= LongestText } field ? field : text, decoded.Entities.OneTimeCode);

    /// <summary>
    /// Where a code was asked for, a text with a code in it is kept as no more than that: a wrong code is often the right one with a slip in it, or one for somewhere else.
    /// What overrides every step is still heard.
    /// </summary>
    private static Decoded WithoutCode(Decoded decoded) => new()
    {
        Decision = decoded.Emergency || decoded.Label == PersonTopic ? decoded.Decision : Decision.Fallback,
        Label = decoded.Emergency || decoded.Label == PersonTopic ? decoded.Label : "clarify",
        Confidence = decoded.Confidence,
        Emergency = decoded.Emergency,
        EmergencyKind = decoded.EmergencyKind,
        MayBeDanger = decoded.MayBeDanger,
        Distressed = decoded.Distressed,
        Scrubbed = "[removed: code]",
        Because = "it has a code that was asked for",
    };

    private Dictionary<string, string> Scrub(PressedChoice? pressed, Conversation before) => pressed is null
        ? []
        : pressed.Fields.ToDictionary(field => field.Key, field => recogniser.Decode(
            new Utterance(field.Value.Length > LongestText ? "" : field.Value, before.Locale, before.LastTurnAt, Asked.Nothing) { IsSpeech = false }).Scrubbed);
}

using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;

namespace Tests.Storage;

/// <summary>Turns to save.</summary>
internal static class TestTurns
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    internal static ConversationKey Key(string id = "talk-1") => new("directline", id);

    /// <summary>A member's message and the answer to it, on top of what was there before (null: the first turn).</summary>
    internal static FinishedTurn Turn(Conversation? before, string messageId, string text = "I am locked out", ConversationKey? key = null, params Ticket[] tickets)
    {
        var at = Start.AddSeconds(before?.Version ?? 0);
        var first = (before?.LastSequence ?? 0) + 1;
        var after = (before ?? new Conversation { Key = key ?? Key(), StartedAt = at }) with
        {
            Version = (before?.Version ?? 0) + 1,
            LastTurnAt = at,
            LastSequence = first + 1,
            AnsweredIds = [.. before?.AnsweredIds ?? [], messageId],
        };
        var said = new TranscriptEntry { Sequence = first, Speaker = Speaker.Member, At = at, Text = text, MessageId = messageId, FromId = "dl_member" };
        var answer = new TranscriptEntry { Sequence = first + 1, Speaker = Speaker.Assistant, At = at.AddMilliseconds(1), Reply = Answer(), AnswersSequence = first };
        return new FinishedTurn(after, [said, answer], tickets);
    }

    internal static Ticket Ticket(string key = "kpsi-talk-1-1", string number = "KP-7K3M-9Q2X", string email = "jo@example.org") => new()
    {
        Key = key,
        Number = number,
        ConversationId = "talk-1",
        CreatedUtc = Start,
        MemberLocal = Start.ToOffset(TimeSpan.FromHours(-7)),
        Channel = "directline",
        Language = "en",
        Reason = "fixes_exhausted",
        Goal = "sign_in",
        Topic = "account-locked",
        Who = "member",
        Error = new TicketError("Account locked", "locked", "too-many-tries", 0.92, null, null, "unknown", null),
        Environment = new TicketEnvironment("web", "Chrome", "142", null, "Windows", "11", null, "detected"),
        Checklist =
        [
            new TicketItem("full_name", "given", "Jo Doe", "pii", "typed"),
            new TicketItem("member_number", "given", "1234 5678", "pii", "typed"),
            new TicketItem("last_known_email", "given", email, "pii", "typed"),
            new TicketItem("last_known_phone", "given", "(510) 555-0100", "pii", "typed"),
        ],
        Steps = [new TicketStep("wait-out-lockout", Start, "no")],
        RuledOut = [new TicketRuledOut("caps-lock", "question:caps")],
        SuggestedNext = "agent_identity_check",
        Consent = new TicketConsent("v1", Start),
        ContentVersion = "2026.11",
        EngineVersion = "1",
    };

    /// <summary>A conversation in which every field that is stored has a value.</summary>
    internal static Conversation FullConversation() => new()
    {
        Key = Key(),
        Version = 3,
        Locale = "en",
        UtcOffsetMinutes = -420,
        Owner = Owner.Assistant,
        StartedAt = Start,
        LastTurnAt = Start.AddMinutes(2),
        LastSequence = 6,
        AnsweredIds = ["m1", "m2", "m3"],
        Talk = FullTalk(),
        Past = [new Talk { Stack = [new Frame("triage", "Greet")] }],
        Tickets = [new FiledTicket("KP-7K3M-9Q2X", Start, "account-locked")],
        Live = new LiveChat
        {
            Ticket = "KP-7K3M-9Q2X",
            Phase = LivePhase.Over,
            Since = Start.AddMinutes(1),
            AgentId = "agent-1",
            AgentName = "Dana",
            UnansweredSince = Start.AddMinutes(1),
            IsEmergency = true,
            Survey = "solved",
        },
        Redactions = new Dictionary<string, int> { ["password"] = 1 },
        Proofs = [new Proof("proof-1", "account-1", ProofMethod.Email, Start.AddMinutes(1))],
    };

    private static Talk FullTalk() => new()
    {
        Stack = [new Frame("fix-error", "OfferFix") { Notes = new Dictionary<string, string> { ["fix"] = "wait-out-lockout" } }],
        Slots = new Dictionary<string, Slot> { ["browser"] = new(SlotState.Given, "Chrome", Provenance.Detected, Start) },
        Problems =
        [
            new Problem
            {
                Topic = "account-locked",
                Confidence = 0.92,
                Cause = "too-many-tries",
                RuledOut = [new RuledOutCause("someone-else-tried", "question:who-tried")],
                AskedQuestions = ["who-tried"],
                Tried = [new TriedFix("wait-out-lockout", Start, FixResult.DidNotHelp)],
            },
        ],
        Waiting = ["site-data"],
        Prompt = new Prompt
        {
            Journey = "fix-error",
            Step = "OfferFix",
            Wording = "fix-error.offer-fix",
            TurnToken = "t3",
            Choices = [new Choice("it-worked", "It worked")],
            OnCard = [new Choice("change-email", "Change")],
            Times = 2,
        },
        Misses = 1,
        Filing = new Filing("KP-7K3M-9Q2X", "kpsi-talk-1-1", "fixes_exhausted", "account-locked", "v1"),
    };

    private static Reply Answer() => new() { Journey = "fix-error", Step = "ExplainWait", Wording = "fix-error.explain-wait", Text = "It opens by itself.", TurnToken = "t1" };
}

using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Short questions beside the one that was asked, such as how long a lock lasts or when somebody will call: one or two sentences, and back to the step. A yes that was said with it counts.</summary>
internal static class Asides
{
    private const string Heard = "small-words.asides";

    /// <summary>Phrases at the beginning of a message that agree to what was asked.</summary>
    private const string Assents = "small-words.assents";

    /// <summary>"How long is it?", and nothing of what.</summary>
    private const string LengthAlone = "small-words.length-alone";

    private const string LockLength = "lock-length";
    private const string LockUntil = "lock-until";
    private const string Safe = "is-it-safe";
    private const string HowLong = "how-long";
    private const string HowLongToAPerson = "how-long-to-a-person";
    private const string TheirPassword = "their-password";

    /// <summary>Answered in other words once there is a ticket: <c>{aside}-with-ticket</c>.</summary>
    private static readonly string[] AboutATicket = ["when-they-call", "check-later"];

    /// <summary>Questions that speak of the lock: what has a length there is the lock.</summary>
    private static readonly string[] AboutTheLock =
    [
        "recovery.offer-unlock", "recovery.offer-reset", "fix-error.wait-for-unlock", "fix-error.wait-for-unlock-unknown", "fix-error.waiting", "fix-error.waiting-or-reminder", "fix-error.waiting-for-reminder", "questions.what-the-lock-says",
    ];

    /// <summary>A longer message tells a story.</summary>
    private const int LongestAside = 140;

    /// <param name="hear">What the present step makes of a message.</param>
    internal static Reaction? React(Talk talk, Meaning meaning, Scene scene, Func<Meaning, Reaction?> hear)
    {
        if (meaning.Text.Length > LongestAside || AnswerTo(talk, meaning, scene) is not { } answer)
        {
            return null;
        }

        // "Yes, but is this safe?" is no yes to send it all.
        var isDoubt = answer.Wording == $"asides.{Safe}" && talk.Top is { Journey: "checklist" } frame && frame.Step == Kebab.Of(Checklist.Step.Review);
        var heard = isDoubt ? null
            : meaning.Chosen is not null ? hear(meaning)
            : Agrees(meaning, scene) ? hear(meaning with { Decoded = meaning.Decoded with { Act = Act.Affirm, Label = "clarify", Label2 = null } })
            : null;

        return heard is null ? Reaction.Wish(talk with { Misses = 0 }, answer) with { Rephrase = true } : heard with { Lines = [answer, .. heard.Lines] };
    }

    private static Line? AnswerTo(Talk talk, Meaning meaning, Scene scene) => AsksHowLongItIs(talk, meaning, scene) ? LockLine(talk, scene) : SmallWords.Named(Heard, meaning.Text, scene.Knowledge.Wordings) switch
    {
        null when !meaning.Is(Act.HowLong) => null,
        // The way to a person is shorter than others, and that it can be shortened further is worth a word.
        null or HowLong when talk.Top!.Journey == "checklist" => new Line($"asides.{HowLongToAPerson}"),
        // Alone it is a request that works everywhere.
        null or HowLong => Agrees(meaning, scene) ? new Line($"global.{HowLong}") : null,
        LockLength => talk.ProblemOf(Lead.Locked) is null ? null : LockLine(talk, scene),
        // There it may be asked of a page or a message.
        Safe when talk.IsIn("security") => null,
        // Where it is an answer that the journey knows, it goes the way of that.
        TheirPassword when meaning.Chosen is not null => null,
        var aside when AboutATicket.Contains(aside) && scene.Before.Tickets is [.., var ticket] => new Line($"asides.{aside}-with-ticket") { Values = Values.None.With("ticket-number", ticket.Number) },
        var aside => new Line($"asides.{aside}"),
    };

    private static bool AsksHowLongItIs(Talk talk, Meaning meaning, Scene scene) =>
        scene.Before.Talk.Prompt is { Wording: { } wording } && AboutTheLock.Contains(wording) && talk.ProblemOf(Lead.Locked) is not null && SmallWords.IsNothingBut(LengthAlone, meaning.Text, scene.Knowledge.Wordings);

    private static Line LockLine(Talk talk, Scene scene) => talk.Given(Items.WaitUntil) is { } until && DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture) is var end && end > scene.Now
        ? new Line($"asides.{LockUntil}") { Values = Values.None.With("until", scene.Before.LocalTime(end), scene.LocalNow) }
        : new Line($"asides.{LockLength}");

    private static bool Agrees(Meaning meaning, Scene scene) =>
        scene.Before.Talk.Prompt?.Asked == Asked.YesNo && SmallWords.IsOpenedBy(Assents, meaning.Text, scene.Knowledge.Wordings);
}

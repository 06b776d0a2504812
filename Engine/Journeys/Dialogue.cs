using Engine.Conversations;
using Engine.Handover;
using Engine.Members;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Decides what a message leads to. First what overrides every step, then what works in every step, then the step itself, then another problem, then the ladder for what was not understood.</summary>
public sealed class Dialogue(Knowledge knowledge, JourneyCatalog journeys, IDesk? desk = null, IOwnCalendar? calendar = null)
{
    /// <summary>A talk left alone for longer than this is greeted again.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Longer than any real stack; journeys that keep opening one another are a fault in us.</summary>
    private const int MostSteps = 30;

    /// <summary>How often the same question is put before a person is offered.</summary>
    private const int MostTimes = 3;

    private readonly ReplyWriter _writer = new(knowledge);
    private readonly MannerWriter _manner = new(knowledge);

    internal Advance Advance(Conversation before, Meaning meaning, Capabilities accounts, DateTimeOffset now)
    {
        var scene = new Scene(knowledge, before, now) { Accounts = accounts, Desk = desk?.Outlook ?? DeskOutlook.Closed, Calendar = calendar };
        var talk = Started(before.Talk) with { Filing = null, RemindAt = null, HasLetGo = before.Talk.HasLetGo && meaning.Kind is not (MessageKind.Said or MessageKind.Joined) };
        var reaction = React(talk, meaning, scene);
        if (reaction is null)
        {
            return new Advance(talk, []) { Proofs = before.Proofs };
        }

        return GoOn(reaction.Talk, new Underway(talk, reaction, [.. WelcomeBack(meaning, scene), .. Languages.Remark(meaning, scene), .. Remarks(meaning), .. ForALoss(talk, meaning, scene), .. Sympathy(meaning, reaction), .. reaction.Lines], scene));
    }

    /// <summary>Goes on where an advance stopped to ask the accounts.</summary>
    internal Advance Resume(Advance asking, AccountAnswer answer)
    {
        var turn = asking.Underway!;
        var proof = answer switch { CodeCheck.Right right => right.Proof, FactorCheck.Confirmed confirmed => confirmed.Proof, _ => null };
        if (proof is not null)
        {
            // The accounts may hand out another handle each time; the conversation knows the account by the one it began with.
            var known = proof with { Account = asking.Talk.Top!.Note(Proving.AccountNote) ?? proof.Account };
            turn = turn with { Scene = turn.Scene with { Before = turn.Scene.Before.Proving(known) } };
        }

        var move = journeys.Of(asking.Talk.Top!).HearAnswer(asking.Talk, answer, turn.Scene);

        return GoOn(move.Talk, turn with { Lines = [.. turn.Lines, .. move.Lines] });
    }

    private Advance GoOn(Talk talk, Underway turn)
    {
        var lines = turn.Lines.ToList();
        var (settled, call) = Settle(talk, turn.Scene, lines);
        if (call is not null)
        {
            return new Advance(settled, []) { Asking = call, Underway = turn with { Lines = lines }, Proofs = turn.Scene.Before.Proofs };
        }

        var reaction = turn.Reaction;
        lines.AddRange(settled.Waiting.Except(turn.Start.Waiting).Select(topic => AlsoNoted(topic, turn.Scene)));
        settled = settled with { Misses = reaction.Missed ? turn.Start.Misses + 1 : reaction.Moved ? 0 : reaction.Talk.Misses };

        return Speak(settled, reaction, lines, turn.Scene) with { Proofs = turn.Scene.Before.Proofs };
    }

    /// <summary>While an agent answers: only what has to be said whoever owns the conversation. The agent sees that it was said.</summary>
    internal Advance StandBy(Conversation before, Meaning meaning)
    {
        var lines = Remarks(meaning).Concat(meaning switch
        {
            { Decoded.Emergency: true } => [new Line($"emergency.{meaning.Decoded.EmergencyKind}")],
            { IsTooLong: true } => [new Line("global.too-long")],
            _ => Enumerable.Empty<Line>(),
        });

        return new Advance(before.Talk with { Filing = null, RemindAt = null }, [.. lines.Select(line => _writer.Write(line, LiveAgent.Name, Kebab.Of(LiveAgent.Step.WithAgent), before.Locale))]) { Proofs = before.Proofs };
    }

    private Reaction? React(Talk talk, Meaning meaning, Scene scene) => meaning.Kind switch
    {
        MessageKind.Joined => Greet(talk, scene),
        MessageKind.DeviceTold => meaning.Device is { } device ? new Reaction(Details.Take(talk, device, scene.Now)) { Quiet = true } : null,
        MessageKind.LanguagePicked => Languages.React(talk, meaning, scene),
        MessageKind.DeskTold => ReactToDesk(talk, meaning, scene),
        MessageKind.HandOffTold => null,
        MessageKind.Occurred => Occasions.React(talk, meaning.Occasion!.Value, scene),
        MessageKind.Said => ReactToWords(talk, meaning, scene),
    };

    /// <summary>What happens at the desk moves the live chat, which goes on top of whatever was going on. What an agent writes moves nothing.</summary>
    private Reaction? ReactToDesk(Talk talk, Meaning meaning, Scene scene)
    {
        var live = talk.IsIn(LiveAgent.Name) ? talk.DownTo(LiveAgent.Name) : talk.Push(journeys.Find(LiveAgent.Name)!.Begin());

        return meaning.Desk is not DeskNews.Said && journeys.Of(live.Top!).Hear(live, meaning, scene) is { } move ? new Reaction(move.Talk) { Lines = move.Lines } : null;
    }

    private Reaction ReactToWords(Talk talk, Meaning meaning, Scene scene)
    {
        var known = Details.Take(talk, meaning, scene, replace: false);

        return Interruptions.React(talk, meaning)
            ?? WrongDoor.React(known, meaning, scene)
            ?? Objections.React(known, meaning, scene, earlier => journeys.Of(earlier.Top!).TakeBack(earlier, meaning, scene))
            ?? Bereavement.React(known, meaning, scene)
            ?? AskedBefore.React(talk, meaning, scene, (known, again) => Step(known, again, scene))
            ?? NoteForAgent.React(known, meaning, scene)
            ?? Asides.React(known, meaning, scene, agreed => Step(known, agreed, scene))
            ?? GlobalRequests.React(known, meaning, scene)
            ?? Questions.React(known, meaning, scene)
            ?? Step(known, meaning, scene)
            ?? OtherProblem(known, meaning, scene)
            ?? Guessed(known, meaning, scene)
            ?? SameProblem(known, meaning, scene)
            ?? NoteForAgent.Rest(known, meaning, scene)
            ?? SmallTalk.React(known, meaning, scene)
            ?? Details.React(talk, known, meaning, scene)
            ?? (scene.Before.Talk.HasLetGo ? new Reaction(known) { Wished = true } : Ladder.React(known, meaning));
    }

    /// <summary>Some channels keep one chat for ever and don't tell when it is opened again: there the first words after a silence are greeted. That details were let go of is told everywhere.</summary>
    private static IEnumerable<Line> WelcomeBack(Meaning meaning, Scene scene) => scene.Before switch
    {
        _ when meaning is not { Kind: MessageKind.Said, Decoded.Emergency: false } => [],
        { Talk.HasLetGo: true, Owner: Owner.Assistant } => [new Line("global.let-go")],
        { ReplyAddress: not null, Version: > 0, Owner: Owner.Assistant } when IsIdle(scene) => [new Line("global.here-again")],
        _ => [],
    };

    private static bool IsIdle(Scene scene) => scene.Now - scene.Before.LastTurnAt > Idle;

    private static Reaction? Greet(Talk talk, Scene scene)
    {
        if (scene.Before.Version == 0)
        {
            return new Reaction(talk);
        }

        return IsIdle(scene) ? Reaction.Say(talk, new Line(scene.Before.Talk.HasLetGo ? "global.let-go" : "global.welcome-back")) : null;
    }

    /// <summary>The step hears the message. Another problem named in the same breath is opened on top, unless the words were the answer that was asked for.</summary>
    private Reaction? Step(Talk talk, Meaning meaning, Scene scene)
    {
        var move = journeys.Of(talk.Top!).Hear(talk, meaning, scene);
        if (move is null)
        {
            return null;
        }

        var reaction = Reaction.Move(Lead.KeepForLater(move.Talk with { WasGlad = move.IsGoodNews || (talk.WasGlad && talk.Top!.Journey == "triage") }, meaning, scene), [.. move.Lines]);

        return move.HasTakenTopic || WasAskedFor(talk.Prompt) || meaning.Chosen is not null ? reaction : Open(reaction, meaning, scene) ?? reaction;
    }

    /// <summary>The step hears what the answer is likest to, and the member hears what it was taken for: whoever meant something else can say so.</summary>
    private Reaction? Guessed(Talk talk, Meaning meaning, Scene scene) =>
        meaning.Guess.Value is { } choice && Step(talk, meaning with { Chosen = choice }, scene) is { } reaction
            ? reaction with { Lines = [new Line("global.taken-as") { Values = Values.None.With("answer", choice.Label) }, .. reaction.Lines] }
            : null;

    private static bool WasAskedFor(Prompt? prompt) => prompt is not null && !prompt.Asked.WantsNoDetail();

    private static Reaction? OtherProblem(Talk talk, Meaning meaning, Scene scene) =>
        Open(Reaction.Move(Lead.KeepForLater(TakeAgain(talk, meaning, scene), meaning, scene)), meaning, scene);

    /// <summary>Once nothing was an answer: what was asked for, and is told all the same, takes the place of what was known.</summary>
    private static Talk TakeAgain(Talk talk, Meaning meaning, Scene scene) => Details.Take(talk, meaning, scene, replace: WasAskedFor(talk.Prompt));

    /// <summary>The problem in hand was named once more, without an answer to the question.</summary>
    private static Reaction? SameProblem(Talk talk, Meaning meaning, Scene scene) => meaning.Topic is { } topic && talk.Stack.Any(frame => frame.Note(Lead.TopicNote) == topic)
        ? Reaction.Say(TakeAgain(talk, meaning, scene), new Line("global.still-on-it")) with { Missed = true, Rephrase = true }
        : null;

    /// <summary>A problem or question other than the one in hand goes on top; the one below is come back to.</summary>
    private static Reaction? Open(Reaction reaction, Meaning meaning, Scene scene)
    {
        var talk = reaction.Talk;
        if (meaning.Topic is not { } topic || !Lead.IsProblem(topic, scene) || talk.Top!.Journey == "triage" || talk.Stack.Any(frame => frame.Note(Lead.TopicNote) == topic))
        {
            return null;
        }

        var journey = Lead.To(topic, scene, Lead.SpeaksForAnother(meaning));
        if (journey.Journey == "checklist" && (talk.IsIn("checklist") || talk.IsIn(LiveAgent.Name)))
        {
            return null;
        }

        return reaction with { Talk = Lead.Found(talk, topic, meaning, scene).Push(journey), Moved = true };
    }

    /// <summary>A talk stands at a step before it hears anything: also the first one, and one whose journey a long rest has put back to its beginning.</summary>
    private Talk Started(Talk talk) => talk.Top switch
    {
        null => talk with { Stack = [journeys.Find("triage")!.Begin()] },
        { Step.Length: 0 } => AtFirstStep(talk),
        _ => talk,
    };

    private Talk AtFirstStep(Talk talk) => talk.WithTop(journeys.Of(talk.Top!).Begin() with { Notes = talk.Top!.Notes });

    /// <summary>Goes through silent steps, opens and ends journeys, until one waits for the member or for the accounts.</summary>
    private (Talk Talk, AccountCall? Call) Settle(Talk talk, Scene scene, List<Line> lines)
    {
        for (var steps = 0; steps < MostSteps; steps++)
        {
            talk = Begun(talk, lines);
            switch (journeys.Of(talk.Top!).Arrive(talk, scene))
            {
                case Next.Wait wait:
                    return (wait.Talk, null);
                case Next.Call call:
                    return (call.Talk, call.Asking);
                case Next.Open open:
                    talk = open.Talk.Push(open.Frame);
                    break;
                case Next.Leave leave:
                    if (leave.LastWord is { } word)
                    {
                        lines.Add(word);
                    }

                    talk = Follow(leave, lines);
                    break;
                default:
                    throw new InvalidOperationException("What comes next has no further kinds.");
            }
        }

        throw new InvalidOperationException("Journeys keep opening one another.");
    }

    /// <summary>A journey that was just put on top begins at its first step, and the member hears what was understood.</summary>
    private Talk Begun(Talk talk, List<Line> lines)
    {
        var frame = talk.Top!;
        if (frame.Step.Length > 0)
        {
            return talk;
        }

        if (frame.Note(Lead.ToldNote) is null && frame.Note(Lead.TopicNote) is { } topic && knowledge.Topics.Find(topic) is { } known && (known.LeadsTo == frame.Journey || known.WithAccounts == frame.Journey) && knowledge.Wordings.Has($"understood.{topic}"))
        {
            lines.Add(new Line(Understood(topic, talk)));
        }

        return AtFirstStep(talk);
    }

    /// <summary>What was understood, in the words for what the member told beside it where there are such.</summary>
    private string Understood(string topic, Talk talk)
    {
        var plain = $"understood.{topic}";
        var beforeTheLock = talk.Given(Items.TriesLeft) is not (null or "0") ? $"{plain}-tries-left" : plain;
        var inTheApp = talk.Given(Items.Platform) == "mobile" ? $"{plain}-in-the-app" : plain;

        return new[] { beforeTheLock, inTheApp }.FirstOrDefault(wording => wording != plain && knowledge.Wordings.Has(wording)) ?? plain;
    }

    private static Talk Follow(Next.Leave leave, List<Line> lines)
    {
        var below = leave.Talk.Pop();
        if (leave.Successor is { } successor)
        {
            return below.Push(successor);
        }

        if (leave.LastWord is not null && !leave.IsPart && below.Top is { Journey: not "triage" })
        {
            lines.Add(new Line("global.back-to"));
        }

        return below.Stack.Count > 0 ? below : below.Push(new Frame("triage", Kebab.Of(Triage.Step.AnythingElse)));
    }

    private Advance Speak(Talk talk, Reaction reaction, List<Line> lines, Scene scene)
    {
        var frame = talk.Top!;
        var journey = journeys.Of(frame);
        var replies = lines.Select(line => _writer.Write(line, frame.Journey, frame.Step, scene.Locale)).ToList();
        if (reaction.Quiet)
        {
            return new Advance(talk, _manner.Write(replies, talk.Manner, scene.Locale)) { Moved = reaction.Moved, Undone = reaction.Undone };
        }

        var question = reaction.Instead ?? journey.Say(talk, scene);
        var asked = Ask(question, talk, scene, reaction.Rephrase);
        if (!reaction.Moved && !reaction.Wished && IsSame(talk.Prompt, asked) && talk.Prompt!.Times >= MostTimes && !talk.IsIn("checklist"))
        {
            question = new Line("global.offer-person");
            asked = Ask(question, talk, scene, rephrase: false);
        }

        var stepAt = reaction.Moved || talk.Prompt?.Wording != asked.Wording ? 0 : talk.Prompt.StepAt + (reaction.NextStep ? 1 : 0);
        asked = _manner.OneStep(asked, talk.Manner, stepAt, scene.Locale);
        var prompt = Prompted(talk.Prompt, asked, question, scene.Before.Version + 1, reaction) with { StepAt = stepAt };
        replies.Add(asked with { TurnToken = prompt.TurnToken });

        return new Advance(talk with { Prompt = prompt }, _manner.Write(replies, talk.Manner, scene.Locale)) { Moved = reaction.Moved, Undone = reaction.Undone };
    }

    /// <summary>An offer that stands already is not made twice in the same words.</summary>
    private Reply Ask(Line question, Talk talk, Scene scene, bool rephrase) =>
        _writer.Write(question, talk.Top!.Journey, talk.Top.Step, scene.Locale, rephrase || (question.Wording == "global.offer-person" && talk.Prompt?.Wording == question.Wording));

    private static bool IsSame(Prompt? last, Reply asked) =>
        last is not null && last.Wording == asked.Wording && last.Step == asked.Step && HasSameChoices(last, asked);

    /// <summary>By what they mean: in another language the same question has the same answers.</summary>
    private static bool HasSameChoices(Prompt last, Reply asked) => last.Choices.Select(choice => choice.Id).SequenceEqual(asked.Choices.Select(choice => choice.Id));

    /// <summary>The same question again keeps its token, so that its earlier buttons still count.</summary>
    private static Prompt Prompted(Prompt? last, Reply asked, Line question, long version, Reaction reaction)
    {
        var isSame = IsSame(last, asked);

        return new Prompt
        {
            Journey = asked.Journey,
            Step = asked.Step,
            Wording = asked.Wording,
            Choices = asked.Choices,
            OnCard = asked.Card is ReviewCard review ? [.. review.Lines.Select(line => new Choice(line.ItemId, line.ChangeLabel))] : [],
            Asked = question.Asked,
            TurnToken = isSame ? last!.TurnToken : $"t{version}",
            Times = !isSame || reaction.Moved ? 1 : reaction.Wished ? last!.Times : last!.Times + 1,
        };
    }

    private static Line AlsoNoted(string topic, Scene scene) =>
        new("global.also-noted") { Values = Values.None.With("problem", scene.Knowledge.Wordings.Say($"topics.{topic}", scene.Locale, Values.None)) };

    private static IEnumerable<Line> ForALoss(Talk talk, Meaning meaning, Scene scene) => meaning is { Kind: MessageKind.Said, Decoded.Emergency: false } ? Bereavement.Sympathy(talk, meaning, scene) : [];

    /// <summary>Whoever is at the end of their patience hears a kind word also where the talk goes on.</summary>
    private static IEnumerable<Line> Sympathy(Meaning meaning, Reaction reaction) =>
        meaning.Decoded is { Distressed: true, Emergency: false } && reaction is { Moved: true, Quiet: false } ? [new Line("global.sorry-it-is-hard")] : [];

    /// <summary>What has to be said whatever follows: whom to call, should they be in danger; that a secret was taken out of what they wrote.</summary>
    private static IEnumerable<Line> Remarks(Meaning meaning)
    {
        if (meaning.Decoded.MayBeDanger) { yield return new Line("emergency.in-case-of-danger"); }
        if (meaning.Decoded.Removed.Count == 0) { yield break; }
        yield return new Line(meaning.Decoded.Removed.Contains("password") || meaning.Decoded.Removed.Contains("pin") ? "global.removed-password" : "global.removed-secret");
    }
}

/// <summary>Where a message led: the talk after it, and what is said.</summary>
internal sealed record Advance(Talk Talk, IReadOnlyList<Reply> Replies)
{
    /// <summary>"Back" can undo it.</summary>
    internal bool Moved { get; init; }

    /// <summary>It was itself a "back".</summary>
    internal bool Undone { get; init; }

    /// <summary>What is proven in the conversation from now on.</summary>
    internal IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>The call that has to be answered before it goes on; null when it has come to rest.</summary>
    internal AccountCall? Asking { get; init; }

    internal Underway? Underway { get; init; }
}

/// <summary>A turn that has not come to rest: the talk it began with, what was decided, and what will be said so far.</summary>
internal sealed record Underway(Talk Start, Reaction Reaction, IReadOnlyList<Line> Lines, Scene Scene);

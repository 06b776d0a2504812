using Engine.Conversations;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase;
using KnowledgeBase.Recognition;

namespace Engine.Journeys;

/// <summary>Decides what a message leads to. First what overrides every step, then what works in every step, then the step itself, then another problem, then the ladder for what was not understood.</summary>
public sealed class Dialogue(Knowledge knowledge, JourneyCatalog journeys)
{
    /// <summary>A talk left alone for longer than this is greeted again.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Longer than any real stack; journeys that keep opening one another are a fault in us.</summary>
    private const int MostSteps = 30;

    private readonly ReplyWriter _writer = new(knowledge);

    internal Advance Advance(Conversation before, Meaning meaning, DateTimeOffset now)
    {
        var scene = new Scene(knowledge, before, now);
        var talk = Started(before.Talk) with { Filing = null };
        var reaction = React(talk, meaning, scene);
        if (reaction is null)
        {
            return new Advance(talk, false, []);
        }

        var lines = new List<Line>(Remarks(meaning));
        lines.AddRange(reaction.Lines);
        var settled = Settle(reaction.Talk, scene, lines);
        settled = settled with { Misses = reaction.Missed ? talk.Misses + 1 : reaction.Moved ? 0 : talk.Misses };

        return Speak(settled, reaction, lines, scene);
    }

    private Reaction? React(Talk talk, Meaning meaning, Scene scene) => meaning.Kind switch
    {
        MessageKind.Joined => Greet(talk, scene),
        MessageKind.DeviceTold => meaning.Device is { } device ? new Reaction(Details.Take(talk, device, scene.Now)) { Quiet = true } : null,
        MessageKind.Said => ReactToWords(talk, meaning, scene),
    };

    private Reaction ReactToWords(Talk talk, Meaning meaning, Scene scene) =>
        Interruptions.React(talk, meaning)
        ?? GlobalRequests.React(talk, meaning, scene)
        ?? Step(talk, meaning, scene)
        ?? OtherProblem(talk, meaning, scene)
        ?? SmallTalk.React(talk, meaning)
        ?? Ladder.React(talk, meaning, scene);

    private static Reaction? Greet(Talk talk, Scene scene)
    {
        if (scene.Before.Version == 0)
        {
            return new Reaction(talk);
        }

        return scene.Now - scene.Before.LastTurnAt > Idle ? Reaction.Say(talk, new Line("global.welcome-back")) : null;
    }

    /// <summary>The step hears the message. Another problem named in the same breath is opened on top, unless the words were the answer that was asked for.</summary>
    private Reaction? Step(Talk talk, Meaning meaning, Scene scene)
    {
        var known = Details.Take(talk, meaning, scene, replace: false);
        var move = journeys.Of(talk.Top!).Hear(known, meaning, scene);
        if (move is null)
        {
            return null;
        }

        var waiting = meaning.Decoded.Label2 is { } second && Lead.IsProblem(second, scene) && second != meaning.Topic && !move.Talk.Waiting.Contains(second)
            ? move.Talk with { Waiting = [.. move.Talk.Waiting, second] }
            : move.Talk;
        var reaction = Reaction.Move(waiting, [.. move.Lines]);

        return WasAskedFor(talk.Prompt) || meaning.Chosen is not null ? reaction : Open(reaction, meaning, scene) ?? reaction;
    }

    private static bool WasAskedFor(Prompt? prompt) => prompt?.Asked is not (null or Asked.Nothing or Asked.Choice or Asked.YesNo);

    private static Reaction? OtherProblem(Talk talk, Meaning meaning, Scene scene)
    {
        var known = Details.Take(talk, meaning, scene, replace: WasAskedFor(talk.Prompt));

        return Open(Reaction.Move(known), meaning, scene);
    }

    /// <summary>A problem or question other than the one in hand goes on top; the one below is come back to.</summary>
    private static Reaction? Open(Reaction reaction, Meaning meaning, Scene scene)
    {
        var talk = reaction.Talk;
        if (meaning.Topic is not { } topic || !Lead.IsProblem(topic, scene) || talk.Top!.Journey == "triage" || talk.Stack.Any(frame => frame.Note(Lead.TopicNote) == topic))
        {
            return null;
        }

        return reaction with { Talk = Lead.Found(talk, topic, meaning).Push(Lead.To(topic, scene)), Moved = true };
    }

    private Talk Started(Talk talk) => talk.Stack.Count > 0 ? talk : talk with { Stack = [journeys.Find("triage")!.Begin()] };

    /// <summary>Goes through silent steps, opens and ends journeys, until one waits for the member.</summary>
    private Talk Settle(Talk talk, Scene scene, List<Line> lines)
    {
        for (var steps = 0; steps < MostSteps; steps++)
        {
            switch (journeys.Of(talk.Top!).Arrive(talk, scene))
            {
                case Next.Wait wait:
                    return wait.Talk;
                case Next.Open open:
                    if (open.Frame.Note(Lead.TopicNote) is { } topic && knowledge.Wordings.Has($"understood.{topic}"))
                    {
                        lines.Add(new Line($"understood.{topic}"));
                    }

                    talk = open.Talk.Push(journeys.Of(open.Frame).Begin() with { Notes = open.Frame.Notes });
                    break;
                case Next.Leave leave:
                    if (leave.LastWord is { } word)
                    {
                        lines.Add(word);
                    }

                    talk = Follow(leave);
                    break;
                default:
                    throw new InvalidOperationException("What comes next has no further kinds.");
            }
        }

        throw new InvalidOperationException("Journeys keep opening one another.");
    }

    private Talk Follow(Next.Leave leave)
    {
        var below = leave.Talk.Pop();
        if (leave.Successor is { } successor)
        {
            return below.Push(successor.Step.Length > 0 ? successor : journeys.Of(successor).Begin() with { Notes = successor.Notes });
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
            return new Advance(talk, reaction.Moved, replies);
        }

        var question = reaction.Instead ?? journey.Say(talk, scene);
        var asked = _writer.Write(question, frame.Journey, frame.Step, scene.Locale, reaction.Rephrase);
        var prompt = Prompted(talk.Prompt, asked, question, scene.Before.Version + 1);
        replies.Add(asked with { TurnToken = prompt.TurnToken });

        return new Advance(talk with { Prompt = prompt }, reaction.Moved, replies);
    }

    /// <summary>The same question again keeps its token, so that its earlier buttons still count.</summary>
    private static Prompt Prompted(Prompt? last, Reply asked, Line question, long version)
    {
        var isSame = last is not null && last.Wording == asked.Wording && last.Step == asked.Step && last.Choices.SequenceEqual(asked.Choices);

        return new Prompt
        {
            Journey = asked.Journey,
            Step = asked.Step,
            Wording = asked.Wording,
            Choices = asked.Choices,
            Asked = question.Asked,
            TurnToken = isSame ? last!.TurnToken : $"t{version}",
            Times = isSame ? last!.Times + 1 : 1,
        };
    }

    /// <summary>What has to be said whatever follows: a secret was taken out of what they wrote.</summary>
    private static IEnumerable<Line> Remarks(Meaning meaning) => meaning.Decoded.Removed.Count == 0
        ? []
        : [new Line(meaning.Decoded.Removed.Contains("password") || meaning.Decoded.Removed.Contains("pin") ? "global.removed-password" : "global.removed-secret")];
}

/// <summary>Where a message led: the talk after it, whether "back" can undo it, and what is said.</summary>
internal sealed record Advance(Talk Talk, bool Moved, IReadOnlyList<Reply> Replies);

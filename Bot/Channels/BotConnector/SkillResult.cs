using System.Text.Json;
using Bot.Activities;
using Engine.Conversations;

namespace Bot.Channels.BotConnector;

/// <summary>What a parent bot is told when the assistant has done its part: <c>solved</c>, <c>ticket</c> with its number, or <c>ended</c>.</summary>
internal sealed record SkillResult(string Result, string? Ticket)
{
    /// <summary>Null while there is still something to do.</summary>
    internal static Activity? EndOf(Conversation after) => IsDone(after.Talk) ? End(after) : null;

    /// <summary>The assistant asks whether there is anything else: as a skill it gives the user back instead of waiting for the answer.</summary>
    private static bool IsDone(Talk talk) => talk.Top is { Journey: "triage", Step: "anything-else" or "goodbye" };

    private static Activity End(Conversation after)
    {
        var ticket = after.Tickets.Count > 0 ? after.Tickets[^1].Number : null;
        var result = ticket is not null ? "ticket" : after.Talk.Problems.Any(IsSolved) ? "solved" : "ended";

        return new Activity
        {
            Type = ActivityTypes.EndOfConversation,
            Code = "completedSuccessfully",
            Value = new RawJson(JsonSerializer.Serialize(new SkillResult(result, ticket), ActivityJson.Default.SkillResult)),
        };
    }

    private static bool IsSolved(Problem problem) => problem.Tried.Any(tried => tried.Result == FixResult.Worked);
}

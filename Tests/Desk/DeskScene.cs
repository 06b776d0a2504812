using System.Text.Json;
using Tests.Given;

namespace Tests.Desk;

/// <summary>A member who ends with a ticket, over the real chat.</summary>
internal static class DeskScene
{
    private const int MostTurns = 60;

    /// <summary>Goes through the checklist with these answers, by the wording that asks; everything else is left out. The ticket's number.</summary>
    internal static Task<string> SendsTicketAsync(this DirectLineChat chat, IReadOnlyDictionary<string, string>? answers = null) =>
        chat.SendsTicketAsync((answers ?? new Dictionary<string, string>()).ToDictionary(answer => answer.Key, answer => new[] { answer.Value }));

    /// <summary>With an answer for each time something is asked, and after these with a choice for each further time.</summary>
    internal static async Task<string> SendsTicketAsync(this DirectLineChat chat, IReadOnlyDictionary<string, string[]> answers, IReadOnlyDictionary<string, string[]>? choices = null)
    {
        var left = answers.ToDictionary(answer => answer.Key, answer => new Queue<string>(answer.Value));
        var pressed = (choices ?? new Dictionary<string, string[]>()).ToDictionary(choice => choice.Key, choice => new Queue<string>(choice.Value));
        await chat.SaysAsync("I want to talk to a person");
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var last = (await chat.RepliesAsync())[^1];
            var wording = last.Text("channelData", "assistant", "wording") ?? "";
            if (NumberIn(await chat.RepliesAsync()) is { } number)
            {
                return number;
            }

            if (left.TryGetValue(wording, out var next) && next.TryDequeue(out var answer))
            {
                await chat.SaysAsync(answer);
            }
            else if (pressed.TryGetValue(wording, out var wanted) && wanted.TryDequeue(out var choice))
            {
                await PressAsync(chat, last, choice);
            }
            else
            {
                await PressAsync(chat, last, "start", "send", "on-web", "theirs", "declined", "unknown", "agent");
            }
        }

        throw new InvalidOperationException($"The member never came to the end: {(await chat.RepliesAsync())[^1].Text("channelData", "assistant", "wording")}");
    }

    private static string? NumberIn(IReadOnlyList<JsonElement> replies) => replies.Where(reply => reply.Text("channelData", "assistant", "wording") == "checklist.sent")
        .Select(reply => System.Text.RegularExpressions.Regex.Match(reply.Text("text") ?? "", "KP-[0-9A-Z]{4}-[0-9A-Z]{4}").Value).FirstOrDefault(number => number.Length > 0);

    private static async Task PressAsync(DirectLineChat chat, JsonElement reply, params string[] wanted)
    {
        var offered = reply.TryGetProperty("suggestedActions", out var suggested)
            ? suggested.GetProperty("actions").EnumerateArray().ToDictionary(action => action.Text("value", "choice")!)
            : throw new InvalidOperationException($"Nothing to press at {reply.Text("channelData", "assistant", "wording")}.");
        var choice = wanted.FirstOrDefault(offered.ContainsKey) ?? throw new InvalidOperationException($"Offered were {string.Join(", ", offered.Keys)}.");
        using var answer = await chat.PostAsync(new { type = "message", text = offered[choice].Text("text"), value = offered[choice].GetProperty("value") });
        answer.EnsureSuccessStatusCode();
    }
}

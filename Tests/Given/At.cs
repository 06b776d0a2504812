using Engine.Conversations;

namespace Tests.Given;

/// <summary>Conversations that stand at a given step: <c>await At.StepAsync("fix-error", "ask-where")</c>.</summary>
internal static class At
{
    internal static async Task<Assistant> StepAsync(string journey, string step, string topic = "account-locked")
    {
        var assistant = new Assistant();
        await assistant.JoinedAsync();
        var before = assistant.Conversation;
        var notes = new Dictionary<string, string>
        {
            ["topic"] = topic,
            ["fix"] = "reset-password",
            ["question"] = "who-made-the-tries",
            ["item"] = "email",
            ["likely"] = "account-locked code-expired",
            ["agent"] = "Dana",
            ["ticket"] = "KP-7K3M-9Q2X",
            ["minutes"] = "3",
            ["address"] = "example.com",
            ["verdict"] = "elsewhere",
        };
        var frame = new Frame(journey, step) { Notes = notes };
        var talk = before.Talk with
        {
            Stack = journey == "triage" ? [frame with { Notes = new Dictionary<string, string> { ["likely"] = notes["likely"] } }] : [new Frame("triage", "anything-else"), frame],
            Problems = [new Problem { Topic = topic }],
            Prompt = null,
        };
        await assistant.Store.TrySaveAsync(new FinishedTurn(before with { Version = before.Version + 1, Talk = talk }, [], []), CancellationToken.None);

        return assistant;
    }
}

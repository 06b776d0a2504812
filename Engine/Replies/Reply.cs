using System.Text.Json.Serialization;

namespace Engine.Replies;

/// <summary>One thing the assistant says: finished text, and the choices or card that go with it. Channels turn it into their own form.</summary>
public sealed record Reply
{
    /// <summary>The journey and step that speak, and the wording they used: ids only, safe to show outside.</summary>
    public required string Journey { get; init; }

    public required string Step { get; init; }
    public required string Wording { get; init; }

    /// <summary>Plain Markdown, ready to show.</summary>
    public required string Text { get; init; }

    /// <summary>Usual answers; free text is understood as well.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    public Card? Card { get; init; }

    /// <summary>Marks the prompt that the choices and card belong to; an answer that carries an older one is stale.</summary>
    public string TurnToken { get; init; } = "";

    public Progress? Progress { get; init; }

    /// <summary>There is something to press, now or once it is drawn as a card.</summary>
    [JsonIgnore]
    public bool HasButtons => Choices.Count > 0 || Card is ReviewCard;

    /// <summary>The values that filled the wording, for transcripts; may hold personal data.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}

/// <summary>A usual answer: <paramref name="Id"/> is what it means, <paramref name="Label"/> what the button says.</summary>
public sealed record Choice(string Id, string Label);

/// <summary>How far the member is: "step 2 of 5".</summary>
public sealed record Progress(int Step, int Of);

using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition;

/// <summary>The buffers of one decoding, rented and given back, so that a message costs next to no garbage. One thread at a time.</summary>
internal sealed class Workspace(Lexicon lexicon, LabelModel model, ScreenWordings wordings)
{
    public Reading Reading { get; } = new();

    public Terms Terms { get; } = new();

    public Features Features { get; } = new(lexicon);

    public ScreenWordings.Scratch Search { get; } = wordings.NewScratch();

    /// <summary>Probabilities when the whole text is judged at once.</summary>
    public float[] Whole { get; } = new float[model.Width];

    /// <summary>Probabilities of one stretch.</summary>
    public float[] Part { get; } = new float[model.Width];

    /// <summary>What whole, stretches and wordings together say.</summary>
    public float[] Mixed { get; } = new float[model.Width];

    public Sighting[] Sightings { get; } = new Sighting[6];

    public int SightingCount { get; set; }
}

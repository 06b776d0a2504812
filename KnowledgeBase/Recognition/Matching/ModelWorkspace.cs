using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Matching;

/// <summary>The buffers in which a model with a lexicon of its own reads a text. One thread at a time.</summary>
internal sealed class ModelWorkspace(Lexicon lexicon)
{
    public Reading Reading { get; } = new();

    public Terms Terms { get; } = new();

    public Features Features { get; } = new(lexicon);
}

namespace KnowledgeBase.Recognition.Matching;

/// <summary>A phrase of the content and the label it stands for.</summary>
internal sealed record Example(string Label, string Text);

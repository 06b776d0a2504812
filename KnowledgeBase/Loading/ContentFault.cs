namespace KnowledgeBase.Loading;

/// <summary>Something wrong in a content file, told so that an editor can find and mend it.</summary>
public sealed record ContentFault(string File, int Line, string Says)
{
    public override string ToString() => $"{File}:{Line}: {Says}";
}

/// <summary>The content cannot be used; every fault that was found is named, not only the first.</summary>
public sealed class ContentFaultsException(IReadOnlyList<ContentFault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<ContentFault> Faults { get; } = faults;
}

namespace KnowledgeBase.Loading;

/// <summary>Faults found so far. The same fault noted twice is kept once, so that checks may re-read a node.</summary>
internal sealed class FaultList
{
    private readonly HashSet<ContentFault> _faults = [];

    // Files are parsed side by side.
    internal void Add(string file, int line, string says)
    {
        lock (_faults)
        {
            _faults.Add(new ContentFault(file, line, says));
        }
    }

    internal IReadOnlyList<ContentFault> InOrder() =>
        [.. _faults.OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line)];

    internal void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ContentFaultsException(InOrder());
        }
    }
}

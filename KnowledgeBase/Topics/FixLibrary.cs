using System.Collections.Frozen;

namespace KnowledgeBase.Topics;

/// <summary>Everything a member can be asked to try.</summary>
public sealed class FixLibrary
{
    private readonly FrozenDictionary<string, Fix> _byId;

    internal FixLibrary(IReadOnlyList<Fix> all)
    {
        All = all;
        _byId = all.ToFrozenDictionary(fix => fix.Id);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<Fix> All { get; }

    /// <summary>Null when no fix has the id; a stored conversation may name one that has gone since.</summary>
    public Fix? Find(string id) => _byId.GetValueOrDefault(id);
}

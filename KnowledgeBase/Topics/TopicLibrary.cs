using System.Collections.Frozen;

namespace KnowledgeBase.Topics;

/// <summary>Every problem the assistant knows.</summary>
public sealed class TopicLibrary
{
    private readonly FrozenDictionary<string, Topic> _byId;

    internal TopicLibrary(IReadOnlyList<Topic> all)
    {
        All = all;
        _byId = all.ToFrozenDictionary(topic => topic.Id);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<Topic> All { get; }

    /// <summary>Null when no topic has the id; a stored conversation may name one that has gone since.</summary>
    public Topic? Find(string id) => _byId.GetValueOrDefault(id);
}

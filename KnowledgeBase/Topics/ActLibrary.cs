using System.Collections.Frozen;

namespace KnowledgeBase.Topics;

/// <summary>How people say things that steer the talk: yes, no, back, an agent please.</summary>
public sealed class ActLibrary
{
    private readonly FrozenDictionary<string, SpokenAct> _byId;

    internal ActLibrary(IReadOnlyList<SpokenAct> all)
    {
        All = all;
        _byId = all.ToFrozenDictionary(act => act.Id);
    }

    public IReadOnlyList<SpokenAct> All { get; }

    /// <summary>By id in kebab case, such as <c>dont-know</c>.</summary>
    public SpokenAct? Find(string id) => _byId.GetValueOrDefault(id);
}

/// <summary>One way to steer the talk, and the phrases for it by locale.</summary>
public sealed record SpokenAct(string Id, string Means, IReadOnlyDictionary<string, IReadOnlyList<string>> PeopleSay);

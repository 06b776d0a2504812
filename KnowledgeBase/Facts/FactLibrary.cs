using System.Collections.Frozen;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Facts;

/// <summary>Facts by id, and what the plan is called and reached by.</summary>
public sealed class FactLibrary
{
    private readonly FrozenDictionary<string, Fact> _byName;

    internal FactLibrary(IReadOnlyDictionary<string, Fact> byName) => _byName = byName.ToFrozenDictionary();

    public IEnumerable<Fact> All => _byName.Values;

    public Fact? Find(string id) => _byName.GetValueOrDefault($"fact:{id}");

    /// <summary>Such as <c>name</c>, <c>portal-address</c>; settings may have overridden what the content says.</summary>
    public Fact? Plan(string key) => _byName.GetValueOrDefault($"plan:{key}");

    /// <summary>Another plan, named in the settings, has rules and addresses of its own.</summary>
    internal bool IsOfThisPlan(Fact fact) => fact.Plan is null || fact.Plan == Plan("name")?.Value;

    /// <summary>What stands for <c>fact:id</c> or <c>plan:key</c> in a text of this language; null when there is no such fact.</summary>
    internal string? Show(string name, string locale)
    {
        var fact = _byName.GetValueOrDefault(name);

        return fact?.Shown.GetValueOrDefault(locale) ?? fact?.Shown.GetValueOrDefault(Locale.Fallback);
    }
}

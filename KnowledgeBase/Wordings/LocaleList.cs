namespace KnowledgeBase.Wordings;

/// <summary>The languages the assistant speaks.</summary>
public sealed class LocaleList
{
    private readonly Dictionary<string, Locale> _byId;

    internal LocaleList(IReadOnlyList<Locale> all)
    {
        All = all;
        _byId = all.ToDictionary(locale => locale.Id, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<Locale> All { get; }

    public bool Has(string id) => _byId.ContainsKey(id);

    /// <summary>The nearest language to what a channel or member names: <c>es-MX</c> finds <c>es</c>, an unknown one English.</summary>
    public Locale Best(string? id)
    {
        if (id is null)
        {
            return _byId[Locale.Fallback];
        }

        return _byId.GetValueOrDefault(id) ?? _byId.GetValueOrDefault(id.Split('-', '_')[0]) ?? _byId[Locale.Fallback];
    }
}

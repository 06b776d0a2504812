using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>What was read, and where it stands, so that checks across files can name the line.</summary>
internal sealed record Read<T>(T Value, ContentNode At);

/// <summary>Shapes that several kinds of content share.</summary>
internal static class Reading
{
    /// <summary>A map from locale to what is said in it; English has to be there.</summary>
    internal static IReadOnlyDictionary<string, T> ByLocale<T>(this ContentNode node, LocaleList locales, Func<ContentNode, T> read)
    {
        var found = new Dictionary<string, T>();
        if (node.Map().Count > 0 && node.Map().All(entry => entry.Key != Locale.Fallback))
        {
            node.Fault($"the key '{Locale.Fallback}' is missing");
        }

        foreach (var entry in node.Map(atLeast: 1))
        {
            if (!locales.Has(entry.Key))
            {
                entry.Fault($"'{entry.Key}' is no locale of locales.yaml");
            }

            found[entry.Key] = read(entry.Value);
        }

        return found;
    }

    /// <summary>Texts of which none is said twice.</summary>
    internal static IReadOnlyList<string> DistinctTexts(this ContentNode node, int atLeast = 1)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in node.List())
        {
            if (item.IsText && !seen.Add(item.Text()))
            {
                item.Fault($"'{item.Text()}' stands in this list a second time");
            }
        }

        return node.Texts(atLeast);
    }
}

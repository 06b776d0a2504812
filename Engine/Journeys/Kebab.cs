using System.Collections.Concurrent;
using System.Text;

namespace Engine.Journeys;

/// <summary>Steps and signals are named in Pascal case in code and in kebab case in content; this rule is the only table between them.</summary>
internal static class Kebab
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    internal static string Of(Enum name) => Known.GetOrAdd(name, static name => Of(name.ToString()));

    internal static string Of(string pascal)
    {
        var kebab = new StringBuilder();
        foreach (var letter in pascal)
        {
            if (char.IsUpper(letter) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }
}

/// <summary>The values of one enum by their names in content.</summary>
internal static class Kebab<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(value => Kebab.Of(value.ToString()));

    internal static T? Find(string kebab) => Values.TryGetValue(kebab, out var value) ? value : null;

    /// <summary>The step that a stored name stands for; a name that is gone (an older version's step) starts the journey over.</summary>
    internal static T FindOr(string kebab, T otherwise) => Values.GetValueOrDefault(kebab, otherwise);
}

using System.Text.RegularExpressions;

namespace KnowledgeBase.Loading;

/// <summary>Reads a regular expression, and says where it stands when it is none.</summary>
internal static class PatternReader
{
    /// <summary>Patterns run over our own sentences, which are short; one that takes longer than this is a fault of the pattern.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    internal static Regex Read(ContentNode node, Func<string, string>? fill = null, RegexOptions options = RegexOptions.None)
    {
        try
        {
            return new Regex(fill is null ? node.Text() : fill(node.Text()), options | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Longest);
        }
        catch (ArgumentException wrong)
        {
            node.Fault($"this is no regular expression: {wrong.Message}");

            return new Regex("(?!)", RegexOptions.None, Longest);
        }
    }
}

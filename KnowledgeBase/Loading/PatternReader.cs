using System.Text.RegularExpressions;

namespace KnowledgeBase.Loading;

/// <summary>Reads a regular expression, and says where it stands when it is none.</summary>
internal static class PatternReader
{
    internal static Regex Read(ContentNode node, Func<string, string> fill, RegexOptions options, TimeSpan longest)
    {
        try
        {
            return new Regex(fill(node.Text()), options | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, longest);
        }
        catch (ArgumentException wrong)
        {
            node.Fault($"this is no regular expression: {wrong.Message}");

            return new Regex("(?!)", RegexOptions.None, longest);
        }
    }
}

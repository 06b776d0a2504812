using System.Text;

namespace KnowledgeBase.Recognition.Unknown;

/// <summary>
/// Hides what could tell who a member is: every digit, every address, and every word that one conversation alone has used. A name, a street or an
/// employer is hardly ever said by two; what many people say tells of none of them.
/// </summary>
internal sealed class PersonalMask
{
    private const int EnoughConversations = 2;
    private const string Hidden = "_";

    private readonly HashSet<string> _common;

    public PersonalMask(IReadOnlyList<UnknownWording> wordings) => _common = [.. wordings
        .SelectMany(wording => Words(wording.Text).Concat(wording.Words).Select(word => (Word: word.ToLowerInvariant(), wording.Conversation)))
        .Distinct().GroupBy(use => use.Word).Where(word => word.Count() >= EnoughConversations).Select(word => word.Key)];

    public string Hide(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var chunk in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (shown.Length > 0) { shown.Append(' '); }
            shown.Append(IsOpen(chunk) ? chunk : Hidden);
        }

        return shown.ToString().Replace("_ _ _", "_ _", StringComparison.Ordinal);
    }

    private bool IsOpen(string chunk) => chunk.Contains("removed", StringComparison.Ordinal) && chunk.StartsWith('[')
        || (!chunk.Any(char.IsDigit) && !chunk.Contains('@', StringComparison.Ordinal) && !chunk.Contains('/', StringComparison.Ordinal) && Words(chunk).All(word => _common.Contains(word.ToLowerInvariant())));

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isLetter = i < text.Length && (char.IsLetter(text[i]) || text[i] is '\'' or '’' || char.IsSurrogate(text[i]));
            if (isLetter && start < 0) { start = i; }
            if (!isLetter && start >= 0)
            {
                yield return text[start..i];
                start = -1;
            }
        }
    }
}

using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Wordings;

/// <summary>Texts with <c>{placeholders}</c>: <c>{name}</c> from the caller, <c>{fact:id}</c> and <c>{plan:key}</c> from the facts.</summary>
internal static partial class Template
{
    internal static IEnumerable<string> NamesIn(string text) =>
        text.Contains('{') ? Placeholder().Matches(text).Select(match => match.Groups[1].Value) : [];

    /// <summary>Each placeholder is replaced by its value, or stays when the value is null. A value is never searched for placeholders.</summary>
    internal static string Fill(string text, Func<string, string?> valueOf)
    {
        if (!text.Contains('{'))
        {
            return text;
        }

        var filled = new StringBuilder(text.Length + 32);
        var done = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            var value = valueOf(match.Groups[1].Value) ?? match.Value;
            filled.Append(text, done, match.Index - done).Append(value);
            done = match.Index + match.Length;
            if (value.EndsWith('.') && text.AsSpan(done).StartsWith("."))
            {
                // "a las 2:30 p. m." ends the sentence by itself.
                done++;
            }
        }

        return filled.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Lone braces: what was meant as a placeholder and is none.</summary>
    internal static bool HasStrayBrace(string text) =>
        text.AsSpan().ContainsAny('{', '}') && Placeholder().Replace(text, "").AsSpan().ContainsAny('{', '}');

    /// <summary>The sentences of a text, each with the space after it.</summary>
    internal static IEnumerable<string> Sentences(string text) => SentenceEnd().Split(text).Where(sentence => sentence.Length > 0);

    [GeneratedRegex("""\{((?:fact:|plan:)?[a-z0-9]+(?:-[a-z0-9]+)*)\}""")]
    private static partial Regex Placeholder();

    [GeneratedRegex("""(?<=[.!?]["”’)*]*\s)|(?<=\n)""")]
    private static partial Regex SentenceEnd();
}

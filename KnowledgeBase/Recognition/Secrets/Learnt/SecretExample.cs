using System.Text;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Emergencies;

namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>A message and where its secrets stand, in offsets of the text.</summary>
internal sealed record SecretExample(string Text, IReadOnlyList<(int Start, int End)> Secrets)
{
    private const string Opens = "[[";
    private const string Closes = "]]";

    /// <summary>What is said around the secrets.</summary>
    public string WithoutSecrets()
    {
        var rest = new StringBuilder(Text);
        foreach (var (start, end) in Secrets)
        {
            for (var i = start; i < end; i++) { rest[i] = ' '; }
        }

        return rest.ToString();
    }

    /// <summary>Messages with secrets and some that only look like it, of <c>safety/secret-examples/</c>; and all else that people say, which holds none.</summary>
    public static IReadOnlyList<SecretExample> Read(ContentFolder content)
    {
        var examples = new List<SecretExample>();
        foreach (var (_, root) in content.YamlFiles(LearntSecrets.Folder))
        {
            _ = root.Required("source").Text();
            _ = root.Required("reviewed").Date();
            examples.AddRange(root.Required("examples").List(atLeast: 1).Select(Parse));
        }
        IEnumerable<string> without = [.. content.TextsUnder("sayings", "answers", "topics", "acts"), .. DangerExamplesReader.Read(content).Select(example => example.Text)];
        examples.AddRange(without.Select(text => new SecretExample(text, [])));

        return examples;
    }

    /// <summary>"my password was [[Rover2019]] and it still says wrong"</summary>
    private static SecretExample Parse(ContentNode node)
    {
        var marked = node.Text();
        var text = new StringBuilder(marked.Length);
        var secrets = new List<(int Start, int End)>();
        for (var at = 0; at < marked.Length;)
        {
            var open = marked.IndexOf(Opens, at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : marked.IndexOf(Closes, open, StringComparison.Ordinal);
            if (close < 0)
            {
                if (open >= 0) { node.Fault($"'{Opens}' without '{Closes}': a secret stands between the two"); }
                text.Append(marked, at, marked.Length - at);
                break;
            }
            text.Append(marked, at, open - at);
            var start = text.Length;
            text.Append(marked, open + Opens.Length, close - open - Opens.Length);
            secrets.Add((start, text.Length));
            at = close + Closes.Length;
        }

        return new SecretExample(text.ToString(), secrets);
    }
}

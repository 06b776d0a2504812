using FluentAssertions;
using Xunit;

namespace Tests.Understanding;

/// <summary>On-screen wordings that the content must never learn: what is recognised of them tells how new wordings will fare.</summary>
public sealed class HeldBackWordingsTests
{
    private static readonly string Content = Path.Combine(AppContext.BaseDirectory, "Content");

    private static readonly (string Topic, string Wording)[] HeldBack =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Understanding", "held-back-wordings.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(parts => (parts[0], parts[1])),
    ];

    [Fact]
    public void Are_enough_to_tell_and_belong_to_topics_that_exist()
    {
        var topics = Directory.EnumerateFiles(Path.Combine(Content, "topics"), "*.yaml").Select(Path.GetFileNameWithoutExtension).ToList();

        HeldBack.Should().HaveCountGreaterThanOrEqualTo(45).And.AllSatisfy(held => topics.Should().Contain(held.Topic));
    }

    [Fact]
    public void Stand_in_no_content_file()
    {
        var files = Directory.EnumerateFiles(Content, "*.*", SearchOption.AllDirectories).ToDictionary(file => file, file => Plain(File.ReadAllText(file)));

        var learnt = HeldBack.Select(held => held.Wording).Where(wording => files.Values.Any(text => text.Contains(Plain(wording), StringComparison.Ordinal)));

        learnt.Should().BeEmpty();
    }

    /// <summary>Letters and digits only, with a space on both sides of each word, so that quotes and dashes hide nothing.</summary>
    private static string Plain(string text)
    {
        var spoken = text.ToLowerInvariant().Where(sign => sign is not ('’' or '\''));
        var spaced = string.Concat(spoken.Select(sign => char.IsLetterOrDigit(sign) ? sign : ' '));

        return $" {string.Join(' ', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";
    }
}

using System.Text.Json;
using Bot.Commands;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary><c>check --corpus</c>: an editor sees what a change of content moved before members do.</summary>
public sealed class CorpusCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("corpus").FullName;

    public CorpusCheckTests() => new ContentBuilder().WriteTo(Content);

    private string Content => Path.Combine(_folder, "Content");

    private string Corpus => Path.Combine(_folder, "corpus.jsonl");

    private string Baseline => Path.Combine(_folder, "baseline.jsonl");

    [Fact]
    public async Task Nothing_moves_while_the_content_stays()
    {
        await WriteCorpusAsync(("a", "my account is locked"), ("b", "i got in yesterday"), ("c", "reach me at jo@example.org"));

        var saved = await CheckAsync("--corpus", Corpus, "--save-baseline", Baseline);
        var compared = await CheckAsync("--corpus", Corpus, "--baseline", Baseline, "--strict");

        saved.Exit.Should().Be(0);
        compared.Should().Be((0, "0 of 3 messages moved\n"));
        (await File.ReadAllTextAsync(Baseline, TestContext.Current.CancellationToken)).Should().NotContainAny("my account", "jo@", "yesterday");
    }

    [Fact]
    public async Task Shows_what_a_new_phrase_moved_and_strict_fails()
    {
        await WriteCorpusAsync(("a", "my account is locked"), ("b", "the blue frobnicator hums at dawn"));
        await CheckAsync("--corpus", Corpus, "--save-baseline", Baseline);
        await File.AppendAllTextAsync(Path.Combine(Content, "sayings", "en", "account-locked.yaml"), "- the blue frobnicator hums at dawn\n", TestContext.Current.CancellationToken);

        var (exit, said) = await CheckAsync("--corpus", Corpus, "--baseline", Baseline);
        var strict = await CheckAsync("--corpus", Corpus, "--baseline", Baseline, "--strict");

        exit.Should().Be(0);
        strict.Exit.Should().Be(1);
        said.Should().StartWith("1 of 2 messages moved\n").And.Contain("-> account-locked").And.Contain("b: ").And.Contain("the blue frobnicator");
    }

    [Fact]
    public async Task Tells_better_from_worse_where_the_corpus_says_what_is_wanted()
    {
        await File.WriteAllTextAsync(Corpus, """{"id":1,"text":"my account is locked","label":"account-locked"}""", TestContext.Current.CancellationToken);
        await CheckAsync("--corpus", Corpus, "--save-baseline", Baseline);
        await File.WriteAllTextAsync(
            Baseline, (await File.ReadAllTextAsync(Baseline, TestContext.Current.CancellationToken)).Replace("account-locked", "site-data", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (_, said) = await CheckAsync("--corpus", Corpus, "--baseline", Baseline);

        said.Should().Contain("better 1: label site-data -> account-locked");
    }

    [Theory]
    [InlineData("--baseline wants a file.", "--corpus", "x", "--baseline")]
    [InlineData("A baseline belongs to a --corpus.", "--baseline", "x")]
    [InlineData("--strict wants a --baseline to hold to.", "--corpus", "x", "--strict")]
    [InlineData("'--fast' is no option of check.", "--fast")]
    [InlineData("nowhere is neither a file nor a folder.", "--corpus", "nowhere")]
    public async Task Says_what_is_wrong_with_the_question(string fault, params string[] args)
    {
        var (exit, said) = await CheckAsync(args);

        exit.Should().Be(2);
        said.Should().Contain(fault);
    }

    [Fact]
    public async Task Names_the_line_that_has_no_id_of_its_own()
    {
        await WriteCorpusAsync(("a", "hello"), ("a", "hello again"));

        var (exit, said) = await CheckAsync("--corpus", Corpus);

        exit.Should().Be(2);
        said.Should().Contain("corpus.jsonl:2");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task WriteCorpusAsync(params (string Id, string Text)[] lines) =>
        File.WriteAllLinesAsync(Corpus, lines.Select(line => JsonSerializer.Serialize(new { id = line.Id, text = line.Text })), TestContext.Current.CancellationToken);

    private async Task<(int Exit, string Said)> CheckAsync(params string[] args)
    {
        var said = new StringWriter { NewLine = "\n" };

        return (await CheckCommand.RunAsync([Content, .. args], said, TestContext.Current.CancellationToken), said.ToString());
    }
}

using KnowledgeBase.Articles;
using KnowledgeBase.Facts;
using KnowledgeBase.Wordings;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeBase.Loading;

/// <summary>Reads <c>articles/{locale}/*.md</c>: YAML between two lines of hyphens, then Markdown of the plainest kind.</summary>
internal static class ArticleReader
{
    private const string Fence = "---\n";

    // Tables are parsed only to be refused: without the extension they would pass as odd-looking paragraphs.
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    internal static IReadOnlyList<Read<Article>> Read(ContentFolder content, LocaleList locales, FactLibrary facts) =>
    [
        .. from locale in locales.All
           from path in content.FilesIn($"articles/{locale.Id}", ".md")
           let read = Read(content, path, locale, facts)
           where read is not null
           select read,
    ];

    private static Read<Article>? Read(ContentFolder content, string path, Locale locale, FactLibrary facts)
    {
        var text = content.Text(path);
        var end = text.IndexOf($"\n{Fence}", StringComparison.Ordinal);
        if (!text.StartsWith(Fence, StringComparison.Ordinal) || end < 0)
        {
            content.Faults.Add(path, 1, "an article begins with its title and so on between two lines of three hyphens");

            return null;
        }

        var front = YamlFile.Read(text[Fence.Length..(end + 1)], path, content.Faults, linesBefore: 1);
        content.Opened(front);
        var bodyStart = end + 1 + Fence.Length;
        var body = Body(text[bodyStart..], text.AsSpan(0, bodyStart).Count('\n'), path, locale, facts, content.Faults);

        return new Read<Article>(Read(ContentFolder.IdOf(path), front, locale, body.Markdown, body.Sections), front);
    }

    private static Article Read(string id, ContentNode front, Locale locale, string markdown, IReadOnlyList<ArticleSection> sections) => new()
    {
        Id = id,
        Locale = locale.Id,
        Title = front.Required("title").Text(),
        PeopleAsk = front.Required("people-ask").DistinctTexts(),
        Topics = front.Required("topics").Ids(),
        Markdown = markdown,
        Sections = sections,
        Source = front.Required("source").Text(),
        Reviewed = front.Required("reviewed").Date(),
    };

    private static (string Markdown, IReadOnlyList<ArticleSection> Sections) Body(
        string raw, int linesBefore, string path, Locale locale, FactLibrary facts, FaultList faults)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            faults.Add(path, linesBefore, "the article has no text");
        }

        var lines = raw.Split('\n').Select((line, index) => FillLine(line, ContentNode.Absent(path, linesBefore + index + 1, faults), locale, facts));
        var text = string.Join('\n', lines);
        var document = Markdig.Markdown.Parse(text, Markdown);
        foreach (var odd in document.Descendants().Where(part => ComplaintAbout(part) is not null))
        {
            faults.Add(path, linesBefore + odd.Line + 1, ComplaintAbout(odd)!);
        }

        return (text.Trim(), Sections(text, document));
    }

    // Nobody gives an article values, so a placeholder that no fact answers would reach the member as it stands.
    private static string FillLine(string line, ContentNode at, Locale locale, FactLibrary facts)
    {
        foreach (var name in Template.NamesIn(line).Where(name => !name.Contains(':')))
        {
            at.Fault($"{{{name}}} cannot be filled in an article; only {{fact:id}} and {{plan:key}} can");
        }

        return FactFiller.Fill(at, line, locale.Id, facts);
    }

    private static string? ComplaintAbout(MarkdownObject part) => part switch
    {
        HtmlBlock or HtmlInline => "articles hold no HTML",
        Table => "articles hold no tables, because many channels cannot show them",
        LinkInline { IsImage: true } => "articles hold no pictures",
        LinkInline { Url: var url } when url?.StartsWith("https://", StringComparison.Ordinal) != true => $"the link '{url}' does not begin with https://",
        _ => null,
    };

    private static List<ArticleSection> Sections(string text, MarkdownDocument document)
    {
        var sections = new List<ArticleSection>();
        HeadingBlock? heading = null;
        var blocks = new List<Block>();
        foreach (var block in document)
        {
            if (block is HeadingBlock next)
            {
                Close();
                heading = next;
            }
            else
            {
                blocks.Add(block);
            }
        }

        Close();

        return sections;

        void Close()
        {
            if (blocks.Count > 0 || heading is not null)
            {
                var markdown = blocks.Count == 0 ? "" : text[blocks[0].Span.Start..(blocks[^1].Span.End + 1)];
                sections.Add(new ArticleSection(heading is null ? null : Plain(heading.Inline), markdown, Markdig.Markdown.ToPlainText(markdown, Markdown).Trim()));
            }

            blocks.Clear();
        }
    }

    private static string Plain(ContainerInline? inline) =>
        string.Concat(inline?.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()) ?? []);
}

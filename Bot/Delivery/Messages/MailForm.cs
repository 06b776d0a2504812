using System.Net;
using System.Text.RegularExpressions;
using Engine.Replies;

namespace Bot.Delivery.Messages;

/// <summary>The frame of mails to members, from <c>Assets/mail.html</c>; all that is said in it comes from the wordings.</summary>
internal sealed partial class MailForm
{
    private readonly Lazy<string> _frame = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Mail", "mail.html")));

    /// <param name="mark">The code or name in the text that the reader looks for; null when there is none.</param>
    /// <param name="card">Stands below the text.</param>
    internal string Html(string locale, string subject, string text, string? mark, string footer, SummaryCard? card = null)
    {
        var said = Address().Replace(WebUtility.HtmlEncode(text), """<a href="$0">$0</a>""");
        if (mark is { Length: > 0 })
        {
            var shown = WebUtility.HtmlEncode(mark);
            said = said.Replace(shown, $"""<strong style="font-size:1.25em;white-space:nowrap">{shown}</strong>""", StringComparison.Ordinal);
        }

        return _frame.Value
            .Replace("{{lang}}", WebUtility.HtmlEncode(locale), StringComparison.Ordinal)
            .Replace("{{subject}}", WebUtility.HtmlEncode(subject), StringComparison.Ordinal)
            .Replace("{{footer}}", WebUtility.HtmlEncode(footer), StringComparison.Ordinal)
            .Replace("{{text}}", said, StringComparison.Ordinal)
            .Replace("{{card}}", card is null ? "" : Html(card), StringComparison.Ordinal);
    }

    private static string Html(SummaryCard card)
    {
        var lines = card.Lines.Select(line => $"""<li style="margin:0 0 8px"><strong>{WebUtility.HtmlEncode(line.Label)}:</strong> {WebUtility.HtmlEncode(line.Value)}</li>""");

        return $"""
            <h2 style="font-size:18px;margin:0 0 8px">{WebUtility.HtmlEncode(card.Title)}</h2>
            <ul style="margin:0 0 16px;padding-left:20px">{string.Concat(lines)}</ul>
            """;
    }

    [GeneratedRegex("https?://[^ ]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}

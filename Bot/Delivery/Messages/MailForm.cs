using System.Net;
using System.Text.RegularExpressions;

namespace Bot.Delivery.Messages;

/// <summary>The frame of mails to members, from <c>Assets/mail.html</c>; all that is said in it comes from the wordings.</summary>
internal sealed partial class MailForm
{
    private readonly Lazy<string> _frame = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Mail", "mail.html")));

    /// <param name="mark">The code or name in the text that the reader looks for; null when there is none.</param>
    internal string Html(string locale, string subject, string text, string? mark, string footer)
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
            .Replace("{{text}}", said, StringComparison.Ordinal);
    }

    [GeneratedRegex("https?://[^ ]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}

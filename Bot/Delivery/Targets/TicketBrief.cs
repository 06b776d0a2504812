using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Bot.Delivery.Targets;

/// <summary>
/// The ticket in plain words for whoever works on it: what went wrong, what was tried, what to do next. What the member typed never becomes markup: it is plain text, or
/// encoded, or fenced in.
/// </summary>
internal sealed class TicketBrief
{
    /// <summary>Below the shortest limit of the systems we know (Salesforce, 32,000).</summary>
    private const int LongestText = 30_000;

    private const int LongestSubject = 150;

    /// <summary>Lines, each with what it is about; an empty one parts blocks.</summary>
    private readonly List<(string Label, string Text)> _lines = [];

    private TicketBrief(AllowedTicket ticket)
    {
        Subject = Cut(Clean($"Sign-in: {ticket.Topic.Replace('-', ' ')}{Where(ticket)} [{ticket.Number}]"), LongestSubject);
        Add("Ticket", ticket.Number);
        Add("Goal", ticket.Text("goal"));
        Add("Handed over because", ticket.Text("reason"));
        Add("Suggested next", ticket.Text("suggestedNext"));
        Add("Who is asking", ticket.Text("who"));
        Add("Language", ticket.Text("language"));
        Add("Member's time", ticket.Text("memberLocal"));
        Add("Identity verified", ticket.Text("identityVerified") is "true" ? "yes" : "NO: nothing in a chat proves who somebody is");
        AddError(ticket);
        AddEnvironment(ticket);
        AddChecklist(ticket);
        AddBlock(ticket.All("steps").Select(step => ("Tried", $"{step["fix"]}: {step["result"]?.ToString() ?? "offered"}")));
        AddBlock(ticket.All("ruledOut").Select(ruled => ("Ruled out", $"{ruled["cause"]} (by {ruled["by"]})")));
    }

    /// <summary>One line, at most 150 characters, with the number that the member was told.</summary>
    internal string Subject { get; }

    internal static TicketBrief Of(AllowedTicket ticket) => new(ticket);

    internal string Plain() => Join(_lines.Select(line => line.Label.Length == 0 ? "" : $"{line.Label}: {line.Text}"));

    /// <summary>Each line indented by four, which Markdown takes for code and everybody else for a margin.</summary>
    internal string Indented() => Join(_lines.Select(line => line.Label.Length == 0 ? "" : $"    {line.Label}: {line.Text.Replace("\n", "\n    ", StringComparison.Ordinal)}"));

    /// <summary>Between the marks with which Jira keeps text as it is.</summary>
    internal string Fenced()
    {
        const string fence = "{noformat}";
        return $"{fence}\n{Plain().Replace("{noformat", "{ noformat", StringComparison.OrdinalIgnoreCase)}\n{fence}";
    }

    internal string Html()
    {
        var html = new StringBuilder("<div>");
        foreach (var (label, text) in _lines)
        {
            var shown = HtmlEncoder.Default.Encode(text).Replace("&#xA;", "<br>", StringComparison.Ordinal);
            html.Append(label.Length == 0 ? "<br>" : $"<div><b>{HtmlEncoder.Default.Encode(label)}:</b> {shown}</div>");
            if (html.Length > LongestText)
            {
                break;
            }
        }

        return html.Append("</div>").ToString();
    }

    /// <summary>Without characters that steer terminals, turn the reading direction, or start the code blocks of ServiceNow.</summary>
    internal static string Clean(string text) => new string([.. text.Where(letter => letter == '\n' || !IsSteering(letter))])
        .Replace("[code]", "(code)", StringComparison.OrdinalIgnoreCase)
        .Replace("[/code]", "(/code)", StringComparison.OrdinalIgnoreCase);

    private static bool IsSteering(char letter) =>
        char.IsControl(letter) || letter is '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff';

    private static string Where(AllowedTicket ticket) => ticket.Text("environment", "kind") is { } kind ? $" ({kind})" : "";

    private void AddError(AllowedTicket ticket)
    {
        AddBlock([]);
        Add("Shown on screen", ticket.Text("error", "verbatim"));
        Add("Kind of error", ticket.Text("error", "family"));
        Add("Likely cause", ticket.Text("error", "cause") is { } cause ? $"{cause} ({Percent(ticket.Text("error", "confidence"))})" : null);
        Add("Error code", ticket.Text("error", "code"));
        Add("Seen at", ticket.Text("error", "at"));
        Add("Locked until", ticket.Text("error", "waitUntil"));
    }

    private void AddEnvironment(AllowedTicket ticket)
    {
        string?[] parts = ["browser", "browserVersion", "device", "os", "osVersion", "appVersion"];
        var known = string.Join(' ', parts.Select(part => ticket.Text("environment", part!)).OfType<string>());
        Add("Seen in", known.Length == 0 ? null : known);
    }

    private void AddChecklist(AllowedTicket ticket) => AddBlock(ticket.All("checklist").Select(item => (
        $"{item["id"]}".Replace('_', ' '),
        item["value"]?.ToString() ?? ((string?)item["state"] is "given" ? "given; see the desk" : $"{item["state"]}".Replace('_', ' ')))));

    private void AddBlock(IEnumerable<(string Label, string Text)> lines)
    {
        _lines.Add(("", ""));
        foreach (var (label, text) in lines)
        {
            Add(label, text);
        }
    }

    private void Add(string label, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _lines.Add((Clean(label), Clean(text)));
        }
    }

    private static string Join(IEnumerable<string> lines) => Cut(string.Join('\n', lines), LongestText);

    private static string Cut(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");

    private static string Percent(string? confidence) => double.TryParse(confidence, CultureInfo.InvariantCulture, out var sure)
        ? string.Create(CultureInfo.InvariantCulture, $"{sure * 100:0} % sure")
        : "not sure";
}

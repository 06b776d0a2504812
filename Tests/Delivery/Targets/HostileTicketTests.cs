using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Delivery;
using Bot.Delivery.Targets;
using FluentAssertions;
using MimeKit;
using Tests.Fakes;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Targets;

/// <summary>Tickets that say hostile things in every field, with everything allowed to leave: at each receiver they are text, as that receiver keeps text.</summary>
public sealed partial class HostileTicketTests : IAsyncDisposable
{
    private static readonly TicketTargetKind[] Systems =
    [
        TicketTargetKind.Webhook, TicketTargetKind.ServiceNow, TicketTargetKind.Zendesk, TicketTargetKind.Freshdesk, TicketTargetKind.JiraServiceManagement, TicketTargetKind.Salesforce, TicketTargetKind.Zammad,
    ];

    private readonly InMemoryTestDatabase _database = new();
    private readonly Dictionary<TicketTargetKind, FakeTicketSystem> _systems = [];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_database.Folder, "tickets");

    [Fact]
    public async Task Is_text_at_every_receiver()
    {
        await using var mails = await MailServer.StartAsync();
        await DeliverAllAsync(mails);

        var wrong = _systems.SelectMany(system => system.Value.Tickets.SelectMany(ticket => Faults(system.Key, ticket).Select(fault => $"{system.Key}: {fault}: {ticket.ToJsonString()[..200]}"))).ToList();
        wrong.AddRange(mails.Mails.SelectMany(mail => MailFaults(mail).Select(fault => $"mail: {fault}")));
        wrong.AddRange(Directory.GetFiles(Folder).Where(file => HasMarkup(File.ReadAllText(file))).Select(file => $"file {file}"));

        wrong.Should().BeEmpty();
        _systems.Values.Should().OnlyContain(system => system.Tickets.Count == HostileTickets.Corpus.Length);
        mails.Mails.Should().HaveCount(HostileTickets.Corpus.Length);
        Directory.GetFiles(Folder).Should().HaveCount(HostileTickets.Corpus.Length);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _systems.Values)
        {
            await system.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    private async Task DeliverAllAsync(MailServer mails)
    {
        var settings = new List<(string, string)>
        {
            ("Email:Host", "127.0.0.1"), ("Email:Port", $"{mails.Port}"), ("Email:Security", "None"), ("Email:From", "help@plan.example.org"),
            ("Tickets:Targets:0:Kind", "Email"), ("Tickets:Targets:0:To", "tickets@plan.example.org"), ("Tickets:Targets:0:Fields:0", "*"),
            ("Tickets:Targets:1:Kind", "File"), ("Tickets:Targets:1:Path", Folder),
        };
        foreach (var kind in Systems)
        {
            _systems[kind] = await FakeTicketSystem.StartAsync(kind);
            var index = settings.Count;
            settings.AddRange(_systems[kind].Settings(index, kind.ToString()));
            settings.AddRange([($"Tickets:Targets:{index}:Fields:0", "*"), ($"Tickets:Targets:{index}:MemberIsRequester", "true"), ($"Tickets:Targets:{index}:Timeout", "00:00:15")]);
        }

        await using var storage = await _database.OpenAsync([.. settings]);
        for (var place = 0; place < HostileTickets.Corpus.Length; place++)
        {
            var ticket = HostileTickets.TicketWith(place);
            await storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", key: TestTurns.Key(ticket.ConversationId), tickets: ticket), Now);
        }

        for (var round = 0; round < 100 && !IsAllThere(mails); round++)
        {
            await storage.Get<OutboxSender>().SendDueAsync(Now);
        }
    }

    private bool IsAllThere(MailServer mails) => mails.Mails.Count == HostileTickets.Corpus.Length && _systems.Values.All(system => system.Tickets.Count == HostileTickets.Corpus.Length);

    private static IEnumerable<string> Faults(TicketTargetKind kind, JsonObject filed) => kind switch
    {
        // What stands in JSON is text wherever JSON is read.
        TicketTargetKind.Webhook => HasMarkup(JsonSerializer.Serialize(filed)) ? ["has markup"] : [],
        TicketTargetKind.ServiceNow => PlainFaults($"{filed["description"]}").Concat($"{filed["description"]}".Contains("[code]", StringComparison.OrdinalIgnoreCase) ? ["a block of code, which is shown as HTML"] : []).Concat(SubjectFaults($"{filed["short_description"]}")),
        TicketTargetKind.Zendesk => PlainFaults($"{filed["comment"]!["body"]}").Concat($"{filed["comment"]!["body"]}".Split('\n').Any(line => line.Length > 0 && !line.StartsWith("    ", StringComparison.Ordinal)) ? ["Markdown"] : []).Concat(SubjectFaults($"{filed["subject"]}")),
        TicketTargetKind.Freshdesk => HtmlFaults($"{filed["description"]}").Concat(SubjectFaults($"{filed["subject"]}")),
        TicketTargetKind.JiraServiceManagement => FenceFaults($"{filed["requestFieldValues"]!["description"]}").Concat(SubjectFaults($"{filed["summary"]}")),
        TicketTargetKind.Salesforce => PlainFaults($"{filed["Description"]}").Concat(SubjectFaults($"{filed["Subject"]}")),
        TicketTargetKind.Zammad => PlainFaults($"{filed["article"]!["body"]}").Concat($"{filed["article"]!["content_type"]}" == "text/plain" ? [] : ["is not plain"]).Concat(SubjectFaults($"{filed["title"]}")),
        TicketTargetKind.File or TicketTargetKind.Email => throw new InvalidOperationException("Looked at by itself."),
    };

    private static IEnumerable<string> MailFaults(TakenMail taken)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(taken.Text));
        using var mail = MimeMessage.Load(stream);
        string[] headers = ["Bcc", "Cc", "Reply-To"];
        return HtmlFaults(mail.HtmlBody!.Trim()).Concat(PlainFaults(mail.TextBody!.ReplaceLineEndings("\n"))).Concat(SubjectFaults(mail.Subject!))
            .Concat(mail.To.Count == 1 && !headers.Any(name => mail.Headers.Contains(name)) ? [] : ["goes to somebody else"]);
    }

    private static IEnumerable<string> SubjectFaults(string subject) => PlainFaults(subject).Concat(subject.Contains('\n') ? ["more than one line"] : []).Concat(subject.Length > 150 ? ["too long"] : []);

    private static IEnumerable<string> PlainFaults(string text) => text.Any(letter => (char.IsControl(letter) && letter != '\n') || letter is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069') ? ["a character that steers"] : [];

    private static IEnumerable<string> HtmlFaults(string html) => HasMarkup(OurTags().Replace(html, "")) ? ["markup that is not ours"] : [];

    private static IEnumerable<string> FenceFaults(string text)
    {
        const string fence = "{noformat}";
        return text.StartsWith($"{fence}\n", StringComparison.Ordinal) && text.EndsWith($"\n{fence}", StringComparison.Ordinal) && !text[fence.Length..^fence.Length].Contains("{noformat", StringComparison.OrdinalIgnoreCase)
            ? PlainFaults(text)
            : ["is not fenced in"];
    }

    private static bool HasMarkup(string text) => text.Contains('<') || text.Contains('>');

    [GeneratedRegex("</?div>|</?b>|<br>", RegexOptions.NonBacktracking)]
    private static partial Regex OurTags();
}

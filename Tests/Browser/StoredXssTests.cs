using System.Collections.Concurrent;
using System.Text.Json;
using Bot.Activities;
using Bot.Delivery.Targets;
using Bot.Desk;
using Bot.Desk.Accounts;
using Bot.Desk.Pages;
using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Microsoft.Playwright;
using Tests.Desk;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Browser;

/// <summary>What members type, through every field they can fill, in the desk's pages, its export and its tickets as JSON: shown as typed, and never more than text.</summary>
public sealed class StoredXssTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    private const int AtATime = 4;

    /// <summary>What every page of the desk has once, and a page of a ticket besides.</summary>
    private static readonly string[] TicketIds = ["main", "talk", "brief", "chat-state", "live-status"];

    /// <summary>What would be wrong on a page of the desk, found by the page itself.</summary>
    private const string Look = """
        ids => {
          const wrong = [];
          if (window.wasPwned) { wrong.push('ran'); }
          const all = [...document.querySelectorAll('body *')];
          for (const node of all) {
            if (/^(script|iframe|object|embed|img|svg|math|style|link|meta|base|video|audio|template|slot|dialog|marquee|plaintext|xmp|frameset)$/i.test(node.localName)) { wrong.push('has ' + node.localName); }
            for (const attribute of node.attributes) {
              if (/^on/i.test(attribute.name) || attribute.name === 'style' || attribute.name === 'formaction' || attribute.name === 'srcdoc') { wrong.push(node.localName + ' ' + attribute.name); }
            }
            if (node.localName === 'a' && !node.getAttribute('href').startsWith('/desk') && !['#main', '#queue-rows', '#chat-state'].includes(node.getAttribute('href'))) { wrong.push('link ' + node.getAttribute('href')); }
            if (node.localName === 'form' && !node.getAttribute('action').startsWith('/desk')) { wrong.push('form ' + node.getAttribute('action')); }
          }
          for (const typed of document.querySelectorAll('.typed')) { if (typed.childElementCount > 0) { wrong.push('markup in ' + typed.innerHTML); } }
          for (const id of ids) { if (document.querySelectorAll('#' + id).length !== 1) { wrong.push('id ' + id); } }
          if (document.querySelectorAll('[name=form-token]').length < 1 || [...document.querySelectorAll('[name=form-token]')].some(field => field.value === 'stolen')) { wrong.push('token'); }
          return { wrong, text: document.querySelector('main')?.textContent ?? '' };
        }
        """;

    /// <summary>What would be wrong in a mail, or in a description that a ticket system shows as HTML without asking.</summary>
    private const string LookAtMail = """
        () => {
          const wrong = window.wasPwned ? ['ran'] : [];
          for (const node of document.querySelectorAll('body *')) {
            if (!/^(div|b|br)$/.test(node.localName)) { wrong.push('has ' + node.localName); }
            if (node.attributes.length > 0) { wrong.push(node.localName + ' ' + node.attributes[0].name); }
          }
          return { wrong, text: document.body.textContent };
        }
        """;

    /// <summary>What would be wrong in a member's chat: whatever Web Chat does not draw itself for plain words.</summary>
    private const string LookAtChat = """
        () => {
          const wrong = window.wasPwned ? ['ran'] : [];
          const log = document.querySelector('.webchat__basic-transcript');
          for (const node of log.querySelectorAll('.webchat__bubble__content *')) {
            if (/^(script|iframe|object|embed|img|svg|math|style|link|meta|base|video|audio|form|input|a|b|i|em|u|h[1-6]|table|code|pre|blockquote|ul|ol|li|hr|marquee)$/i.test(node.localName)) { wrong.push('has ' + node.outerHTML.slice(0, 120)); }
            if (node.localName === 'strong' && !(node.childElementCount === 0 && /^(KP-[0-9A-Z]{4}-[0-9A-Z]{4}|[A-Za-z0-9 .]*Ana[A-Za-z0-9 .]*)$/.test(node.textContent))) { wrong.push('bold ' + node.outerHTML.slice(0, 120)); }
            for (const attribute of node.attributes) { if (/^on/i.test(attribute.name) || /^(srcdoc|formaction)$/i.test(attribute.name)) { wrong.push(node.localName + ' ' + attribute.name); } }
          }
          return { wrong, text: log.textContent };
        }
        """;

    /// <summary>What an agent might type or paste who means well or ill: Markdown, links of every scheme, mentions and cards.</summary>
    private static readonly string[] FromAgents =
    [
        "<b>bold</b> and <i>slanted</i>", "**bold** and _slanted_ and ~~struck~~", "# A heading", "- one\n- two", "1. one\n2. two", "> quoted", "`code` and ```fence```", "---", "| a | b |\n|---|---|\n| 1 | 2 |",
        "[press here](https://evil.example/)", "[press here](javascript:pwned(1))", "[press here](data:text/html,<script>pwned(2)</script>)", "[press here](vbscript:pwned(3))", "[x]: https://evil.example\n[press][x]",
        "![picture](https://evil.example/a.png)", "![](x)", "![x](javascript:pwned(4))", "<https://evil.example>", "https://evil.example/?token=1", "javascript:pwned(5)", "www.evil.example", "mailto:ana@evil.example", "tel:+15550100",
        "<at>everybody</at>", "&lt;b&gt; and &amp; and &#60;img src=x onerror=pwned(6)&#62;", "\\*not bold\\*", "\u202etxt.exe", "{\"type\":\"AdaptiveCard\"}", "<a href=\"https://evil.example\">sign in here</a>",
    ];

    private static readonly string[] Names = ["[Ana](javascript:pwned(7))", "**Ana** <img src=x onerror=pwned(8)>", "[Ana](https://evil.example)", "![Ana](https://evil.example/a.png)", "Ana"];

    private static string[] Corpus => HostileTickets.Corpus;

    [Fact]
    public async Task Whatever_members_type_stays_text()
    {
        Corpus.Should().HaveCountGreaterThanOrEqualTo(150).And.OnlyHaveUniqueItems();
        var watched = await Watched.OnAsync(await browser.BlankAsync());
        using var lead = await browser.SignInAsync(watched.Page, "lead-xss", AgentRole.Supervisor);
        var beside = await Watched.OnAsync(await watched.Page.Context.NewPageAsync());
        var typed = await FileAllAsync();
        await TheFieldsHoldItAsync(typed);
        await SaveAllAsync();

        var wrong = new ConcurrentBag<string>();
        async Task LookAtTicketAsync(Watched at, string number, string text)
        {
            foreach (var field in new[] { "full_name", "last_known_email" })
            {
                await browser.Server.Of<DeskTickets>().RevealAsync(new DeskAgent(lead.Id, lead.Name, DeskRole.Supervisor), number, field, "calling the member back", CancellationToken.None);
            }

            // What an agent writes is drawn by the same hand.
            using var noted = await lead.PostAsync($"/desk/tickets/{number}/notes", ("text", text));
            await LookAsync(at, $"/desk/tickets/{number}", TicketIds, text, wrong);
        }

        await Task.WhenAll(
            Task.Run(async () => { for (var place = 0; place < Corpus.Length; place++) { await LookAtTicketAsync(watched, typed[place], Corpus[place]); } }),
            Task.Run(async () => { for (var place = 0; place < Corpus.Length; place++) { await LookAtTicketAsync(beside, HostileTickets.NumberOf(place), Corpus[place]); } }));
        for (var path = "/desk?state=all"; path is not null;)
        {
            await LookAsync(watched, path, ["main", "queue-rows"], "", wrong);
            path = await watched.Page.EvaluateAsync<string?>("() => document.querySelector('#queue-rows > p a')?.getAttribute('href') ?? null");
        }

        await LookAsync(watched, "/desk/audit", ["main"], "", wrong);
        wrong.Should().BeEmpty();
        (watched.Dialogs + beside.Dialogs, watched.Outside.Count + beside.Outside.Count).Should().Be((0, 0));
        await TheExportIsSafeAsync(lead);
        await TheJsonIsSafeAsync([.. typed, .. Enumerable.Range(0, Corpus.Length).Select(HostileTickets.NumberOf)]);
    }

    [Fact]
    public async Task Mails_and_HTML_descriptions_stay_text_where_nothing_protects_their_reader()
    {
        var reader = await Watched.OnAsync(await browser.BlankAsync());
        var wrong = new ConcurrentBag<string>();
        for (var place = 0; place < Corpus.Length; place++)
        {
            var brief = TicketBrief.Of(new AllowedTicket(JsonSerializer.SerializeToNode(HostileTickets.TicketWith(place), ConversationJson.Default.Ticket)!.AsObject()));
            await reader.Page.SetContentAsync($"<!DOCTYPE html><html><body>{brief.Html()}</body></html>");
            var seen = await reader.Page.EvaluateAsync<JsonElement>(LookAtMail);
            Report(seen, Corpus[place], TicketBrief.Clean(Corpus[place]), wrong);
        }

        wrong.Should().BeEmpty();
        (reader.Dialogs, reader.Outside.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task What_an_agent_writes_stays_text_in_the_members_chat_and_so_does_their_name()
    {
        var agent = new DeskAgent("agent-hostile", Names[0], DeskRole.Agent);
        await browser.Server.Of<DeskPresence>().HereAsync(agent, isAvailable: true, CancellationToken.None);
        var chat = await browser.OpenChatAsync();
        var watched = await Watched.OnAsync(chat.Page);
        await chat.Page.EvaluateAsync("() => { window.pwned = () => { window.wasPwned = true; }; window.alert = window.pwned; }");
        var number = await chat.WaitsForPersonAsync();
        await browser.Server.Of<DeskClaims>().ClaimAsync(agent, number, CancellationToken.None);
        var (live, typed) = (browser.Server.Of<LiveDesk>(), Corpus.Concat(FromAgents).ToArray());
        foreach (var name in Names.Skip(1))
        {
            (await live.HandBackAsync(agent, number, null, CancellationToken.None)).IsDone.Should().BeTrue();
            browser.Server.Clock.Advance(TimeSpan.FromSeconds(1));
            (await live.JoinAsync(new DeskAgent(agent.Id, name, agent.Role), number, CancellationToken.None)).IsDone.Should().BeTrue();
        }

        for (var place = 0; place < typed.Length; place++)
        {
            (await live.SayAsync(agent, number, typed[place], $"hostile-{place}", CancellationToken.None)).IsDone.Should().BeTrue(typed[place]);
        }

        await live.SayAsync(agent, number, "that was all", "hostile-last", CancellationToken.None);
        await chat.SeesAsync("that was all");

        // What could be a password is taken out of what agents write, too; the rest is there as it was typed.
        var said = (await browser.Server.Of<DeskTickets>().TranscriptAsync(agent, number, after: 0, CancellationToken.None)).Value!.Lines.Where(line => line.Speaker == Speaker.Agent).Select(line => line.Text).ToList();
        said.Should().HaveCount(typed.Length + 1);
        said.Intersect(typed).Should().HaveCountGreaterThan(150);

        // A busy page may show the newest line while it still draws the many before it.
        var shown = said.Select(text => browser.Server.Of<RemovedMarks>().InWords(text, "en")).ToList();
        var seen = await chat.Page.EvaluateAsync<JsonElement>(LookAtChat);
        for (var looks = 0; looks < 60 && !shown.TrueForAll(text => IsShown(seen, text)); looks++)
        {
            await chat.Page.WaitForTimeoutAsync(500);
            seen = await chat.Page.EvaluateAsync<JsonElement>(LookAtChat);
        }

        var wrong = new ConcurrentBag<string>();
        foreach (var text in said)
        {
            Report(seen, $"the chat, {text}", browser.Server.Of<RemovedMarks>().InWords(text, "en"), wrong);
        }

        string.Join('\n', wrong.Distinct().Take(40)).Should().BeEmpty();
        (watched.Dialogs, watched.Outside.Count, chat.Outside.Count, chat.Errors.Count).Should().Be((0, 0, 0, 0));
        await chat.ShootAsync("hostile-agent");
    }

    private static async Task LookAsync(Watched at, string path, string[] ids, string text, ConcurrentBag<string> wrong)
    {
        await at.Page.GotoAsync(path);
        Report(await at.Page.EvaluateAsync<JsonElement>(Look, ids), $"{path} {text}", SafeText.Show(text), wrong);
    }

    private static bool IsShown(JsonElement seen, string text) => Squeezed(seen.GetProperty("text").GetString()!).Contains(Squeezed(text), StringComparison.Ordinal);

    private static void Report(JsonElement seen, string what, string shown, ConcurrentBag<string> wrong)
    {
        foreach (var fault in seen.GetProperty("wrong").EnumerateArray())
        {
            wrong.Add($"{what}: {fault}");
        }

        if (!IsShown(seen, shown))
        {
            wrong.Add($"{what}: is not shown");
        }
    }

    private async Task<string[]> FileAllAsync()
    {
        var numbers = new string[Corpus.Length];
        await Parallel.ForAsync(0, Corpus.Length, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (place, _) => numbers[place] = await FileAsync(Corpus[place], place));
        return numbers;
    }

    /// <summary>Most of it gets through: the rest reads as something else, such as an address to look at, and is kept as that.</summary>
    private async Task TheFieldsHoldItAsync(string[] numbers)
    {
        var tickets = await browser.Server.Of<TicketStore>().FindTicketsAsync(numbers, CancellationToken.None);
        foreach (var (field, least) in new[] { ("full_name", 1), ("error_wording", 1), ("browser", 1), ("device", 1), ("app_version", 1) })
        {
            tickets.Select(stored => stored.Ticket).Count(ticket => ticket.Checklist.Any(item => item.Id == field && item.Value == Corpus[Array.IndexOf(numbers, ticket.Number)].Trim())).Should().BeGreaterThanOrEqualTo(least, field);
        }

        foreach (var field in new[] { "date_of_birth", "member_number", "last_known_email", "last_sign_in", "error_time" })
        {
            tickets.Count(stored => stored.Ticket.Checklist.Any(item => item.Id == field && item.State == "given")).Should().BeGreaterThan(Corpus.Length / 2, "{0} was given beside it", field);
        }
    }

    /// <summary>Tickets that hold it in every field, also where the engine would have read a date or a number from it.</summary>
    private async Task SaveAllAsync()
    {
        for (var place = 0; place < Corpus.Length; place++)
        {
            var ticket = HostileTickets.TicketWith(place);
            await browser.Server.Of<IConversationStore>().TrySaveAsync(TestTurns.Turn(null, "m1", Corpus[place], TestTurns.Key(ticket.ConversationId), ticket), CancellationToken.None);
        }
    }

    /// <summary>
    /// One member who fills everything they can with it: what they say, who they are, their device, what their client adds, and every question of the checklist for the website
    /// and for the app. Where only a date, a number or an address is taken, it is said alone first, and then beside a good one.
    /// </summary>
    private async Task<string> FileAsync(string text, int place)
    {
        using var chat = await browser.Server.ChatAsync($"dl_xss{place}");
        var facts = new { browser = text, browserVersion = text, os = text, osVersion = text, device = text, platform = text };
        using var device = await chat.PostAsync(new
        {
            type = "event",
            name = "assistant/device",
            value = facts,
            from = new { id = text, name = text },
            channelData = new { clientActivityID = $"device-{place}", note = text },
        });
        using var said = await chat.PostAsync(new
        {
            type = "message",
            text,
            locale = text,
            localTimezone = text,
            from = new { id = text, name = text },
            attachments = new[] { new { contentType = text, contentUrl = text, name = text } },
            entities = new[] { new { type = text, text } },
            channelData = new { clientActivityID = $"said-{place}", note = text },
        });
        await chat.SaysAsync("start over");

        return await chat.SendsTicketAsync(
            new Dictionary<string, string[]>
            {
                ["checklist.ask-full-name"] = [text],
                ["checklist.ask-date-of-birth"] = [text, $"March 14 1985 {text}"],
                ["checklist.ask-member-number"] = [text, $"12345678 {text}"],
                ["checklist.ask-contact"] = [text, $"jo{place}@example.org {text}"],
                ["checklist.ask-last-sign-in"] = [text, $"last Tuesday {text}"],
                ["checklist.ask-error-text"] = [text],
                ["checklist.ask-error-time"] = [text, $"yesterday at 3 pm {text}"],
                ["checklist.ask-platform"] = [text],
                ["checklist.ask-browser"] = [text],
                ["checklist.ask-device"] = [text],
                ["checklist.ask-app-version"] = [text, $"8.1 {text}"],
            },
            new Dictionary<string, string[]>
            {
                ["checklist.ask-platform"] = ["on-web", "in-app"],
                ["checklist.review"] = ["change"],
                ["checklist.pick-item"] = ["edit-platform"],
            });
    }

    private static async Task TheExportIsSafeAsync(DeskVisitor lead)
    {
        using var file = await lead.PostAsync("/desk/export?state=all");
        var cells = CellsOf(await file.Content.ReadAsStringAsync());

        file.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        cells.Where(cell => cell.Length > 0 && "=+-@\t\r＝＋－＠".Contains(cell[0], StringComparison.Ordinal)).Should().BeEmpty();
        cells.Where(cell => cell.Length > 1 && cell[0] == '\'' && "=+-@＝".Contains(cell[1], StringComparison.Ordinal)).Should().NotBeEmpty("the words that members copied are in it");
    }

    private async Task TheJsonIsSafeAsync(string[] numbers)
    {
        using var desk = browser.Server.Caller(DirectLineServer.DeskKey);
        foreach (var number in numbers)
        {
            using var answer = await desk.GetAsync($"/api/desk/tickets/{number}");
            var raw = await answer.Content.ReadAsStringAsync();

            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
            answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            raw.Should().NotContain("<").And.NotContain(">");
            JsonDocument.Parse(raw).RootElement.TryGetProperty("ticket", out _).Should().BeTrue();
        }
    }

    /// <summary>As a spreadsheet reads it.</summary>
    private static List<string> CellsOf(string csv)
    {
        var cells = new List<string>();
        var at = 0;
        while ((at = csv.IndexOf('"', at)) >= 0)
        {
            var cell = new System.Text.StringBuilder();
            for (at++; csv[at] != '"' || (at + 1 < csv.Length && csv[at + 1] == '"'); at++)
            {
                at += csv[at] == '"' ? 1 : 0;
                cell.Append(csv[at]);
            }

            cells.Add(cell.ToString());
            at++;
        }

        return cells;
    }

    private static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    /// <summary>A page that tells when something ran on it, asked something, or went to somewhere else.</summary>
    private sealed class Watched
    {
        private Watched(IPage page)
        {
            Page = page;
            page.Dialog += (_, dialog) => { Dialogs++; _ = dialog.DismissAsync(); };
            page.Request += (_, request) => Note(request.Url);
        }

        internal IPage Page { get; }

        internal int Dialogs { get; private set; }

        internal List<string> Outside { get; } = [];

        internal static async Task<Watched> OnAsync(IPage page)
        {
            await page.AddInitScriptAsync("window.pwned = () => { window.wasPwned = true; }; window.alert = window.pwned;");
            return new Watched(page);
        }

        private void Note(string address)
        {
            if (!new Uri(address).IsLoopback && !address.StartsWith("data:", StringComparison.Ordinal) && !address.StartsWith("about:", StringComparison.Ordinal))
            {
                Outside.Add(address);
            }
        }
    }
}

using System.Text.Json;
using Bot.Desk.Accounts;
using Bot.Desk.Pages;
using FluentAssertions;
using Tests.Desk;
using Tests.Given;
using Tests.Shape;
using Xunit;

namespace Tests.Browser;

/// <summary>What members type, through every field they can fill, in the desk's pages, its export and its tickets as JSON: shown as typed, and never more than text.</summary>
public sealed class StoredXssTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    private const int AtATime = 4;

    /// <summary>What would be wrong on a page, found by the page itself.</summary>
    private const string Look = """
        () => {
          const wrong = [];
          if (window.wasPwned) { wrong.push('ran'); }
          const all = [...document.querySelectorAll('body *')];
          for (const node of all) {
            if (/^(script|iframe|object|embed|img|svg|math|style|link|meta|base|video|audio|template|slot|dialog|marquee|plaintext|xmp|frameset)$/i.test(node.localName)) { wrong.push('has ' + node.localName); }
            for (const attribute of node.attributes) {
              if (/^on/i.test(attribute.name) || attribute.name === 'style' || attribute.name === 'formaction' || attribute.name === 'srcdoc') { wrong.push(node.localName + ' ' + attribute.name); }
            }
            if (node.localName === 'a' && !node.getAttribute('href').startsWith('/desk') && node.getAttribute('href') !== '#main') { wrong.push('link ' + node.getAttribute('href')); }
            if (node.localName === 'form' && !node.getAttribute('action').startsWith('/desk')) { wrong.push('form ' + node.getAttribute('action')); }
          }
          for (const typed of document.querySelectorAll('.typed')) { if (typed.childElementCount > 0) { wrong.push('markup in ' + typed.innerHTML); } }
          for (const id of ['main', 'talk', 'brief', 'chat-state', 'live-status']) { if (document.querySelectorAll('#' + id).length !== 1) { wrong.push('id ' + id); } }
          if (document.querySelectorAll('[name=form-token]').length < 1 || [...document.querySelectorAll('[name=form-token]')].some(field => field.value === 'stolen')) { wrong.push('token'); }
          return { wrong, text: document.querySelector('.ticket')?.textContent ?? '' };
        }
        """;

    private static readonly string[] Corpus = File.ReadAllLines(RepositoryFolder.Of("Tests", "Desk", "stored-xss.txt"));

    [Fact]
    public async Task Whatever_members_type_stays_text()
    {
        Corpus.Should().HaveCountGreaterThanOrEqualTo(150).And.OnlyHaveUniqueItems();
        var page = await browser.BlankAsync();
        await page.AddInitScriptAsync("window.pwned = () => { window.wasPwned = true; }; window.alert = window.pwned;");
        var dialogs = 0;
        page.Dialog += (_, dialog) => { dialogs++; _ = dialog.DismissAsync(); };
        var outside = new List<string>();
        page.Request += (_, request) => { if (!new Uri(request.Url).IsLoopback && !request.Url.StartsWith("data:", StringComparison.Ordinal)) { outside.Add(request.Url); } };
        using var lead = await browser.SignInAsync(page, "lead-xss", AgentRole.Supervisor);
        var numbers = await FileAllAsync();

        var wrong = new List<string>();
        for (var place = 0; place < Corpus.Length; place++)
        {
            // In the emergency of it, too: what an agent writes is drawn by the same hand.
            using var noted = await lead.PostAsync($"/desk/tickets/{numbers[place]}/notes", ("text", Corpus[place]));
            await page.GotoAsync($"/desk/tickets/{numbers[place]}");
            var seen = await page.EvaluateAsync<JsonElement>(Look);
            wrong.AddRange(seen.GetProperty("wrong").EnumerateArray().Select(fault => $"{Corpus[place]}: {fault}"));
            if (!Squeezed(seen.GetProperty("text").GetString()!).Contains(Squeezed(SafeText.Show(Corpus[place])), StringComparison.Ordinal))
            {
                wrong.Add($"{Corpus[place]}: is not shown");
            }
        }

        wrong.Should().BeEmpty();
        (dialogs, outside.Count).Should().Be((0, 0));
        await TheExportIsSafeAsync(lead);
        await TheJsonIsSafeAsync(numbers);
    }

    private async Task<string[]> FileAllAsync()
    {
        var numbers = new string[Corpus.Length];
        await Parallel.ForAsync(0, Corpus.Length, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (place, _) => numbers[place] = await FileAsync(Corpus[place], place));
        return numbers;
    }

    /// <summary>One member who fills everything they can with it: what they say, who they are, their device, the checklist, and what their client adds.</summary>
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
        using var said = await chat.PostAsync(new { type = "message", text, locale = text, from = new { id = text, name = text }, channelData = new { clientActivityID = $"said-{place}", note = text } });
        await chat.SaysAsync("start over");
        return await chat.SendsTicketAsync(new Dictionary<string, string>
        {
            ["checklist.ask-full-name"] = text,
            ["checklist.ask-error-text"] = text,
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
}

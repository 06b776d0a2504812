using System.Net;
using System.Text.RegularExpressions;
using Bot.Desk.Accounts;
using Engine.Replies;
using FluentAssertions;
using KnowledgeBase.Loading;
using KnowledgeBase.Wordings;
using Microsoft.Extensions.DependencyInjection;
using Tests.Accounts;
using Tests.Given;
using Tests.Transcripts;
using Xunit;

namespace Tests.Shape;

/// <summary>A language is content: one that no line of code names is spoken, heard, mailed and shown, and nothing of it is English.</summary>
public sealed partial class ThirdLanguageTests : IAsyncLifetime
{
    private const string MemberEmail = "member2@example.org";

    /// <summary>These switch languages, or are told in one.</summary>
    private static readonly string[] AboutLanguage = ["language/", "es/", "asking-the-helper/bot-help-language.txt"];

    /// <summary>Who is followed into another language hears in the first one how to get back.</summary>
    private static readonly string WayBack = MadeUpLanguage.Knowledge.Wordings.Say("global.language-way", "en", Values.None);

    private readonly DirectLineServer _server = DirectLineServer.Start(services =>
    {
        services.AddSingleton(MadeUpLanguage.Knowledge);
        services.AddSingleton(MadeUpLanguage.Recogniser);
    });

    private DirectLineChat _chat = null!;

    public async ValueTask InitializeAsync() => _chat = await _server.ChatAsync();

    public async ValueTask DisposeAsync()
    {
        _chat.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void Its_content_loads_and_lacks_nothing() =>
        MadeUpLanguage.Knowledge.Check(new DateOnly(2026, 11, 27)).Where(warning => warning.Kind == WarningKind.Untranslated).Should().BeEmpty();

    [Fact]
    public void One_wording_that_is_missing_stops_the_start()
    {
        var load = () => MadeUpLanguage.Load(folder => File.Delete(Path.Combine(folder, "wordings", MadeUpLanguage.Id, "card.yaml")));

        load.Should().Throw<ContentFaultsException>().WithMessage($"*the wording 'card.*' is missing in the language '{MadeUpLanguage.Id}'*");
    }

    [Fact]
    public async Task A_member_who_writes_in_it_is_understood_and_answered_in_it_up_to_the_ticket()
    {
        var said = await SaysAsync("it says my account is temporarily locked, i tried too many times");
        said.AddRange(await SaysAsync("i want to talk to a person please"));
        for (var turns = 0; turns < 20 && !said.Exists(line => line.Wording == "checklist.sent"); turns++)
        {
            said.AddRange(await PressesAsync("start", "declined", "unknown", "send"));
        }

        said.Select(line => line.Wording).Should().Contain(["understood.account-locked", "checklist.sent"]);
        Leaks(said.Select(line => line.Text)).Should().BeEmpty();
        using var ana = await DeskVisitor.SignedInAsync(_server, AgentRole.Agent);
        var queue = await ana.PageAsync($"/desk?language={MadeUpLanguage.Id}");
        queue.Should().MatchRegex($"<option value=\"{MadeUpLanguage.Id}\"[^>]*>{MadeUpLanguage.InEnglish}</option>").And.MatchRegex("KP-[0-9A-Z]{4}-[0-9A-Z]{4}");
        (await ana.PageAsync("/desk?language=es")).Should().NotMatchRegex("KP-[0-9A-Z]{4}-[0-9A-Z]{4}");
    }

    [Fact]
    public async Task Not_one_sentence_of_any_transcript_is_in_another_language()
    {
        var (leaks, said) = (new SortedSet<string>(), 0);
        foreach (var name in TranscriptFile.Names.Where(name => !AboutLanguage.Any(own => name.StartsWith(own, StringComparison.Ordinal))))
        {
            var transcript = TranscriptFile.Read(name);
            var typed = transcript.Lines.Where(line => line.Who != "bot").SelectMany(line => Words().Matches(line.What)).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var assistant = MadeUpLanguage.Assistant();
            await TranscriptRun.OfAsync(transcript, MadeUpLanguage.Id, entry =>
            {
                // Before it was picked, and where somebody cried for help in English.
                if (assistant.Conversation.Locale == MadeUpLanguage.Id)
                {
                    said++;
                    leaks.UnionWith(Leaks(SeenIn(entry.Reply!)).Where(leak => !typed.Contains(leak.Split(' ')[0])).Select(leak => $"{entry.Reply!.Wording}: {leak} ({name})"));
                }
            }, assistant);
        }

        said.Should().BeGreaterThan(1_000);
        string.Join('\n', leaks).Should().BeEmpty();
    }

    [Fact]
    public async Task A_fix_is_told_step_by_step_in_it()
    {
        var said = await SaysAsync("the page stays blank after i sign in with chrome on my laptop");
        said.AddRange(await SaysAsync("yes please"));
        said.AddRange(await SaysAsync("it did not work"));

        said.Should().Contain(line => line.Wording.StartsWith("fix-error.", StringComparison.Ordinal));
        Leaks(said.Select(line => line.Text)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("by email", "email")]
    [InlineData("by text", "text")]
    public async Task A_code_comes_in_it_and_opens_an_account(string way, string channel)
    {
        var said = await SaysAsync("i forgot my password");
        said.AddRange(await SaysAsync(MemberEmail, asTyped: true));
        said.AddRange(await SaysAsync(way));
        var sent = (await PortalVisitor.MessagesAsync(_server)).First(message => message.Channel == channel);
        said.AddRange(await SaysAsync(PortalVisitor.CodeIn(sent), asTyped: true));

        said.Select(line => line.Wording).Should().Contain("recovery.ask-page", "{0}", string.Join('\n', said));
        Leaks([.. said.Select(line => line.Text), sent.Subject ?? "", sent.Text]).Should().BeEmpty();
    }

    [Fact]
    public async Task It_is_had_for_the_asking_and_left_again()
    {
        await _chat.SaysAsync("my account is locked");
        var asked = await SaysAsync("can we speak russian", asTyped: true);
        var left = await SaysAsync("english please", asTyped: true);

        asked.Should().Contain(line => line.Wording == "global.language-changed" && Cyrillic().IsMatch(line.Text));
        Leaks(asked.Select(line => line.Text)).Should().BeEmpty();
        left.Should().Contain(line => line.Wording == "global.language-changed" && !Cyrillic().IsMatch(line.Text));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/portal")]
    [InlineData("/portal/forgot")]
    [InlineData("/portal/once/none")]
    [InlineData("/portal/undo/none")]
    public async Task A_page_for_members_is_in_it_and_offers_it_to_others(string path)
    {
        using var client = _server.Caller();

        var page = await ReadAsync($"{path}?lang={MadeUpLanguage.Id}");
        var english = await ReadAsync($"{path}?lang=en");

        page.Should().Contain($"<html lang=\"{MadeUpLanguage.Id}\"");
        Leaks([Shown(page)]).Should().BeEmpty();
        english.Should().Contain("Русский");

        // A page that is gone says so in words, and with a status of its own.
        async Task<string> ReadAsync(string address) => await (await client.GetAsync(address)).Content.ReadAsStringAsync();
    }

    private static IEnumerable<string> SeenIn(Reply reply) => [reply.Text, .. reply.Choices.Select(choice => choice.Label), reply.Card?.AsText() ?? ""];

    private async Task<List<Line>> SaysAsync(string english, bool asTyped = false)
    {
        var before = (await _chat.RepliesAsync()).Count;
        _server.Clock.Advance(TimeSpan.FromSeconds(20));
        await _chat.SaysAsync(asTyped ? english : MadeUpLanguage.Of(english));

        return await SinceAsync(before);
    }

    private async Task<List<Line>> PressesAsync(params string[] choices)
    {
        var replies = await _chat.RepliesAsync();
        var actions = replies[^1].GetProperty("suggestedActions").GetProperty("actions").EnumerateArray().ToList();
        var action = choices.Select(choice => actions.Find(one => one.GetProperty("value").GetProperty("choice").GetString() == choice)).First(found => found.ValueKind == System.Text.Json.JsonValueKind.Object);
        _server.Clock.Advance(TimeSpan.FromSeconds(20));
        using var answer = await _chat.PostAsync(new { type = "message", value = action.GetProperty("value") });

        return await SinceAsync(replies.Count);
    }

    /// <summary>All that a member sees of each answer: the text, its buttons, its cards.</summary>
    private async Task<List<Line>> SinceAsync(int before) =>
        [.. (await _chat.RepliesAsync()).Skip(before).Select(reply => new Line(
            reply.GetProperty("channelData").GetProperty("assistant").GetProperty("wording").GetString()!,
            string.Join('\n', SeenIn(reply))))];

    private static IEnumerable<string> SeenIn(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Value.ValueKind != System.Text.Json.JsonValueKind.String ? SeenIn(property.Value)
            : property.Name is "text" or "title" or "speak" or "altText" or "displayText" or "label" or "placeholder" ? [property.Value.GetString()!] : []),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(SeenIn),
        _ => [],
    };

    /// <summary>Words in Latin letters that are no name, address or number.</summary>
    private static IEnumerable<string> Leaks(IEnumerable<string> texts) =>
        texts.SelectMany(text => Words().Matches(Names().Replace(text.Replace(WayBack, "", StringComparison.Ordinal), " ")).Select(word => $"{word.Value} in: {text}"));

    private static string Shown(string page) =>
        WebUtility.HtmlDecode(Unseen().Replace(page, match => match.Groups["label"].Success ? $" {match.Groups["label"].Value} " : " "));

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Words();

    [GeneratedRegex(@"https?://[^\s)]+|[\w•*.]+@[\w.]+|Kaiser Permanente|Demo Health Plan|kp\.org|KP-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Names();

    [GeneratedRegex("\\p{IsCyrillic}{3}")]
    private static partial Regex Cyrillic();

    [GeneratedRegex("""<(script|style)\b.*?</\1>|<(\w+)[^>]*\blang="(?:en|es)"[^>]*>[^<]*</\2>|<[^>]*?\b(?:aria-label|alt|placeholder)="(?<label>[^"]*)"[^>]*>|<[^>]*>""", RegexOptions.Singleline)]
    private static partial Regex Unseen();

    private sealed record Line(string Wording, string Text);
}

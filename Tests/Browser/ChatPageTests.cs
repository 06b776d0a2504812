using Deque.AxeCore.Playwright;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Tests.Browser;

public class ChatPageTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 900)]
    public async Task A_locked_out_member_goes_from_the_first_word_to_a_ticket(int width, int height)
    {
        var chat = await browser.OpenAsync(width, height);
        await chat.SaysAsync("it says my account is temporarly locked, tried 5 times");
        await chat.SeesAsync("locked for now");
        await chat.ShootAsync($"locked-{width}");

        await chat.SaysAsync("I want to talk to a person");
        await AnswerChecklistAsync(chat);
        await chat.ShootAsync($"review-{width}");
        await chat.PressesAsync("Send it");
        await chat.SeesAsync("Your ticket number is");
        await chat.ShootAsync($"sent-{width}");

        chat.Errors.Should().BeEmpty();
        chat.Outside.Should().BeEmpty();
    }

    [Fact]
    public async Task A_reload_in_the_middle_loses_nothing()
    {
        var chat = await browser.OpenAsync();
        await chat.SaysAsync("my account is locked");
        await chat.SeesAsync("locked for now");

        await chat.Page.ReloadAsync();
        await chat.SeesAsync("locked for now");
        await chat.SaysAsync("why do you ask?");
        await chat.SeesAsync("why do you ask?");

        (await chat.CountAsync("What happens when you try to sign in")).Should().Be(1, "the member is greeted once");
    }

    [Fact]
    public async Task A_new_chat_begins_with_the_greeting_alone()
    {
        var chat = await browser.OpenAsync();
        await chat.SaysAsync("my account is locked");
        await chat.SeesAsync("locked for now");

        await chat.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "New chat" }).ClickAsync();
        await chat.SeesAsync("What happens when you try to sign in");

        (await chat.TranscriptAsync()).Should().NotContain("locked for now");
    }

    [Fact]
    public async Task An_empty_line_in_a_message_is_one_gap()
    {
        const string EmptyLines = "() => [...document.querySelectorAll('.webchat__text-content')].filter(line => line.textContent === '').map(line => line.offsetHeight)";
        var chat = await browser.OpenAsync();
        await chat.SaysAsync("I want to talk to a person");
        await chat.SeesAsync("What you tell me is kept safe");

        (await chat.Page.EvaluateAsync<int[]>(EmptyLines)).Should().NotBeEmpty().And.OnlyContain(height => height == 0);
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard_alone()
    {
        var chat = await browser.OpenAsync();
        await chat.Input.FocusAsync();
        await chat.Page.Keyboard.TypeAsync("my account is locked");
        await chat.Page.Keyboard.PressAsync("Enter");
        await chat.SeesAsync("locked for now");

        await FocusButtonAsync(chat, "New chat");
        var focused = await chat.Page.EvaluateAsync<string>("() => document.activeElement.textContent");
        focused.Should().Be("New chat");
    }

    [Theory]
    [InlineData(320, 640)]
    [InlineData(640, 400)]
    public async Task Nothing_is_cut_off_on_a_small_screen_or_at_twice_the_size(int width, int height)
    {
        var chat = await browser.OpenAsync(width, height);
        await chat.SaysAsync("the page stays blank");
        await chat.SeesAsync("blank");

        var overflow = await chat.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        overflow.Should().BeLessThanOrEqualTo(0);
        (await chat.Input.IsVisibleAsync()).Should().BeTrue();
        await chat.ShootAsync($"small-{width}");
    }

    [Fact]
    public async Task The_page_adds_no_barrier_of_its_own_in_any_state()
    {
        var chat = await browser.OpenAsync();
        await ShouldBeCleanAsync(chat, "greeting");

        await chat.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Privacy" }).ClickAsync();
        await ShouldBeCleanAsync(chat, "privacy open");

        await chat.SaysAsync("I want to talk to a person");
        await AnswerChecklistAsync(chat);
        await ShouldBeCleanAsync(chat, "review card");
    }

    [Fact]
    public async Task Browser_and_system_are_noted_only_with_consent()
    {
        var chat = await browser.OpenAsync();
        await chat.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Yes, note it" }).ClickAsync();
        await chat.SaysAsync("I want to talk to a person");
        await chat.SeesAsync("Shall we start");

        (await chat.Page.Locator("#consent").IsVisibleAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task One_line_puts_the_chat_on_a_page_of_the_plan()
    {
        var page = await browser.BlankAsync();
        await page.RouteAsync("**/plan-page", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"<!doctype html><html lang=en><title>Plan</title><main><h1>Plan</h1></main><script src='{browser.Server.Address}embed.js' async></script></html>",
        }));
        await page.GotoAsync($"{browser.Server.Address}plan-page");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Help with signing in" }).ClickAsync();

        await page.FrameLocator("iframe").Locator("[data-id='webchat-sendbox-input']").WaitForAsync();
    }

    /// <summary>Answers whatever is asked, since what was said before is not asked again.</summary>
    private static async Task AnswerChecklistAsync(ChatDriver chat)
    {
        const string Done = "what I would send";
        (string Question, string Answer)[] answers =
        [
            ("Shall we start", "yes"), ("full name", "Pat Example"), ("date of birth", "4/12/1980"), ("member ID", "12345678"), ("email or phone", "pat@example.com"),
            ("last get in", "last Tuesday"), ("word for word", "Account temporarily locked"), ("When did it happen", "yesterday at 9:15"), ("website or in the phone app", "on the website"),
            ("Which browser", "Chrome 141"),
        ];
        while (await chat.SeesOneOfAsync([Done, .. answers.Select(pair => pair.Question)]) is var seen && seen != Done)
        {
            var open = answers.First(pair => pair.Question == seen);
            answers = [.. answers.Where(pair => pair != open)];
            await chat.SaysAsync(open.Answer);
        }
    }

    private static async Task FocusButtonAsync(ChatDriver chat, string name)
    {
        const int MostTabs = 40;
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await chat.Page.Keyboard.PressAsync("Shift+Tab");
            if (await chat.Page.EvaluateAsync<string>("() => document.activeElement.textContent") == name)
            {
                return;
            }
        }
    }

    private static async Task ShouldBeCleanAsync(ChatDriver chat, string state)
    {
        var found = await chat.Page.RunAxe();
        var ours = found.Violations.Where(violation => violation.Nodes.Any(node => !node.Html.Contains("webchat", StringComparison.Ordinal)));

        ours.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}").Should().BeEmpty("in the state \"{0}\"", state);
    }
}

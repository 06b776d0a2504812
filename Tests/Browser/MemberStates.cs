using Microsoft.Playwright;
using Tests.Accounts;
using Tests.Given;

namespace Tests.Browser;

/// <summary>Leads a member's page through every state it can be in, in one language, and has each of them looked at. All it says and waits for comes from the wordings.</summary>
internal sealed class MemberStates(DeskBrowser browser, ChatDriver chat, string language, Func<ChatDriver, string, Task> look)
{
    private static readonly Dictionary<string, string> Danger = new() { ["en"] = "I have chest pain and I can't breathe", ["es"] = "me duele el pecho y no puedo respirar" };

    /// <summary>How a wording begins in a language, as far as nothing is filled in.</summary>
    internal static string Begins(string wording, string language) => Assistant.Knowledge.Wordings.Find(wording, language).Say.Split('{', '\n', '*', '[')[0].Trim();

    internal static string Label(string wording, string choice, string language) => Assistant.Knowledge.Wordings.Find(wording, language).Choices.Single(known => known.Id == choice).Label;

    internal static string OnPage(string id, string language) => Assistant.Knowledge.Wordings.Find($"page.{id}", language).Say;

    internal async Task WalkAsync()
    {
        await look(chat, "greeting");
        await PressAsync(OnPage("privacy", language));
        await look(chat, "privacy");
        await PressAsync(OnPage("privacy", language));
        await PressAsync(OnPage("consent-no", language));

        await ChooseAsync("triage.greet", "account-locked", "understood.account-locked");
        await look(chat, "steps-of-a-fix");
        await chat.SaysAsync(Label("manner.heard", "no-cards", language));
        await chat.SeesAsync(Begins("accessibility.after-no-cards", language));
        await look(chat, "settings-no-cards");
        await chat.SaysAsync(Label("manner.heard", "as-before", language));
        await chat.SeesAsync(Begins("accessibility.after-as-before", language));

        await KeepCardAsync();
        await AskForPersonAsync();
    }

    /// <summary>Where the accounts are connected: from a forgotten password over a wrong code to the one-time page's link, and the choice of a second step.</summary>
    internal async Task WalkAccountAsync(string member)
    {
        await ChooseAsync("triage.greet", "forgot-password", "prove-identity.ask-account");
        await look(chat, "account-asked");
        await chat.SaysAsync($"{member}@example.org");
        await chat.SeesAsync(Begins("prove-identity.choose-contact", language));
        await look(chat, "ways-for-a-code");
        await ChooseAsync("prove-identity.choose-contact", "email", "prove-identity.ask-code");
        await look(chat, "code-asked");
        await chat.SaysAsync("00000000");
        await chat.SeesAsync(Begins("prove-identity.after-wrong", language));
        await look(chat, "code-was-wrong");
        await chat.SaysAsync(await CodeAsync(member));
        await chat.SeesAsync(Begins("recovery.ask-page", language));
        await look(chat, "one-time-link");
        await chat.SaysAsync(Assistant.Knowledge.Wordings.Find("topics.mfa-setup", language).Say);
        await chat.SeesAsync(Begins("second-factor.ask-method", language));
        await look(chat, "second-steps");
    }

    private async Task<string> CodeAsync(string member) => PortalVisitor.CodeIn((await PortalVisitor.MessagesAsync(browser.Server)).First(message => message.Member == member && message.Channel == "email"));

    /// <summary>What the page says of itself when something goes wrong, and a cry for help.</summary>
    internal async Task WalkTroubleAsync()
    {
        await chat.SaysAsync(Danger[language]);
        await chat.SeesAsync("911");
        await look(chat, "emergency");

        await chat.Page.EvaluateAsync("() => { const kept = JSON.parse(sessionStorage.getItem('sign-in-chat')); sessionStorage.setItem('sign-in-chat', JSON.stringify({ ...kept, token: 'spent' })); }");
        await chat.Page.ReloadAsync();
        await NoticeAsync("ended");
        await look(chat, "ended");

        await chat.Page.RouteAsync("**/chat/token", route => route.FulfillAsync(new RouteFulfillOptions { Status = 429 }));
        await NewChatAsync();
        await NoticeAsync("too-many");
        await look(chat, "too-many");

        await chat.Page.RouteAsync("**/chat/token", route => route.AbortAsync());
        await NewChatAsync();
        await NoticeAsync("not-reached");
        await look(chat, "not-reached");
    }

    private async Task KeepCardAsync()
    {
        await chat.SaysAsync(Assistant.Knowledge.Wordings.Find("topics.preparedness", language).Say);
        await chat.SeesAsync(Begins("preparedness.offer", language));
        await ChooseAsync("preparedness.offer", "start", "preparedness.ask-contacts");
        await look(chat, "choices");
        await ChooseAsync("preparedness.ask-contacts", "contacts-old", "preparedness.ask-second-way");
        await ChooseAsync("preparedness.ask-second-way", "one-way", "preparedness.ask-details");
        await ChooseAsync("preparedness.ask-details", "details-missing", "preparedness.ask-helper");
        await ChooseAsync("preparedness.ask-helper", "nobody", "preparedness.show-card");
        await look(chat, "card");
        await ChooseAsync("preparedness.show-card", "remind-me", "preparedness.remind");
        await look(chat, "calendar-link");
        await ChooseAsync("preparedness.remind", "all-set", "preparedness.done");
    }

    private async Task AskForPersonAsync()
    {
        var agent = await browser.SignInAsync($"Agent {Guid.CreateVersion7():N}"[..20]);
        await agent.PressesAsync("Take chats");
        await agent.SeesAsync("You take chats.");

        await chat.SaysAsync(Label("triage.offer-person", "agent", language));
        await chat.SeesAsync(Begins("checklist.introduce", language));
        await look(chat, "checklist");
        await ChooseAsync("checklist.introduce", "start", "checklist.ask-full-name");
        await look(chat, "question");
        await chat.SaysAsync("José Núñez");
        string[] questions = ["date-of-birth", "member-number", "contact", "last-sign-in", "error-text", "error-time", "platform", "browser"];
        var answered = new HashSet<string>();
        while (await chat.SeesOneOfAsync([Begins("checklist.review", language), .. questions.Where(question => !answered.Contains(question)).Select(question => Begins($"checklist.ask-{question}", language))]) is var seen
            && seen != Begins("checklist.review", language))
        {
            var question = questions.Single(known => Begins($"checklist.ask-{known}", language) == seen);
            answered.Add(question);
            var choices = Assistant.Knowledge.Wordings.Find($"checklist.ask-{question}", language).Choices;
            await chat.SaysAsync((choices.FirstOrDefault(choice => choice.Id == "declined") ?? choices[0]).Label);
        }

        await look(chat, "review");
        await PressAsync(Label("checklist.review", "send", language));
        await chat.SeesAsync(Begins("live-agent.offer", language));
        await look(chat, "sent");
        await ChooseAsync("live-agent.offer", "wait", "live-agent.waiting");
        await look(chat, "in-line");

        var number = System.Text.RegularExpressions.Regex.Match(await chat.TranscriptAsync(), "KP-[0-9A-Z]{4}-[0-9A-Z]{4}").Value;
        await agent.OpensAsync(number);
        await agent.PressesAsync("Claim");
        await chat.SeesAsync(Begins("live-agent.with-agent", language));
        await agent.SaysAsync("I am looking at it now");
        await chat.SeesAsync("I am looking at it now");
        await look(chat, "live-chat");
        await agent.UnfoldsAsync("End or pass on the chat");
        await agent.PressesAsync("Hand back");
        await chat.SeesAsync(Begins("live-agent.survey", language));
        await look(chat, "survey");
        await ChooseAsync("live-agent.survey", "solved", "live-agent.thanks");
    }

    private async Task ChooseAsync(string wording, string choice, string leadsTo)
    {
        await PressAsync(Label(wording, choice, language));
        await chat.SeesAsync(Begins(leadsTo, language));
    }

    private Task PressAsync(string label) => chat.PressesAsync(label);

    private Task NewChatAsync() => PressAsync(OnPage("new-chat", language));

    private Task NoticeAsync(string id) =>
        chat.Page.Locator("#notice").Filter(new LocatorFilterOptions { HasText = OnPage(id, language) }).WaitForAsync();
}

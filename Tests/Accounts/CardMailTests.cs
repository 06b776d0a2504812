using Bot.Delivery.Messages;
using FluentAssertions;
using MimeKit;
using Tests.Fakes;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

/// <summary>The card that preparedness ends in, asked for in the chat and mailed.</summary>
public sealed class CardMailTests : IAsyncDisposable
{
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_mailed_tells_of_no_need_and_of_nothing_that_was_typed()
    {
        var assistant = new Assistant();
        assistant.Accounts.Capabilities = FakeAccounts.Everything;
        assistant.Accounts.Member("member1");
        await assistant.HearsAsync("I'm deaf so don't call me with the code");
        await assistant.PressedAsync("all-set");
        var shown = await ToCardAsync(assistant, "what should I have ready?");

        await AskForMailAsync(assistant);
        await assistant.HearsAsync(assistant.Accounts.FillIn("{email-code}"));

        var card = assistant.Accounts.Cards.Should().ContainSingle().Subject;
        shown.Should().Contain("relay");
        card.AsText().Should().Contain("Never tell a code").And.NotContainAny("relay", "What helps me", "deaf", "member1", "example.org");
        card.Lines.Should().HaveCount(8);
    }

    [Theory]
    [InlineData("en-US", "what should I have ready?", "Your sign-in card", "OK. Both are mine.")]
    [InlineData("es-US", "¿qué debo tener listo?", "Su tarjeta para entrar", "Bien. Los dos son míos.")]
    public async Task The_card_goes_from_the_chat_through_the_outbox_to_the_mail_server(string locale, string asks, string subject, string line)
    {
        await using var server = await MailServer.StartAsync();
        await using var accounts = await TestAccounts.OpenAsync(
            _database, more: [("Email:Host", "127.0.0.1"), ("Email:Port", $"{server.Port}"), ("Email:Security", "None"), ("Email:From", "help@plan.test")]);
        var assistant = new Assistant(accounts.Accounts) { MemberLocale = locale };
        await assistant.JoinedAsync();
        await ToCardAsync(assistant, asks);
        await AskForMailAsync(assistant);
        var code = PortalVisitor.CodeIn((await accounts.Get<Bot.Accounts.Sandbox.SandboxInbox>().ListAsync(Now))[0]);

        var said = await assistant.HearsAsync(code);
        await accounts.Get<MessageSender>().SendDueAsync(Now);
        await accounts.Get<MessageSender>().SendDueAsync(Now);

        said[^1].Reply!.Wording.Should().Be("preparedness.mailed");
        said[^1].Reply!.Text.Should().Contain("m•••@example.org").And.NotContain("member1@");
        var mails = server.Mails.Where(mail => Parse(mail).Subject == subject).ToList();
        mails.Should().ContainSingle().Which.To.Should().Equal("member1@example.org");
        Parse(mails[0]).TextBody.Should().Contain(line).And.NotContainAny("member1", "90000001", "Demo Member");
        Parse(mails[0]).HtmlBody.Should().Contain($"lang=\"{locale[..2]}").And.Contain("</li>");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>What stands on the card at its end.</summary>
    private static async Task<string> ToCardAsync(Assistant assistant, string asks)
    {
        await assistant.HearsAsync(asks);
        foreach (var choice in new[] { "start", "contacts-right", "two-ways", "details-ready" })
        {
            await assistant.PressedAsync(choice);
        }

        return (await assistant.PressedAsync("nobody"))[^1].Reply!.Card!.AsText();
    }

    private static async Task AskForMailAsync(Assistant assistant)
    {
        await assistant.PressedAsync("mail-it");
        await assistant.PressedAsync("send-it");
        await assistant.HearsAsync("member1@example.org");
        await assistant.PressedAsync("email");
    }

    private static MimeMessage Parse(TakenMail mail)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text));
        return MimeMessage.Load(stream);
    }
}

using Bot.Delivery;
using Bot.Storage.Model;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tests.Fakes;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Mail;

/// <summary>Tickets by mail, to a real mail server.</summary>
public sealed class MailTargetTests : IAsyncDisposable
{
    private readonly InMemoryTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_arrives_as_text_and_as_html_with_nothing_personal_and_no_markup()
    {
        await using var server = await MailServer.StartAsync();
        await using var storage = await OpenAsync(server, ("Email:User", "assistant"), ("Email:Password", "mail-s3cret"));
        var ticket = TestTurns.Ticket() with { Error = TestTurns.Ticket().Error with { Verbatim = "<img src=x onerror=alert(1)> locked" } };
        await SaveAsync(storage, ticket);

        await storage.Get<OutboxSender>().SendDueAsync(Now);

        var mail = server.Mails.Should().ContainSingle().Subject;
        (mail.From, mail.To.Single(), mail.User).Should().Be(("help@plan.example.org", "tickets@plan.example.org", "assistant"));
        var message = Parse(mail);
        message.Subject.Should().Contain("account locked").And.Contain("KP-7K3M-9Q2X");
        message.TextBody.Should().Contain("<img src=x onerror=alert(1)> locked", "in plain text it is nothing but text");
        message.HtmlBody.Should().Contain("&lt;img").And.NotContain("<img");
        $"{message.TextBody}{message.HtmlBody}{message.Subject}".Should().NotContainAny("Jo Doe", "1234 5678", "jo@example.org", "555-0100");
        mail.Header("Auto-Submitted").Should().Be("auto-generated");
        (await RowAsync(storage)).State.Should().Be(OutboxState.Done);
    }

    [Fact]
    public async Task A_server_that_is_busy_gets_it_later_and_once()
    {
        await using var server = await MailServer.StartAsync("busy");
        await using var storage = await OpenAsync(server);
        await SaveAsync(storage, TestTurns.Ticket());

        await storage.Get<OutboxSender>().SendDueAsync(Now);
        server.Mails.Should().BeEmpty();
        storage.Clock.Advance(TimeSpan.FromMinutes(1));
        await storage.Get<OutboxSender>().SendDueAsync(Now);

        server.Mails.Should().ContainSingle();
    }

    [Fact]
    public async Task A_mail_whose_receipt_was_lost_comes_again_as_the_same_mail()
    {
        await using var server = await MailServer.StartAsync("cut");
        await using var storage = await OpenAsync(server);
        await SaveAsync(storage, TestTurns.Ticket());

        await storage.Get<OutboxSender>().SendDueAsync(Now);
        storage.Clock.Advance(TimeSpan.FromMinutes(1));
        await storage.Get<OutboxSender>().SendDueAsync(Now);

        server.Mails.Should().HaveCount(2);
        server.Mails.Select(mail => mail.Header("Message-Id")).Distinct().Should().ContainSingle("mailboxes know a repetition by it").Which.Should().NotBeNull();
        (await RowAsync(storage)).State.Should().Be(OutboxState.Done);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_is_given_up_at_once()
    {
        await using var server = await MailServer.StartAsync("unknown");
        await using var storage = await OpenAsync(server);
        await SaveAsync(storage, TestTurns.Ticket());

        await storage.Get<OutboxSender>().SendDueAsync(Now);

        (await RowAsync(storage)).State.Should().Be(OutboxState.Dead);
        string.Join('\n', storage.Get<LogBook>().Lines).Should().Contain("550").And.NotContainAny("tickets@plan.example.org", "Jo Doe");
    }

    [Theory]
    [InlineData("fine", "a server without TLS gets nothing where TLS is asked for")]
    [InlineData("tls", "a certificate nobody vouches for ends it")]
    public async Task Nothing_goes_over_a_way_that_is_not_protected_as_set(string mode, string because)
    {
        await using var server = await MailServer.StartAsync(mode);
        await using var storage = await OpenAsync(server, ("Email:Security", "StartTls"));
        await SaveAsync(storage, TestTurns.Ticket());

        await storage.Get<OutboxSender>().SendDueAsync(Now);

        server.Mails.Should().BeEmpty(because);
        (await RowAsync(storage)).State.Should().Be(OutboxState.Due);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("tls")]
    [InlineData("unknown")]
    public async Task Whatever_the_server_did_one_mail_is_there_once_it_is_mended(string mode)
    {
        await using var database = new SqliteTestDatabase();
        await using var wrong = await MailServer.StartAsync(mode);
        await using var mended = await MailServer.StartAsync();
        await using (var before = await database.OpenAsync(Settings(wrong, ("Email:Security", mode == "tls" ? "StartTls" : "None"))))
        {
            await SaveAsync(before, TestTurns.Ticket());
            var sending = before.Get<OutboxSender>().SendDueAsync(Now);
            if (mode == "hang")
            {
                await wrong.TakenAsync();
                before.Clock.Advance(TimeSpan.FromSeconds(16));
            }

            await sending;
            (await RowAsync(before)).State.Should().Be(mode == "unknown" ? OutboxState.Dead : OutboxState.Due);
        }

        await using var after = await database.OpenAsync(Settings(mended));
        await after.Get<DeadLetters>().ReviveAsync("Email", Now);
        after.Clock.Advance(TimeSpan.FromHours(3));
        await after.Get<OutboxSender>().SendDueAsync(Now);

        mended.Mails.Should().ContainSingle();
        (await RowAsync(after)).State.Should().Be(OutboxState.Done);
        wrong.Mails.Concat(mended.Mails).Select(mail => mail.Header("Message-Id")).Distinct().Should().ContainSingle("a mailbox that has it already knows it by this");
    }

    [Fact]
    public async Task A_wrong_password_is_tried_again_later()
    {
        await using var server = await MailServer.StartAsync();
        await using var storage = await OpenAsync(server, ("Email:User", "assistant"), ("Email:Password", "wrong"));
        await SaveAsync(storage, TestTurns.Ticket());

        await storage.Get<OutboxSender>().SendDueAsync(Now);

        server.Mails.Should().BeEmpty();
        (await RowAsync(storage)).State.Should().Be(OutboxState.Due);
        string.Join('\n', storage.Get<LogBook>().Lines).Should().NotContain("wrong");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static MimeMessage Parse(TakenMail mail)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text));
        return MimeMessage.Load(stream);
    }

    private Task<TestStorage> OpenAsync(MailServer server, params (string, string)[] settings) => _database.OpenAsync(Settings(server, settings));

    private static (string, string)[] Settings(MailServer server, params (string, string)[] settings) =>
    [
        ("Tickets:Targets:0:Kind", "Email"), ("Tickets:Targets:0:To", "tickets@plan.example.org"),
        ("Email:Host", "127.0.0.1"), ("Email:Port", $"{server.Port}"), ("Email:Security", "None"), ("Email:From", "help@plan.example.org"), .. settings,
    ];

    private static Task<Engine.Conversations.SaveOutcome> SaveAsync(TestStorage storage, Engine.Handover.Ticket ticket) =>
        storage.Store.TrySaveAsync(TestTurns.Turn(null, "m1", tickets: ticket), Now);

    private static async Task<OutboxRow> RowAsync(TestStorage storage)
    {
        await using var rows = storage.Rows();
        return await rows.Outbox.AsNoTracking().SingleAsync(Now);
    }
}

using System.Text;
using Bot.Delivery.Messages;
using Bot.Storage;
using Bot.Storage.Model;
using Engine.Members;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Tests.Accounts;
using Tests.Fakes;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Messages;

/// <summary>What members are mailed, at a real mail server.</summary>
public sealed class MemberMailTests : IAsyncDisposable
{
    private readonly SqliteTestDatabase _database = new();
    private readonly LogBook _logs = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_comes_as_text_and_as_html_with_nothing_else_about_the_member()
    {
        await using var server = await MailServer.StartAsync();
        await using var accounts = await OpenAsync(server);
        var keys = await accounts.CountAsync("DataKeys");
        var sent = await accounts.SentAsync(await accounts.FindAsync("member1"));

        await SendDueAsync(accounts);

        var mail = server.Mails.Should().ContainSingle().Subject;
        var message = Parse(mail);
        mail.To.Should().Equal("member1@example.org");
        message.Subject.Should().Be("Your sign-in code");
        var code = TestAccounts.CodeIn(message.TextBody!);
        message.HtmlBody.Should().StartWith("<!doctype html>").And.Contain("lang=\"en\"").And.Contain($">{code[..4]} {code[4..]}</strong>").And.NotContain("{{");
        $"{message.TextBody}{message.HtmlBody}{message.Subject}".Should().NotContainAny("member1", "Demo Member", "90000001", "example.org");
        (await accounts.VerifyAsync(sent.Challenge, code)).Should().BeOfType<CodeCheck.Right>();
        (await RowsAsync(accounts)).Should().ContainSingle().Which.Should().Match<OutboxRow>(row => row.State == OutboxState.Done && row.Payload == null);
        (await accounts.CountAsync("DataKeys")).Should().Be(keys, "its key went with it");
        string.Join('\n', _logs.Lines).Should().NotContainAny(code, $"{code[..4]} {code[4..]}", "member1@example.org");
        foreach (var file in Directory.GetFiles(_database.Folder, "assistant.db*"))
        {
            Encoding.Latin1.GetString(await ReadAsync(file)).Should().NotContainAny(code, $"{code[..4]} {code[4..]}");
        }
    }

    [Fact]
    public async Task What_is_asked_for_in_Spanish_comes_in_Spanish()
    {
        await using var server = await MailServer.StartAsync();
        await using var accounts = await OpenAsync(server);
        var account = await accounts.FindAsync("member1");
        await accounts.Accounts.SendUserNameAsync(account, accounts.Errand() with { Locale = "es" }, Now);

        await SendDueAsync(accounts);

        var message = Parse(server.Mails.Should().ContainSingle().Subject);
        message.Subject.Should().Be("Su nombre de usuario");
        message.TextBody.Should().Contain("Es: member1.").And.Contain("Nunca le pedimos su contraseña");
        message.HtmlBody.Should().Contain("lang=\"es\"").And.Contain(">member1</strong>").And.Contain("Nunca le pedimos su contrase");
    }

    [Fact]
    public async Task An_address_in_a_mail_can_be_pressed()
    {
        await using var server = await MailServer.StartAsync();
        await using var accounts = await OpenAsync(server);
        var account = await accounts.FindAsync("member1");
        var proof = await accounts.ProvenAsync(account);
        await accounts.Accounts.ChangeContactAsync(account, ContactKind.Email, "new.address@example.org", accounts.Errand(proofs: proof), Now);

        await SendDueAsync(accounts);

        var notice = server.Mails.Select(Parse).Where(mail => mail.Subject == "Your contact details will change").ToList();
        notice.Select(mail => mail.To.Mailboxes.Single().Address).Should().BeEquivalentTo("member1@example.org", "new.address@example.org");
        notice[0].HtmlBody.Should().MatchRegex("<a href=\"https://help.plan.test/portal/undo/[A-Za-z0-9_-]+\">https://help.plan.test/portal/undo/");
    }

    [Fact]
    public async Task A_busy_server_gets_it_in_a_moment_and_once()
    {
        await using var server = await MailServer.StartAsync("busy");
        await using var accounts = await OpenAsync(server);
        await accounts.SentAsync(await accounts.FindAsync("member1"));

        await SendDueAsync(accounts);
        var before = server.Mails.Count;
        accounts.Clock.Advance(TimeSpan.FromSeconds(2));
        await SendDueAsync(accounts);
        await SendDueAsync(accounts);

        (before, server.Mails.Count).Should().Be((0, 1));
    }

    [Fact]
    public async Task A_code_that_is_over_is_never_sent_and_nothing_of_it_stays()
    {
        await using var server = await MailServer.StartAsync("busy");
        await using var accounts = await OpenAsync(server);
        var keys = await accounts.CountAsync("DataKeys");
        await accounts.SentAsync(await accounts.FindAsync("member1"));
        await SendDueAsync(accounts);

        accounts.Clock.Advance(TimeSpan.FromMinutes(10));
        await SendDueAsync(accounts);

        server.Mails.Should().BeEmpty();
        (await RowsAsync(accounts)).Should().ContainSingle().Which.Should().Match<OutboxRow>(row => row.State == OutboxState.Dead && row.Payload == null);
        (await accounts.CountAsync("DataKeys")).Should().Be(keys);
    }

    [Fact]
    public async Task A_code_that_a_newer_one_made_void_is_not_sent_any_more()
    {
        await using var server = await MailServer.StartAsync("busy");
        await using var accounts = await OpenAsync(server);
        var account = await accounts.FindAsync("member1");
        await accounts.SentAsync(account);
        await SendDueAsync(accounts);

        accounts.Clock.Advance(TimeSpan.FromSeconds(61));
        var newer = await accounts.SentAsync(account);
        await SendDueAsync(accounts);

        var mail = Parse(server.Mails.Should().ContainSingle().Subject);
        (await accounts.VerifyAsync(newer.Challenge, TestAccounts.CodeIn(mail.TextBody!))).Should().BeOfType<CodeCheck.Right>();
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_and_a_repetition_is_the_same_mail()
    {
        await using var server = await MailServer.StartAsync("hang");
        await using var accounts = await OpenAsync(server);
        await accounts.SentAsync(await accounts.FindAsync("member1"));

        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var sending = SendDueAsync(accounts);
            await server.TakenAsync();
            accounts.Clock.Advance(TimeSpan.FromSeconds(16));
            await sending;
            accounts.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        (await RowsAsync(accounts)).Should().ContainSingle().Which.State.Should().Be(OutboxState.Due);
        server.Mails.Select(mail => mail.Header("Message-Id")).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Nobody_costs_what_somebody_costs_and_gets_no_mail()
    {
        await using var server = await MailServer.StartAsync();
        await using var accounts = await OpenAsync(server);
        await accounts.SentAsync(await accounts.FindAsync("no-such-member"));
        var queued = await RowsAsync(accounts);

        await SendDueAsync(accounts);

        queued.Should().ContainSingle().Which.State.Should().Be(OutboxState.Due);
        (await RowsAsync(accounts)).Should().ContainSingle().Which.State.Should().Be(OutboxState.Done);
        server.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_mail_server_the_inbox_is_the_delivery()
    {
        await using var accounts = await TestAccounts.OpenAsync(_database);

        await accounts.SentAsync(await accounts.FindAsync("member1"));

        (await RowsAsync(accounts)).Should().BeEmpty();
        (await accounts.NewestCodeAsync()).Should().HaveLength(8);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<TestAccounts> OpenAsync(MailServer server) => TestAccounts.OpenAsync(
        _database, logs: _logs, more: [("Email:Host", "127.0.0.1"), ("Email:Port", $"{server.Port}"), ("Email:Security", "None"), ("Email:From", "help@plan.test")]);

    /// <summary>The database is open meanwhile.</summary>
    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Now);

        return bytes.ToArray();
    }

    private static Task<int> SendDueAsync(TestAccounts accounts) => accounts.Get<MessageSender>().SendDueAsync(Now);

    private static async Task<List<OutboxRow>> RowsAsync(TestAccounts accounts)
    {
        await using var rows = accounts.Get<IAssistantDatabase>().Context();
        return await rows.Outbox.AsNoTracking().ToListAsync(Now);
    }

    private static MimeMessage Parse(TakenMail mail)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text));
        return MimeMessage.Load(stream);
    }
}

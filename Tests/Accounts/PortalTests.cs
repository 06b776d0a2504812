using System.Net;
using Bot.Accounts.Sandbox;
using Bot.Storage;
using Engine.Members;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Tests.Given;
using Xunit;

namespace Tests.Accounts;

public sealed class PortalTests
{
    private const string NewPassword = "a new long sentence";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_wrong_passwords_lock_and_the_page_warns_before_the_last_one()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);

        for (var guess = 0; guess < 3; guess++)
        {
            (await visitor.SignInAsync("member1", "wrong")).Should().Contain("Incorrect username or password. Check them");
        }

        (await visitor.SignInAsync("member1", "wrong")).Should().Contain("one more attempt before your account is locked");
        (await visitor.SignInAsync("member1", "wrong")).Should().Contain("Account locked");
        (await visitor.SignInAsync("member1")).Should().Contain("Account locked", "the right password opens no lock");
        server.Clock.Advance(TimeSpan.FromMinutes(31));
        (await visitor.SignInAsync("member1")).Should().Contain("You are signed in");
    }

    [Fact]
    public async Task Twenty_wrong_passwords_at_once_lock_the_account_too()
    {
        await using var server = DirectLineServer.Start();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var visitor = new PortalVisitor(server);
            await visitor.SignInAsync("member1", "wrong");
        }));

        using var after = new PortalVisitor(server);
        (await after.SignInAsync("member1")).Should().Contain("Account locked");
    }

    [Theory]
    [InlineData("member2", "Account locked")]
    [InlineData("member3", "authenticator app")]
    [InlineData("member4", "by text message")]
    [InlineData("member9", "signs in with Google")]
    [InlineData("member10", "not active")]
    [InlineData("nobody", "Incorrect username or password")]
    public async Task Each_demo_member_shows_their_situation(string user, string shown)
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);

        (await visitor.SignInAsync(user)).Should().Contain(shown);
    }

    [Fact]
    public async Task The_second_step_takes_the_code_of_the_text_and_of_the_app_once()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);
        await visitor.SignInAsync("member4");
        var code = PortalVisitor.CodeIn((await PortalVisitor.MessagesAsync(server))[0]);

        (await visitor.SendAsync("/portal/second-step", ("code", "000000"))).Should().Contain("Invalid code");
        (await visitor.SendAsync("/portal/second-step", ("code", code))).Should().Contain("You are signed in");

        using var other = new PortalVisitor(server);
        await other.SignInAsync("member3");
        var app = new Totp(Base32Encoding.ToBytes(SandboxSeed.AppKey)).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime);
        (await other.SendAsync("/portal/second-step", ("code", app))).Should().Contain("You are signed in");
    }

    [Fact]
    public async Task Wrong_codes_of_a_recovery_never_lock_the_sign_in()
    {
        await using var server = DirectLineServer.Start();
        var accounts = server.Of<SandboxAccounts>();
        var account = ((Found)await accounts.FindAsync(new Identifier(IdentifierKind.UserName, "member3"), new Errand("thief", "found"), Now)).Account;
        object last = "";
        for (var guess = 0; guess < 11; guess++)
        {
            last = await accounts.VerifyFactorAsync(account, FactorKind.App, new Errand("thief", $"guess {guess}") { Typed = TypedCode.In("000000", []) }, Now);
            server.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        using var visitor = new PortalVisitor(server);
        await visitor.SignInAsync("member3");
        var app = new Totp(Base32Encoding.ToBytes(SandboxSeed.AppKey)).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime);

        last.Should().BeOfType<CodeCheck.DayFull>("the thief has used up the day of the chat");
        (await visitor.SendAsync("/portal/second-step", ("code", app))).Should().Contain("You are signed in");
    }

    [Fact]
    public async Task Wrong_texted_codes_of_a_recovery_never_lock_the_sign_in()
    {
        await using var server = DirectLineServer.Start();
        var accounts = server.Of<SandboxAccounts>();
        var account = ((Found)await accounts.FindAsync(new Identifier(IdentifierKind.UserName, "member4"), new Errand("thief", "found"), Now)).Account;
        object last = "";
        for (var send = 0; send < 3; send++)
        {
            var sent = (CodeSending.Sent)await accounts.SendCodeAsync(account, CodeChannel.Text, CodePurpose.Recovery, new Errand("thief", $"send {send}"), Now);
            for (var guess = 0; guess < 4; guess++)
            {
                last = await accounts.VerifyCodeAsync(sent.Challenge, new Errand("thief", $"guess {send} {guess}") { Typed = TypedCode.In("000000", []) }, Now);
            }

            server.Clock.Advance(send < 2 ? TimeSpan.FromMinutes(16) : TimeSpan.FromSeconds(61));
        }

        using var visitor = new PortalVisitor(server);
        await visitor.SignInAsync("member4");
        var code = PortalVisitor.CodeIn((await PortalVisitor.MessagesAsync(server))[0]);

        last.Should().BeOfType<CodeCheck.Wait>("the thief has to wait in the chat");
        (await visitor.SendAsync("/portal/second-step", ("code", code))).Should().Contain("You are signed in");
    }

    [Fact]
    public async Task A_second_step_is_removed_by_who_just_showed_one_and_never_the_last()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);
        await AddTextAsync(server, "member3", 3);
        await visitor.SignInAsync("member3");
        await visitor.SendAsync("/portal/second-step", ("code", new Totp(Base32Encoding.ToBytes(SandboxSeed.AppKey)).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime)));
        Task<string> Remove(string factor, string password = SandboxSeed.Password) => visitor.SendAsync("/portal/factor", ("factor", factor), ("current", password));

        (await visitor.GetAsync("/portal/home")).Should().Contain("<option value=\"demo-member3\">Authenticator app</option>").And.Contain("Texts to ••• 03");
        (await Remove("second-3", "wrong")).Should().Contain("current password is not right");
        (await Remove("demo-member4")).Should().Contain("not there any more");
        (await Remove("second-3")).Should().Contain("was removed");
        (await Remove("demo-member3")).Should().Contain("your only second step");
        (await PortalVisitor.MessagesAsync(server)).Count(message => message.Text.Contains("was taken off your account")).Should().Be(2);
    }

    [Fact]
    public async Task Who_confirmed_long_ago_or_is_not_signed_in_removes_nothing()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);
        using var stranger = new PortalVisitor(server);
        await AddTextAsync(server, "member3", 3);
        await visitor.SignInAsync("member3");
        (await visitor.SendAsync("/portal/factor", ("factor", "second-3"), ("current", SandboxSeed.Password))).Should().Contain("Sign in").And.NotContain("was removed");
        await visitor.SignInAsync("member3");
        await visitor.SendAsync("/portal/second-step", ("code", new Totp(Base32Encoding.ToBytes(SandboxSeed.AppKey)).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime)));
        server.Clock.Advance(TimeSpan.FromMinutes(11));

        (await visitor.SendAsync("/portal/factor", ("factor", "second-3"), ("current", SandboxSeed.Password))).Should().Contain("It was a while ago");
        (await stranger.SendAsync("/portal/factor", ("factor", "second-3"), ("current", SandboxSeed.Password))).Should().NotContain("was removed");
    }

    [Fact]
    public async Task A_new_address_waits_a_day_unless_a_second_step_was_shown_and_all_are_told()
    {
        await using var server = DirectLineServer.Start();
        using var plain = new PortalVisitor(server);
        using var withApp = new PortalVisitor(server);
        await plain.SignInAsync("member1");
        await withApp.SignInAsync("member3");
        await withApp.SendAsync("/portal/second-step", ("code", new Totp(Base32Encoding.ToBytes(SandboxSeed.AppKey)).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime)));
        static Task<string> Change(PortalVisitor visitor, string kind, string value, string password = SandboxSeed.Password) => visitor.SendAsync("/portal/contact", ("kind", kind), ("value", value), ("current", password));

        (await Change(plain, "email", "new@example.org", "wrong")).Should().Contain("current password is not right");
        (await Change(plain, "email", "no address")).Should().Contain("not an email address");
        (await Change(plain, "email", "new@example.org")).Should().Contain("will change on Wednesday, November 25");
        (await plain.GetAsync("/portal/home")).Should().Contain("m•••@example.org");
        (await Change(withApp, "phone", "(510) 555-0188")).Should().Contain("It was changed");
        (await withApp.GetAsync("/portal/home")).Should().Contain("••• 88");
        var sent = await PortalVisitor.MessagesAsync(server);
        sent.Where(message => message.Text.Contains("will change in")).Select(message => message.To).Should().BeEquivalentTo("member1@example.org", "+15105550101", "new@example.org");
        sent.Where(message => message.Text.Contains("was changed. If it was you")).Select(message => message.To).Should().BeEquivalentTo("member3@example.org", "+15105550103", "+15105550188");
    }

    [Fact]
    public async Task Twenty_sends_from_one_address_are_all_for_an_hour_at_the_portal_and_in_the_chat()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);
        for (var sent = 0; sent < 20; sent++)
        {
            await visitor.SendAsync("/portal/forgot", ("user", $"nobody-{sent}"));
        }

        using var chat = await server.ChatAsync();
        foreach (var line in new[] { "I forgot my password", "member1@example.org", "by email" })
        {
            server.Clock.Advance(TimeSpan.FromSeconds(5));
            await chat.SaysAsync(line);
        }

        (await PortalVisitor.MessagesAsync(server)).Should().BeEmpty();
        (await visitor.SendAsync("/portal/forgot", ("user", "member1"))).Should().Contain("Check your email", "the page tells nothing");
        (await PortalVisitor.MessagesAsync(server)).Should().BeEmpty();
        server.Clock.Advance(TimeSpan.FromHours(1));
        await visitor.SendAsync("/portal/forgot", ("user", "member1"));
        (await PortalVisitor.MessagesAsync(server)).Should().ContainSingle();
    }

    private static Task<int> AddTextAsync(DirectLineServer server, string user, int place) => server.Of<IAssistantDatabase>().WriteAsync(
        (connection, cancel) => connection.ChangeAsync(
            """
            INSERT INTO "AccountFactors" ("Id", "Account", "Kind", "State", "Secret", "Phone", "Label", "Since", "ExpiresAt", "LastStep", "DriftFrom", "DriftTo", "Challenge")
            SELECT @id, "Id", @kind, 1, @none, @none, @label, 0, 0, 0, 0, 0, '' FROM "SandboxMembers" WHERE "UserName" = @user
            """,
            cancel, ("id", $"second-{place}"), ("kind", (int)FactorKind.Text), ("none", Array.Empty<byte>()), ("label", $"••• 0{place}"), ("user", user)),
        Now);

    [Fact]
    public async Task A_caregiver_without_a_form_on_record_is_not_let_in()
    {
        await using var server = DirectLineServer.Start();
        using var recorded = new PortalVisitor(server);
        using var missing = new PortalVisitor(server);
        await recorded.SignInAsync("member7");
        await missing.SignInAsync("member8");

        (await recorded.SendAsync("/portal/act")).Should().Contain("Acting for member1");
        (await missing.SendAsync("/portal/act")).Should().Contain("not authorized");
    }

    [Fact]
    public async Task An_app_that_is_too_old_says_so()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);

        (await visitor.GetAsync("/portal/app?version=3.1")).Should().Contain("not supported any more");
        (await visitor.GetAsync("/portal/app")).Should().NotContain("not supported any more");
    }

    [Fact]
    public async Task A_new_password_is_set_on_the_page_of_the_mail_which_unlocks_and_ends_sessions()
    {
        await using var server = DirectLineServer.Start();
        using var signedIn = new PortalVisitor(server);
        using var visitor = new PortalVisitor(server);
        await signedIn.SignInAsync("member1");
        await visitor.SendAsync("/portal/forgot", ("user", "member1"));
        var mail = (await PortalVisitor.MessagesAsync(server))[0].Text;
        var page = new Uri(mail.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal))).AbsolutePath;

        var opened = await visitor.SendAsync(page);
        var weak = await visitor.SendAsync($"{page}/password", ("form", PortalVisitor.FormToken(opened)), ("password", "short"), ("again", "short"));
        var done = await visitor.SendAsync($"{page}/password", ("form", PortalVisitor.FormToken(opened)), ("password", NewPassword), ("again", NewPassword));

        weak.Should().Contain("12 characters");
        done.Should().Contain("Your new password is set");
        (await signedIn.GetAsync("/portal/home")).Should().Contain("Sign in").And.NotContain("You are signed in");
        (await visitor.SignInAsync("member1")).Should().Contain("Incorrect");
        (await visitor.SignInAsync("member1", NewPassword)).Should().Contain("You are signed in");
        (await PortalVisitor.MessagesAsync(server)).Count(message => message.Text.Contains("password of your account was just changed")).Should().Be(2);
        (await visitor.SendAsync($"{page}/password", ("form", PortalVisitor.FormToken(opened)), ("password", "another long one"), ("again", "another long one"))).Should().Contain("expired or been previously used");
    }

    [Fact]
    public async Task Forgotten_passwords_are_answered_alike_whoever_is_named()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);
        var pages = new HashSet<string>();

        foreach (var name in new[] { "member1", "member2", "member9", "member10", "nobody", "';--", "", "member1@example.org", "x@y" })
        {
            pages.Add(await visitor.SendAsync("/portal/forgot", ("user", name)));
        }

        pages.Should().ContainSingle();
    }

    [Fact]
    public async Task A_look_at_a_one_time_page_does_not_burn_it_and_a_second_opening_is_refused()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);
        var started = await BeginAppAsync(server);
        var page = started.Page!.Address.AbsolutePath;

        for (var preview = 0; preview < 3; preview++)
        {
            (await visitor.GetAsync(page)).Should().Contain("can be opened once").And.NotContain("data:image");
        }

        var opened = await visitor.SendAsync(page);
        visitor.Last.Headers.CacheControl!.NoStore.Should().BeTrue();
        opened.Should().Contain("data:image/png;base64,").And.MatchRegex(@"[A-Z2-7]{4}( [A-Z2-7]{4}){7}").And.Contain("The key in groups of four");
        (await visitor.SendAsync(page)).Should().Contain("expired or been previously used");
        visitor.Last.StatusCode.Should().Be(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_one_time_page_ends_after_ten_minutes()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);
        var started = await BeginAppAsync(server);

        server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await visitor.GetAsync(started.Page!.Address.AbsolutePath)).Should().Contain("expired or been previously used");
        (await visitor.SendAsync(started.Page!.Address.AbsolutePath)).Should().Contain("expired or been previously used");
    }

    [Fact]
    public async Task Forms_of_other_sites_are_refused()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);

        await visitor.SendAsync("/portal", "https://evil.example", [("user", "member1"), ("password", SandboxSeed.Password)]);

        visitor.Last.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_was_sent_is_shown_to_this_machine_only()
    {
        await using var server = DirectLineServer.Start();
        using var here = server.Caller();
        using var proxied = server.Caller();
        proxied.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var rebound = server.Caller();
        rebound.DefaultRequestHeaders.Host = "evil.example";

        (await here.GetAsync("/sandbox/messages", Now)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await here.GetStringAsync("/sandbox", Now)).Should().Contain("member10");
        (await proxied.GetAsync("/sandbox/messages", Now)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await rebound.GetAsync("/sandbox/messages", Now)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reset_puts_everything_back()
    {
        await using var server = DirectLineServer.Start();
        using var visitor = new PortalVisitor(server);
        await visitor.SignInAsync("member4");
        for (var guess = 0; guess < 5; guess++)
        {
            await visitor.SignInAsync("member1", "wrong");
        }

        await visitor.SendAsync("/sandbox/reset");

        (await PortalVisitor.MessagesAsync(server)).Should().BeEmpty();
        (await visitor.SignInAsync("member1")).Should().Contain("You are signed in");
    }

    [Theory]
    [InlineData("None", "http://localhost:3978")]
    [InlineData("", "http://0.0.0.0:3978")]
    [InlineData("", "http://+:3978")]
    public async Task Where_the_sandbox_is_not_on_its_pages_are_not_there(string mode, string urls)
    {
        await using var server = DirectLineServer.Start(("Accounts:Mode", mode), ("Urls", urls));
        using var visitor = server.Caller();

        foreach (var path in new[] { "/portal", "/portal/app", "/sandbox", "/sandbox/messages" })
        {
            (await visitor.GetAsync(path, Now)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }

        server.Services.GetRequiredService<IMemberAccounts>().Capabilities.Should().Be(Capabilities.None);
    }

    private static async Task<FactorStarted> BeginAppAsync(DirectLineServer server)
    {
        var accounts = server.Services.GetRequiredService<SandboxAccounts>();
        var found = (Found)await accounts.FindAsync(new Identifier(IdentifierKind.UserName, "member1"), new Errand("c", "k0"), Now);
        var sent = (CodeSending.Sent)await accounts.SendCodeAsync(found.Account, CodeChannel.Email, CodePurpose.Recovery, new Errand("c", "k1"), Now);
        var code = PortalVisitor.CodeIn((await PortalVisitor.MessagesAsync(server))[0]);
        var right = (CodeCheck.Right)await accounts.VerifyCodeAsync(sent.Challenge, new Errand("c", "k2") { Typed = TypedCode.In(code, []) }, Now);

        return (FactorStarted)await accounts.AddFactorAsync(found.Account, new NewFactor(FactorKind.App), new Errand("c", "k3") { Proofs = [right.Proof] }, Now);
    }
}

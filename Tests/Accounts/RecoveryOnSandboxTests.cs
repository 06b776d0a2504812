using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Storage;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

/// <summary>The journeys against the sandbox itself: its codes, its pages, its clock.</summary>
public sealed class RecoveryOnSandboxTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private TestAccounts _accounts = null!;
    private Assistant _assistant = null!;

    public async ValueTask InitializeAsync()
    {
        _accounts = await TestAccounts.OpenAsync(_database);
        _assistant = new Assistant(_accounts.Accounts);
        await _assistant.JoinedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_forgotten_password_ends_at_a_page_of_its_own()
    {
        await SayAsync("I forgot my password", "member1@example.org", "by email");

        await SayAsync(await _accounts.NewestCodeAsync());

        Step.Should().Be("ask-page");
        (await PageAsync()).Kind.ToString().Should().Be("SetPassword");
    }

    [Fact]
    public async Task Going_back_and_asking_again_keeps_the_code_that_was_sent()
    {
        await SayAsync("I forgot my password", "member1@example.org", "by email");
        var code = await _accounts.NewestCodeAsync();

        await SayAsync("go back", "by email", code);

        Step.Should().Be("ask-page");
    }

    [Fact]
    public async Task A_locked_member_is_let_in_again()
    {
        await SayAsync("my account is locked", "open it now", "member2@example.org", "text me");

        await SayAsync(await _accounts.NewestCodeAsync());

        Step.Should().Be("opened");
    }

    [Fact]
    public async Task A_member_with_an_app_shows_it_before_the_password_is_reset()
    {
        await SayAsync("I forgot my password", "member3@example.org", "by email");
        await SayAsync(await _accounts.NewestCodeAsync());
        Step.Should().Be("choose-second");

        await SayAsync("my app");
        await SayAsync(_accounts.CodeOf(SandboxSeed.AppKey, TimeSpan.FromSeconds(20)));

        Step.Should().Be("ask-page");
    }

    [Fact]
    public async Task A_lost_phone_gets_a_new_app_and_a_list_to_keep()
    {
        await SayAsync("I lost my phone with the authenticator app", "let's start", "app", "member3@example.org", "by email");
        await SayAsync(await _accounts.NewestCodeAsync());
        await SayAsync("text me");
        await SayAsync(await _accounts.NewestCodeAsync());
        var key = await KeyAsync();

        await SayAsync(_accounts.CodeOf(key, TimeSpan.FromSeconds(20)));
        Step.Should().Be("offer-codes");
        await SayAsync("yes please");

        Step.Should().Be("ask-saved");
        (await PageAsync()).Secrets.Should().HaveCount(10);
        await SayAsync("I have it", "no");
        Step.Should().Be("anything-else");
    }

    [Fact]
    public async Task A_phone_that_is_four_minutes_behind_is_told_so_and_helped()
    {
        await SayAsync("set up an authenticator", "the app", "member1@example.org", "by email");
        await SayAsync(await _accounts.NewestCodeAsync());
        var key = await KeyAsync();
        await SayAsync(_accounts.CodeOf(key, TimeSpan.FromMinutes(-4)));
        Step.Should().Be("ask-next-code");
        Wait(TimeSpan.FromSeconds(30));

        var said = await SayAsync(_accounts.CodeOf(key, TimeSpan.FromMinutes(-4)));
        said[0].Reply!.Wording.Should().Be("second-factor.after-clock-behind");
        said[0].Reply!.Values["off"].Should().Be("4 minutes");
        Wait(TimeSpan.FromSeconds(30));
        await SayAsync("it's an iPhone", "done", _accounts.CodeOf(key, TimeSpan.FromSeconds(60)));

        Step.Should().Be("offer-codes");
    }

    [Fact]
    public async Task A_member_who_is_not_there_is_answered_the_same()
    {
        var known = await SayAsync("I forgot my password", "member1@example.org", "by email", "11111111");
        _assistant = new Assistant(_accounts.Accounts);
        Wait(TimeSpan.FromHours(30));
        await _assistant.JoinedAsync();

        var unknown = await SayAsync("I forgot my password", "nobody@example.org", "by email", "11111111");

        unknown.Select(entry => entry.Reply!.Wording).Should().Equal(known.Select(entry => entry.Reply!.Wording));
    }

    private string Step => _assistant.Conversation.Talk.Top!.Step;

    /// <summary>The lines of the last turn.</summary>
    private async Task<IReadOnlyList<TranscriptEntry>> SayAsync(params string[] lines)
    {
        IReadOnlyList<TranscriptEntry> said = [];
        foreach (var line in lines)
        {
            _accounts.Clock.Advance(TimeSpan.FromSeconds(20));
            said = await _assistant.HearsAsync(line);
        }

        return said;
    }

    private void Wait(TimeSpan time)
    {
        _accounts.Clock.Advance(time);
        _assistant.Clock.Advance(time);
    }

    private async Task<OpenedPage> PageAsync() =>
        (await _accounts.Get<OncePages>().OpenAsync(new Uri(_assistant.Conversation.Talk.Top!.Notes["address"]).Segments[^1], CancellationToken.None))!;

    private async Task<string> KeyAsync()
    {
        var page = await PageAsync();

        return (await _accounts.Get<IAssistantDatabase>().ReadAsync((connection, cancel) => _accounts.Get<SandboxFactors>().KeyAsync(connection, page.Account, page.Factor!, cancel), CancellationToken.None))!;
    }
}

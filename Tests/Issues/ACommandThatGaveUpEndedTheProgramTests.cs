using Bot.Accounts;
using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Desk;
using Bot.Storage;
using FluentAssertions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tests.Accounts;
using Tests.Desk;
using Tests.Fakes;
using Tests.Storage;
using Xunit;

namespace Tests.Issues;

/// <summary>A background job that lets a cancellation out though nobody shuts down ends the host, and with it every chat.</summary>
public sealed class ACommandThatGaveUpEndedTheProgramTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_agents_confirmed_is_read_again_after_a_read_that_was_given_up()
    {
        await using var desk = await TestDesk.OpenAsync(new InMemoryTestDatabase());
        await using var database = new GivingUpDatabase(desk.Storage.Get<IAssistantDatabase>());
        var clock = new FakeTimeProvider();
        using var learned = new LearnedCauses(desk.Storage.Get<DeskEvidence>(), database, clock, NullLogger<LearnedCauses>.Instance);

        await RunAsync(learned, database, clock, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Live_chats_are_looked_at_again_after_a_read_that_was_given_up()
    {
        await using var desk = await TestDesk.OpenAsync(new InMemoryTestDatabase());
        await using var database = new GivingUpDatabase(desk.Storage.Get<IAssistantDatabase>());
        var clock = new FakeTimeProvider();
        using var watch = new LiveWatch(desk.Live, desk.Presence, new DeskSignal(), database, Options.Create(new DeskOptions()), clock, NullLogger<LiveWatch>.Instance);

        await RunAsync(watch, database, clock, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_accounts_are_tidied_again_after_a_read_that_was_given_up()
    {
        await using var accounts = await TestAccounts.OpenAsync(new InMemoryTestDatabase());
        await using var database = new GivingUpDatabase(accounts.Get<IAssistantDatabase>());
        var clock = new FakeTimeProvider();
        var alarm = new SendAlarm(database, new CodeRules(), clock, NullLogger<SendAlarm>.Instance);
        using var tidying = new AccountTidying(accounts.Get<SandboxContacts>(), accounts.Get<AnswerBook>(), alarm, clock, NullLogger<AccountTidying>.Instance);

        await RunAsync(tidying, database, clock, TimeSpan.FromMinutes(5));
    }

    private static async Task RunAsync(BackgroundService job, GivingUpDatabase database, FakeTimeProvider clock, TimeSpan every)
    {
        await job.StartAsync(Now);
        while (!database.ReadAgain.IsCompleted && !job.ExecuteTask!.IsCompleted)
        {
            clock.Advance(every);
            await Task.Yield();
        }

        job.ExecuteTask!.IsCompleted.Should().BeFalse("it goes on");
        await job.StopAsync(Now);
        job.ExecuteTask.IsFaulted.Should().BeFalse();
    }
}

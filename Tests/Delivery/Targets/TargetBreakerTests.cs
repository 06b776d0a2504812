using Bot.Delivery;
using Bot.Delivery.Targets;
using Bot.Storage.Model;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Tests.Fakes;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Targets;

public sealed class TargetBreakerTests : IAsyncDisposable
{
    private readonly InMemoryTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 15)]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(4, 240)]
    [InlineData(5, 300)]
    [InlineData(500, 300)]
    public void Breaks_double_up_to_five_minutes(int failedProbes, int seconds) => TargetBreaker.BreakAfter(failedProbes).TotalSeconds.Should().Be(seconds);

    [Fact]
    public async Task A_receiver_that_is_down_is_left_alone_without_using_up_attempts_and_probed_by_one()
    {
        await using var system = await FakeTicketSystem.StartAsync(TicketTargetKind.ServiceNow, [.. Enumerable.Repeat(Mishap.ServerError, 11)]);
        await using var storage = await OpenWithTicketsAsync(system, 20);

        await SendAllDueAsync(storage);
        var before = system.Receiver.Requests.Count(request => request.Method == "POST");
        var rows = await RowsAsync(storage);

        before.Should().BeInRange(10, 17, "ten failures open it, and what was under way by then goes on");
        rows.Count(row => row.Attempt == 0).Should().Be(20 - rows.Count(row => row.Attempt == 1)).And.BeGreaterThan(0);
        rows.Should().OnlyContain(row => row.State == OutboxState.Due || row.State == OutboxState.Done);

        storage.Clock.Advance(TimeSpan.FromSeconds(14));
        await SendAllDueAsync(storage);
        system.Receiver.Requests.Count(request => request.Method == "POST").Should().Be(before, "it is still left alone");

        for (var round = 0; round < 200 && (await RowsAsync(storage)).Exists(row => row.State == OutboxState.Due); round++)
        {
            storage.Clock.Advance(TimeSpan.FromSeconds(20));
            await SendAllDueAsync(storage);
        }

        system.Tickets.Should().HaveCount(20);
        (await RowsAsync(storage)).Should().OnlyContain(row => row.State == OutboxState.Done);
    }

    [Fact]
    public async Task Who_says_410_gets_nothing_more_until_somebody_opens_it_again()
    {
        var gone = true;
        await using var receiver = await Receiver.StartAsync((_, response) =>
        {
            response.StatusCode = gone ? 410 : 204;
            return Task.CompletedTask;
        });
        (string, string)[] settings =
        [
            ("Tickets:Targets:0:Kind", "Webhook"), ("Tickets:Targets:0:Url", receiver.Origin + "/hook"), ("Tickets:Targets:0:Secret", FakeTicketSystem.WebhookSecret),
            ("Outbound:TrustedOrigins:0", receiver.Origin),
        ];
        await using var database = new SqliteTestDatabase();
        await using (var storage = await database.OpenAsync(settings))
        {
            await SaveAsync(storage, 1);
            await SendAllDueAsync(storage);
            (await RowsAsync(storage)).Should().ContainSingle().Which.State.Should().Be(OutboxState.Dead);
            storage.Get<LogBook>().Lines.Should().Contain(line => line.StartsWith("Error") && line.Contains("410"));
        }

        await using var again = await database.OpenAsync(settings);
        await SaveAsync(again, 2);
        await SendAllDueAsync(again);
        receiver.Requests.Should().ContainSingle("a restart does not make it forget");

        gone = false;
        await again.Get<ClosedTargets>().OpenAsync("webhook", Now);
        (await again.Get<DeadLetters>().ReviveAsync("webhook", Now)).Should().Be(2);
        await SendAllDueAsync(again);
        receiver.Requests.Should().HaveCount(3);
        (await RowsAsync(again)).Should().OnlyContain(row => row.State == OutboxState.Done);
    }

    [Fact]
    public async Task Another_address_is_not_gone()
    {
        await using var gone = await Receiver.StartAsync((_, response) =>
        {
            response.StatusCode = 410;
            return Task.CompletedTask;
        });
        await using var moved = await FakeTicketSystem.StartAsync(TicketTargetKind.Webhook);
        await using var database = new SqliteTestDatabase();
        await using (var storage = await database.OpenAsync([.. moved.Settings(0, "hook"), ("Tickets:Targets:0:Url", gone.Origin), ("Outbound:TrustedOrigins:1", gone.Origin)]))
        {
            await SaveAsync(storage, 1);
            await SendAllDueAsync(storage);
        }

        await using var after = await database.OpenAsync([.. moved.Settings(0, "hook")]);
        await SaveAsync(after, 2);
        await SendAllDueAsync(after);

        moved.Tickets.Should().ContainSingle();
    }

    [Theory]
    [InlineData(Mishap.TooManyRequests, 7_200)]
    [InlineData(Mishap.Unavailable, 120)]
    public async Task Who_asks_to_be_left_alone_for_a_while_is(Mishap mishap, int seconds)
    {
        await using var system = await FakeTicketSystem.StartAsync(TicketTargetKind.Zendesk, mishap);
        await using var storage = await OpenWithTicketsAsync(system, 1);

        await SendAllDueAsync(storage);

        (await RowsAsync(storage)).Should().ContainSingle().Which.NextAt.Should().Be(storage.Clock.GetUtcNow().AddSeconds(seconds));
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_ends_as_a_dead_letter_that_can_be_sent_once_it_is_mended()
    {
        using var certificate = Certificate.SelfSigned();
        await using var wrong = await FakeTicketSystem.StartAsync(TicketTargetKind.ServiceNow, certificate);
        await using var mended = await FakeTicketSystem.StartAsync(TicketTargetKind.ServiceNow);
        await using var database = new SqliteTestDatabase();
        await using (var storage = await database.OpenAsync([.. wrong.Settings(0, "system")]))
        {
            await SaveAsync(storage, 1);
            for (var attempt = 0; attempt < 12; attempt++)
            {
                await SendAllDueAsync(storage);
                storage.Clock.Advance(TimeSpan.FromHours(30));
            }

            var row = (await RowsAsync(storage)).Should().ContainSingle().Subject;
            (row.State, row.Attempt).Should().Be((OutboxState.Dead, 10));
            wrong.Receiver.Requests.Should().BeEmpty("nothing was said to somebody we don't know");
            storage.Get<LogBook>().Lines.Should().Contain(line => line.StartsWith("Error") && line.Contains("given up"));
        }

        await using var after = await database.OpenAsync([.. mended.Settings(0, "system")]);
        await after.Get<DeadLetters>().ReviveAsync("system", Now);
        await SendAllDueAsync(after);
        mended.Tickets.Should().ContainSingle();
    }

    [Fact]
    public async Task Dead_letters_go_after_thirty_days()
    {
        await using var system = await FakeTicketSystem.StartAsync(TicketTargetKind.ServiceNow, [.. Enumerable.Repeat(Mishap.ServerError, 10)]);
        await using var storage = await OpenWithTicketsAsync(system, 1);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await SendAllDueAsync(storage);
            storage.Clock.Advance(TimeSpan.FromHours(30));
        }

        storage.Clock.Advance(TimeSpan.FromDays(28));
        await storage.Get<Bot.Storage.Retention>().PurgeAsync(Now);
        var kept = (await RowsAsync(storage)).Should().ContainSingle().Subject;
        storage.Clock.Advance(TimeSpan.FromDays(2));
        await storage.Get<Bot.Storage.Retention>().PurgeAsync(Now);

        System.Text.Encoding.UTF8.GetString(kept.Payload!).Should().NotContain("Jo Doe", "it is sealed");
        (await RowsAsync(storage)).Should().BeEmpty();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<TestStorage> OpenWithTicketsAsync(FakeTicketSystem system, int count)
    {
        var storage = await _database.OpenAsync([.. system.Settings(0, "system")]);
        for (var number = 1; number <= count; number++)
        {
            await SaveAsync(storage, number);
        }

        return storage;
    }

    private static Task<Engine.Conversations.SaveOutcome> SaveAsync(TestStorage storage, int number) => storage.Store.TrySaveAsync(
        TestTurns.Turn(null, "m1", key: TestTurns.Key($"talk-{number}"), tickets: TestTurns.Ticket($"key-{number}", $"KP-{number:0000}-0000")), Now);

    private static async Task SendAllDueAsync(TestStorage storage)
    {
        while (await storage.Get<OutboxSender>().SendDueAsync(Now) > 0)
        {
        }
    }

    private static async Task<List<OutboxRow>> RowsAsync(TestStorage storage)
    {
        await using var rows = storage.Rows();
        return await rows.Outbox.AsNoTracking().ToListAsync(Now);
    }
}

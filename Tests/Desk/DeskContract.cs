using Bot.Desk;
using Bot.Storage.Auditing;
using Bot.Storage.Model;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Desk;

/// <summary>What the desk promises on every database.</summary>
public abstract class DeskContract : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private protected DeskContract(TestDatabase database) => _database = database;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_hundred_who_press_at_once_one_has_the_ticket_and_the_others_hear_who()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.FileAsync();
        var agents = Enumerable.Range(1, 100).Select(n => new DeskAgent($"agent-{n}", $"Agent {n}", DeskRole.Agent)).ToList();

        var answers = await Task.WhenAll(agents.Select(agent => Task.Run(() => desk.Claims.ClaimAsync(agent, number, Now), Now)));

        var row = await desk.CaseAsync();
        answers.Count(answer => answer.IsDone).Should().Be(1);
        answers.Where(answer => !answer.IsDone).Should().HaveCount(99).And.OnlyContain(answer => answer.Refusal == DeskRefusal.HeldByAnother && answer.HeldBy == row.AgentName);
        agents[Array.FindIndex(answers, answer => answer.IsDone)].Id.Should().Be(row.Agent);
        (await desk.AuditAsync()).Should().ContainSingle(line => line.Act == AuditActs.Claimed).Which.Actor.Should().Be(row.Agent);
        (await desk.VerifyAsync()).Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task Of_twenty_who_press_for_a_member_that_waits_one_comes_into_the_chat()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.WaitAsync();
        var agents = Enumerable.Range(1, 20).Select(n => new DeskAgent($"agent-{n}", $"Agent {n}", DeskRole.Agent));

        var answers = await Task.WhenAll(agents.Select(agent => Task.Run(() => desk.Claims.ClaimAsync(agent, number, Now), Now)));

        var (row, talk) = (await desk.CaseAsync(), await desk.ConversationAsync());
        answers.Count(answer => answer.IsDone).Should().Be(1);
        (talk.Owner, talk.Live!.AgentId, row.Live).Should().Be((Owner.Agent, row.Agent, LivePhase.Present));
        (await desk.WordingsAsync()).Should().ContainSingle(wording => wording == "live-agent.with-agent");
    }

    [Fact]
    public async Task While_an_agent_is_there_member_and_agent_talk_and_the_assistant_is_silent()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.WaitAsync();
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);

        var said = await desk.MemberSaysAsync("start over, my account is locked and my password is Tr0ub4dor&3");
        await desk.MemberSaysAsync("are you there?");
        var unanswered = (await desk.CaseAsync()).UnansweredSince;
        await desk.Live.SayAsync(TestDesk.Dana, number, "I am. One moment.", "a1", Now);
        await desk.Live.SayAsync(TestDesk.Dana, number, "I am. One moment.", "a1", Now);

        said.Select(line => line.Reply?.Wording).Should().Equal(null, "global.removed-password");
        said[0].Text.Should().NotContain("Tr0ub4dor");
        unanswered.Should().NotBeNull();
        (await desk.CaseAsync()).UnansweredSince.Should().BeNull();
        var lines = await desk.Storage.Store.ReadTranscriptAsync(TestTurns.Key(), 0, 100, Now);
        lines.Should().ContainSingle(line => line.Speaker == Speaker.Agent && !line.Silent).Which.FromName.Should().Be("Dana");
    }

    [Fact]
    public async Task An_emergency_is_answered_with_the_numbers_and_flagged_to_the_agent()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.WaitAsync();
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);

        var said = await desk.MemberSaysAsync("my father collapsed and is not breathing");

        said.Should().Contain(line => line.Reply != null && line.Reply.Wording == "emergency.medical");
        var page = await desk.Queue.PageAsync(TestDesk.Dana, new QueueFilter(), Now);
        page.Value!.Items.Should().ContainSingle().Which.Flags.Should().HaveFlag(ServiceFlags.Emergency);
        (await desk.ConversationAsync()).Owner.Should().Be(Owner.Agent);
    }

    [Fact]
    public async Task Only_the_agent_who_is_there_can_speak_and_not_after_handing_back()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.WaitAsync();
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);

        var other = await desk.Live.SayAsync(TestDesk.Lee, number, "Hello from me", "b1", Now);
        var supervisor = await desk.Live.SayAsync(TestDesk.Sam, number, "Hello from me", "b2", Now);
        var back = await desk.Live.HandBackAsync(TestDesk.Dana, number, null, Now);
        var late = await desk.Live.SayAsync(TestDesk.Dana, number, "One more thing", "a2", Now);

        (other.Refusal, supervisor.Refusal, back.IsDone, late.Refusal).Should().Be((DeskRefusal.NotAllowed, DeskRefusal.NotAllowed, true, DeskRefusal.MovedOn));
        (await desk.ConversationAsync()).Owner.Should().Be(Owner.Assistant);
        (await desk.CaseAsync()).Agent.Should().Be(TestDesk.Dana.Id);
    }

    [Fact]
    public async Task A_chat_is_passed_on_to_a_colleague_who_has_to_come()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.WaitAsync();
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);

        (await desk.Claims.TransferAsync(TestDesk.Dana, number, TestDesk.Lee, Now)).IsDone.Should().BeTrue();
        (await desk.ConversationAsync()).Owner.Should().Be(Owner.Nobody);
        (await desk.Live.SayAsync(TestDesk.Dana, number, "still me", "a1", Now)).Refusal.Should().Be(DeskRefusal.NotAllowed);
        (await desk.Live.JoinAsync(TestDesk.Lee, number, Now)).IsDone.Should().BeTrue();

        var talk = await desk.ConversationAsync();
        (talk.Owner, talk.Live!.AgentName).Should().Be((Owner.Agent, "Lee"));
        (await desk.Claims.TransferAsync(TestDesk.Lee, number, TestDesk.Ada, Now)).Refusal.Should().Be(DeskRefusal.NotValid);
    }

    [Fact]
    public async Task Nobody_comes_in_time_and_the_member_hears_so_and_keeps_the_ticket()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.WaitAsync();
        await desk.Watch.LookAsync(Now);
        (await desk.WordingsAsync()).Should().NotContain("live-agent.nobody-came");

        desk.Storage.Clock.Advance(TimeSpan.FromMinutes(3));
        await Task.WhenAll(desk.Watch.LookAsync(Now), desk.Watch.LookAsync(Now));

        (await desk.WordingsAsync()).Should().ContainSingle(wording => wording == "live-agent.nobody-came");
        var row = await desk.CaseAsync();
        (row.State, row.Live, (await desk.ConversationAsync()).Owner).Should().Be((CaseState.Open, LivePhase.Over, Owner.Assistant));
        (await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task An_agent_whose_desk_falls_silent_has_left()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.WaitAsync();
        await desk.Presence.HereAsync(TestDesk.Dana, isAvailable: true, Now);
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);
        desk.Storage.Clock.Advance(TimeSpan.FromSeconds(30));
        await desk.Presence.HereAsync(TestDesk.Dana, isAvailable: true, Now);
        desk.Storage.Clock.Advance(TimeSpan.FromSeconds(30));
        await desk.Watch.LookAsync(Now);
        (await desk.ConversationAsync()).Owner.Should().Be(Owner.Agent);

        desk.Storage.Clock.Advance(TimeSpan.FromSeconds(30));
        await desk.Watch.LookAsync(Now);

        (await desk.WordingsAsync()).Should().Contain("live-agent.agent-left");
        ((await desk.CaseAsync()).State, (await desk.ConversationAsync()).Owner).Should().Be((CaseState.Open, Owner.Assistant));
        desk.Presence.Outlook.Agents.Should().Be(0);
    }

    [Fact]
    public async Task Two_tickets_of_one_conversation_bring_one_agent_at_a_time()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.WaitAsync();
        var before = await desk.ConversationAsync();
        await desk.Storage.Store.TrySaveAsync(TestTurns.Turn(before, "m9", tickets: TestTurns.Ticket("key-second", "KP-SECOND")), Now);
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);
        await desk.Claims.ClaimAsync(TestDesk.Lee, "KP-SECOND", Now);

        var second = await desk.Live.JoinAsync(TestDesk.Lee, "KP-SECOND", Now);
        await desk.Live.LeaveAsync(TestDesk.Dana, number, Now);
        var again = await desk.Live.JoinAsync(TestDesk.Lee, "KP-SECOND", Now);

        (second.Refusal, again.IsDone).Should().Be((DeskRefusal.MovedOn, true));
        (await desk.ConversationAsync()).Live!.Ticket.Should().Be("KP-SECOND");
        (await desk.CaseAsync(number)).Live.Should().Be(LivePhase.Over);
    }

    [Fact]
    public async Task The_queue_is_filtered_and_paged_without_gap_or_repeat()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        for (var n = 0; n < 25; n++)
        {
            await desk.FileAsync($"KP-{n:D4}", $"talk-{n}", ticket => ticket with
            {
                Topic = n % 5 == 0 ? "account-compromised" : "account-locked",
                Language = n % 2 == 0 ? "en" : "es",
                CreatedUtc = TestTurns.Start.AddMinutes(-n),
            });
        }

        var all = new List<QueueItem>();
        var page = (await desk.Queue.PageAsync(TestDesk.Dana, new QueueFilter { Limit = 7 }, Now)).Value!;
        for (all.AddRange(page.Items); page.HasMore; all.AddRange(page.Items))
        {
            page = (await desk.Queue.PageAsync(TestDesk.Dana, new QueueFilter { Limit = 7, After = page.Items[^1] }, Now)).Value!;
        }

        all.Select(item => item.Number).Should().OnlyHaveUniqueItems().And.HaveCount(25);
        all.Take(5).Should().OnlyContain(item => item.Priority == CasePriority.Security && item.Flags.HasFlag(ServiceFlags.Security));
        (await CountAsync(desk, new QueueFilter { Language = "es" })).Should().Be(12);
        (await CountAsync(desk, new QueueFilter { Topic = "account-compromised", Language = "en" })).Should().Be(3);
        (await CountAsync(desk, new QueueFilter { OlderThan = TimeSpan.FromMinutes(20) })).Should().Be(5);
        (await CountAsync(desk, new QueueFilter { AtLeast = CasePriority.Security, Channel = "directline" })).Should().Be(5);
        (await CountAsync(desk, new QueueFilter { States = [CaseState.Closed] })).Should().Be(0);
    }

    [Fact]
    public async Task A_revealed_field_is_masked_again_after_a_minute_and_was_never_shown_to_others()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.FileAsync();
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);

        var revealed = await desk.Tickets.RevealAsync(TestDesk.Dana, number, "full_name", "calling the member back", Now);

        revealed.Value!.Value.Should().Be("Jo Doe");
        (await NameAsync(desk, TestDesk.Dana)).Should().Be("Jo Doe");
        (await NameAsync(desk, TestDesk.Lee)).Should().Be(BriefWriter.Mask);
        desk.Storage.Clock.Advance(TimeSpan.FromSeconds(60));
        (await NameAsync(desk, TestDesk.Dana)).Should().Be(BriefWriter.Mask);
        (await desk.Tickets.RevealAsync(TestDesk.Dana, number, "full_name", " ", Now)).Refusal.Should().Be(DeskRefusal.NotValid);
        (await desk.AuditAsync()).Should().ContainSingle(line => line.Act == AuditActs.Revealed).Which.Words.Should().Be("calling the member back");
    }

    [Fact]
    public async Task What_is_read_line_by_line_is_masked_as_the_whole_talk_is()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.FileAsync();
        var bit = new List<DeskLine>();
        foreach (var (asked, said) in new[] { ("checklist.ask-full-name", "it is Josephine"), ("triage.greet", "call 510.555.0100"), ("second-factor.show-page", "http://localhost/once/abcdefghijkl"), ("triage.greet", "I opened once/abcdefghijkl") })
        {
            await SayAsync(desk, asked, said);
            bit.AddRange(await LinesAsync(desk, TestDesk.Lee, number, bit.Count == 0 ? 0 : bit[^1].Sequence));
        }

        var whole = await LinesAsync(desk, TestDesk.Dana, number, 0);

        bit.Should().BeEquivalentTo(whole, order => order.WithStrictOrdering());
        bit.Where(line => line.Speaker == Speaker.Member).TakeLast(4).Select(line => line.Text).Should().Equal("••••••", "call ••••••", "••••••", "I opened ••••••");
        (await LinesAsync(desk, TestDesk.Lee, number, 0)).Should().BeEquivalentTo(whole, "a page that is opened anew begins at the start");
        (await LinesAsync(desk, TestDesk.Lee, number, whole[^1].Sequence)).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_a_very_long_talk_the_newest_lines_are_there()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.FileAsync();
        for (var turn = 0; turn < 1_100; turn++)
        {
            await SayAsync(desk, "triage.greet", $"line {turn}");
        }

        var lines = await LinesAsync(desk, TestDesk.Dana, number, 0);

        (lines.Count, lines[^1].Text).Should().Be((500, "line 1099"));
    }

    [Fact]
    public async Task Tickets_are_found_by_what_the_member_gave_and_duplicates_are_merged_once()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        await desk.FileAsync("KP-0001", "talk-1");
        await desk.FileAsync("KP-0002", "talk-2");
        var wrapUp = desk.Storage.Get<DeskWrapUp>();

        var found = await desk.Tickets.SearchAsync(TestDesk.Dana, SearchBy.Phone, "510-555-0100", Now);
        var duplicates = await desk.Tickets.DuplicatesAsync(TestDesk.Dana, "KP-0002", Now);
        var merges = await Task.WhenAll(
            Task.Run(() => wrapUp.MergeAsync(TestDesk.Sam, "KP-0002", "KP-0001", Now), Now), Task.Run(() => wrapUp.MergeAsync(TestDesk.Sam, "KP-0001", "KP-0002", Now), Now));

        found.Value!.Should().HaveCount(2);
        duplicates.Value!.Should().ContainSingle().Which.Number.Should().Be("KP-0001");
        merges.Count(merge => merge.IsDone).Should().Be(1);
        (await CountAsync(desk, new QueueFilter())).Should().Be(1);
    }

    [Fact]
    public async Task Notes_and_marked_fields_are_sealed_and_stand_in_the_brief()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.FileAsync();
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);
        var notes = desk.Storage.Get<DeskNotes>();

        await notes.AddAsync(TestDesk.Dana, number, "Sounded worried", Now);
        await notes.FlagFieldAsync(TestDesk.Dana, number, "last_known_email", isMissing: false, "bounces", Now);

        var brief = (await desk.Tickets.OpenAsync(TestDesk.Dana, number, Now)).Value!;
        brief.Notes.Select(note => note.Text).Should().Equal("Sounded worried", "bounces");
        brief.Checklist.Single(field => field.Id == "last_known_email").Flag.Should().Be(NoteKind.FieldWrong);
        (brief.RuledIn!.Cause, brief.IsIdentityVerified, brief.SuggestedNext).Should().Be(("too-many-tries", false, "agent_identity_check"));
        await using var rows = desk.Storage.Rows();
        rows.Notes.AsEnumerable().Should().OnlyContain(row => !System.Text.Encoding.UTF8.GetString(row.Text).Contains("worried"));
    }

    [Fact]
    public async Task A_ticket_is_closed_with_a_known_code_and_a_cause_of_its_topic_and_may_be_opened_again()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        var number = await desk.FileAsync();
        await desk.Claims.ClaimAsync(TestDesk.Dana, number, Now);
        var wrapUp = desk.Storage.Get<DeskWrapUp>();

        (await wrapUp.CloseAsync(TestDesk.Dana, number, "made-up", null, Now)).Refusal.Should().Be(DeskRefusal.NotValid);
        (await wrapUp.CloseAsync(TestDesk.Dana, number, "account-unlocked", "not-a-cause", Now)).Refusal.Should().Be(DeskRefusal.NotValid);
        (await wrapUp.CloseAsync(TestDesk.Dana, number, "account-unlocked", "old-saved-password", Now)).IsDone.Should().BeTrue();

        (await desk.Storage.Get<DeskEvidence>().ConfirmedCausesAsync(Now)).Should().ContainKey(("account-locked", "old-saved-password")).WhoseValue.Should().Be(1);
        (await wrapUp.ReopenAsync(TestDesk.Dana, number, Now)).IsDone.Should().BeTrue();
        (await desk.CaseAsync()).State.Should().Be(CaseState.Claimed);
    }

    [Fact]
    public async Task What_agents_confirm_is_known_to_the_turns_that_follow()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        for (var n = 0; n < 3; n++)
        {
            await desk.FileAsync($"KP-{n}", $"talk-{n}");
            await desk.Claims.ClaimAsync(TestDesk.Dana, $"KP-{n}", Now);
            await desk.Storage.Get<DeskWrapUp>().CloseAsync(TestDesk.Dana, $"KP-{n}", "account-unlocked", n == 0 ? null : "old-saved-password", Now);
        }

        desk.Presence.Outlook.Confirmed.Should().BeEmpty("nobody has looked yet");
        await desk.Storage.Get<LearnedCauses>().LookAsync(Now);

        desk.Presence.Outlook.Confirmed.Should().BeEquivalentTo(new Dictionary<(string, string), int> { [("account-locked", "old-saved-password")] = 2 });
    }

    [Fact]
    public async Task A_ticket_filed_before_there_was_a_desk_is_put_on_it()
    {
        await using var desk = await TestDesk.OpenAsync(_database);
        await desk.FileAsync();
        await desk.Storage.Get<Bot.Storage.IAssistantDatabase>().WriteAsync(DeskWrites.Run("""DELETE FROM "Cases" """), Now);

        await desk.Storage.Get<Bot.Storage.CaseOpening>().StartAsync(Now);

        (await desk.CaseAsync()).Topic.Should().Be("account-locked");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _database.DisposeAsync();
    }

    private static async Task<IReadOnlyList<DeskLine>> LinesAsync(TestDesk desk, DeskAgent who, string number, long after) => (await desk.Tickets.TranscriptAsync(who, number, after, Now)).Value!.Lines;

    /// <summary>The assistant asks and the member answers. What is shown as an address of a page is one.</summary>
    private static async Task SayAsync(TestDesk desk, string asked, string said)
    {
        var turn = TestTurns.Turn(await desk.ConversationAsync(), $"m{Guid.CreateVersion7():N}", said);
        var question = turn.Entries[1].Reply! with { Wording = asked, Values = said.StartsWith("http", StringComparison.Ordinal) ? new Dictionary<string, string> { ["page"] = said } : new Dictionary<string, string>() };
        await desk.Storage.Store.TrySaveAsync(
            turn with { Entries = [turn.Entries[1] with { Sequence = turn.Entries[0].Sequence, Reply = question, AnswersSequence = null }, turn.Entries[0] with { Sequence = turn.Entries[1].Sequence }] }, Now);
    }

    private static async Task<int> CountAsync(TestDesk desk, QueueFilter filter) => (await desk.Queue.PageAsync(TestDesk.Dana, filter, Now)).Value!.Total;

    private static async Task<string?> NameAsync(TestDesk desk, DeskAgent who) =>
        (await desk.Tickets.OpenAsync(who, TestDesk.Number, Now)).Value!.Checklist.Single(field => field.Id == "full_name").Shown;
}

public sealed class SqliteDeskTests() : DeskContract(new SqliteTestDatabase());

public sealed class PostgresDeskTests(PostgresServer server) : DeskContract(new PostgresTestDatabase(server));

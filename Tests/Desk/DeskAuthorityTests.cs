using Bot.Desk;
using FluentAssertions;
using Tests.Storage;
using Xunit;

namespace Tests.Desk;

/// <summary>Every function of the desk, by every role, on a ticket of nobody's, one's own and another's. The table is written out here, so that a change of who may do what is seen.</summary>
public sealed class DeskAuthorityTests
{
    private const string Nobodys = "KP-FREE";
    private const string Own = "KP-OWN";
    private const string Anothers = "KP-OTHER";

    /// <summary>Function: for each role the tickets (n: nobody's, o: own, a: another's) it may be done to; "-" none.</summary>
    private static readonly Dictionary<string, (string Agent, string Supervisor, string Auditor)> Allowed = new()
    {
        ["queue"] = ("noa", "noa", "noa"),
        ["open"] = ("noa", "noa", "noa"),
        ["transcript"] = ("noa", "noa", "noa"),
        ["watch"] = ("noa", "noa", "noa"),
        ["duplicates"] = ("noa", "noa", "noa"),
        ["search"] = ("noa", "noa", "-"),
        ["reveal"] = ("o", "noa", "-"),
        ["claim"] = ("noa", "noa", "-"),
        ["release"] = ("o", "noa", "-"),
        ["transfer"] = ("o", "noa", "-"),
        ["note"] = ("noa", "noa", "-"),
        ["flag"] = ("o", "noa", "-"),
        ["close"] = ("o", "noa", "-"),
        ["reopen"] = ("o", "noa", "-"),
        ["merge"] = ("o", "noa", "-"),
        ["join"] = ("o", "o", "-"),
        ["say"] = ("o", "o", "-"),
        ["typing"] = ("o", "o", "-"),
        ["leave"] = ("o", "o", "-"),
        ["hand-back"] = ("o", "o", "-"),
        ["export"] = ("-", "noa", "-"),
        ["audit"] = ("-", "noa", "noa"),
        ["verify"] = ("-", "noa", "noa"),
        ["present"] = ("noa", "noa", "-"),
        ["gone"] = ("noa", "noa", "-"),
    };

    public static TheoryData<string> Functions => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Is_done_only_for_whom_it_is_meant(string function)
    {
        var (agent, supervisor, auditor) = Allowed[function];

        foreach (var (role, allowed) in new[] { (DeskRole.Agent, agent), (DeskRole.Supervisor, supervisor), (DeskRole.Auditor, auditor) })
        {
            foreach (var (number, sign) in new[] { (Nobodys, 'n'), (Own, 'o'), (Anothers, 'a') })
            {
                await using var database = new InMemoryTestDatabase();
                await using var desk = await TestDesk.OpenAsync(database);
                var me = new DeskAgent("agent-me", "Me", role);
                await PrepareAsync(desk, me);

                var refusal = await RefusalAsync(desk, function, me, number);

                (refusal == DeskRefusal.NotAllowed).Should().Be(!allowed.Contains(sign), "{0} by {1} on {2}", function, role, number);
                (await desk.AuditAsync()).Count(line => line.Act == "denied").Should().Be(refusal == DeskRefusal.NotAllowed ? 1 : 0);
            }
        }
    }

    [Fact]
    public async Task A_ticket_that_is_not_there_is_told_from_one_that_is_not_ones_own_only_to_who_may_work()
    {
        await using var database = new InMemoryTestDatabase();
        await using var desk = await TestDesk.OpenAsync(database);

        (await desk.Claims.ClaimAsync(TestDesk.Dana, "KP-NONE", CancellationToken.None)).Refusal.Should().Be(DeskRefusal.NoSuchTicket);
        (await desk.Claims.ClaimAsync(TestDesk.Ada, "KP-NONE", CancellationToken.None)).Refusal.Should().Be(DeskRefusal.NotAllowed);
    }

    /// <summary>The auditor's "own" ticket is claimed in the database itself, since an auditor can't claim.</summary>
    private static async Task PrepareAsync(TestDesk desk, DeskAgent me)
    {
        foreach (var number in new[] { Nobodys, Own, Anothers })
        {
            await desk.FileAsync(number, $"talk-{number}");
        }

        await desk.Claims.ClaimAsync(me with { Role = DeskRole.Agent }, Own, CancellationToken.None);
        await desk.Claims.ClaimAsync(TestDesk.Lee, Anothers, CancellationToken.None);
    }

    private static async Task<DeskRefusal?> RefusalAsync(TestDesk desk, string function, DeskAgent me, string number)
    {
        var storage = desk.Storage;
        var none = CancellationToken.None;
        return function switch
        {
            "queue" => (await desk.Queue.PageAsync(me, new QueueFilter(), none)).Refusal,
            "open" => (await desk.Tickets.OpenAsync(me, number, none)).Refusal,
            "transcript" => (await desk.Tickets.TranscriptAsync(me, number, 0, none)).Refusal,
            "watch" => (await desk.Live.WatchAsync(me, number, none)).Refusal,
            "duplicates" => (await desk.Tickets.DuplicatesAsync(me, number, none)).Refusal,
            "search" => (await desk.Tickets.SearchAsync(me, SearchBy.Email, "jo@example.org", none)).Refusal,
            "reveal" => (await desk.Tickets.RevealAsync(me, number, "full_name", "calling back", none)).Refusal,
            "claim" => (await desk.Claims.ClaimAsync(me, number, none)).Refusal,
            "release" => (await desk.Claims.ReleaseAsync(me, number, none)).Refusal,
            "transfer" => (await desk.Claims.TransferAsync(me, number, TestDesk.Dana, none)).Refusal,
            "note" => (await storage.Get<DeskNotes>().AddAsync(me, number, "a note", none)).Refusal,
            "flag" => (await storage.Get<DeskNotes>().FlagFieldAsync(me, number, "full_name", isMissing: false, "", none)).Refusal,
            "close" => (await storage.Get<DeskWrapUp>().CloseAsync(me, number, "account-unlocked", null, none)).Refusal,
            "reopen" => (await storage.Get<DeskWrapUp>().ReopenAsync(me, number, none)).Refusal,
            "merge" => (await storage.Get<DeskWrapUp>().MergeAsync(me, number, number == Nobodys ? Own : Nobodys, none)).Refusal,
            "join" => (await desk.Live.JoinAsync(me, number, none)).Refusal,
            "say" => (await desk.Live.SayAsync(me, number, "hello", "x1", none)).Refusal,
            "typing" => (await desk.Live.TypingAsync(me, number, none)).Refusal,
            "leave" => (await desk.Live.LeaveAsync(me, number, none)).Refusal,
            "hand-back" => (await desk.Live.HandBackAsync(me, number, null, none)).Refusal,
            "export" => (await storage.Get<DeskExport>().WriteAsync(me, new QueueFilter(), new StringWriter(), none)).Refusal,
            "audit" => (await storage.Get<AuditTrail>().ReadAsync(me, null, null, none)).Refusal,
            "verify" => (await storage.Get<AuditTrail>().VerifyAsync(me, none)).Refusal,
            "present" => (await desk.Presence.HereAsync(me, isAvailable: true, none)).Refusal,
            "gone" => (await desk.Presence.GoneAsync(me, none)).Refusal,
            _ => throw new InvalidOperationException($"{function} is not known here."),
        };
    }
}

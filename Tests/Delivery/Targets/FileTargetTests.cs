using System.Text.Json.Nodes;
using Bot.Delivery;
using Bot.Delivery.Targets;
using Bot.Storage.Model;
using FluentAssertions;
using Xunit;

namespace Tests.Delivery.Targets;

public sealed class FileTargetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-tickets-");

    [Fact]
    public async Task Sending_twice_writes_one_file()
    {
        (await DeliverAsync(Send("key", "first"))).Should().BeOfType<DeliveryOutcome.Delivered>();
        (await DeliverAsync(Send("key", "again"))).Should().BeOfType<DeliveryOutcome.Delivered>();

        var file = _folder.GetFiles().Should().ContainSingle().Subject;
        (await File.ReadAllTextAsync(file.FullName, TestContext.Current.CancellationToken)).Should().Be("""{"text":"first"}""");
    }

    [Fact]
    public async Task Keys_that_look_alike_as_file_names_stay_apart()
    {
        await DeliverAsync(Send("a/b", "one"));
        await DeliverAsync(Send("a:b", "two"));
        await DeliverAsync(Send("../../a", "three"));

        _folder.GetFiles().Should().HaveCount(3);
    }

    [Fact]
    public async Task Only_the_owner_may_read_a_ticket()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        await DeliverAsync(Send("key", "first"));

        _folder.GetFiles()[0].UnixFileMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<DeliveryOutcome> DeliverAsync((ClaimedSend Send, AllowedTicket Ticket) what) =>
        new FileTarget(new TicketTarget { Kind = "File", Path = _folder.FullName }).DeliverAsync(what.Ticket, what.Send, TestContext.Current.CancellationToken);

    private static (ClaimedSend, AllowedTicket) Send(string key, string text) =>
        (new ClaimedSend(1, 1, OutboxKind.Ticket, "file", key, "ticket", 1, []), new AllowedTicket(new JsonObject { ["text"] = text }));
}

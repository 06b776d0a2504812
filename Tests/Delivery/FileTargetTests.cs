using Bot.Delivery;
using Bot.Storage.Model;
using FluentAssertions;
using Xunit;

namespace Tests.Delivery;

public sealed class FileTargetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-tickets-");

    [Fact]
    public async Task Sending_twice_writes_one_file()
    {
        (await DeliverAsync(Send("key", "first"))).Should().BeOfType<DeliveryOutcome.Delivered>();
        (await DeliverAsync(Send("key", "again"))).Should().BeOfType<DeliveryOutcome.Delivered>();

        var file = _folder.GetFiles().Should().ContainSingle().Subject;
        (await File.ReadAllTextAsync(file.FullName, TestContext.Current.CancellationToken)).Should().Be("first");
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

    private Task<DeliveryOutcome> DeliverAsync(ClaimedSend send) =>
        FileTarget.DeliverAsync(new TicketTarget { Kind = "File", Path = _folder.FullName }, send, TestContext.Current.CancellationToken);

    private static ClaimedSend Send(string key, string payload) => new(1, 1, OutboxKind.Ticket, "file", key, "ticket", 1, System.Text.Encoding.UTF8.GetBytes(payload));
}

using Bot.Desk.Pages;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

public sealed class WarmUpTests
{
    [Fact]
    public async Task Whoever_looks_at_the_sign_in_has_the_first_page_made_ready_and_once_only()
    {
        using var server = DirectLineServer.Start();
        using var nobody = new DeskVisitor(server);
        var warmUp = server.Of<DeskWarmUp>();
        warmUp.Work.Should().BeSameAs(Task.CompletedTask, "a start that no agent follows pays nothing");

        await nobody.PageAsync("/desk/sign-in");
        var work = warmUp.Work;
        await nobody.PageAsync("/desk/sign-in");
        await work;

        warmUp.Work.Should().BeSameAs(work);
        warmUp.Failed.Should().BeFalse();
    }
}

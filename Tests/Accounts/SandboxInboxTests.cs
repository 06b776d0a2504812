using Bot.Accounts.Sandbox;
using Bot.Storage;
using Engine.Members;
using FluentAssertions;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

public sealed class SandboxInboxTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_sent_within_one_millisecond_is_listed_in_the_order_it_was_sent()
    {
        await using var database = new InMemoryTestDatabase();
        await using var accounts = await TestAccounts.OpenAsync(database);
        var member = await accounts.Get<IAssistantDatabase>().ReadAsync((connection, cancel) => connection.FirstAsync("""SELECT "Id" FROM "SandboxMembers" LIMIT 1""", row => row.GetString(0), cancel), Now);
        var inbox = accounts.Get<SandboxInbox>();

        for (var mail = 1; mail <= 50; mail++)
        {
            var content = new MessageContent("jo@example.org", $"mail {mail}", "text");
            await accounts.Get<IAssistantDatabase>().WriteAsync(
                async (connection, cancel) =>
                {
                    await inbox.AddAsync(connection, member, CodeChannel.Email, content, cancel);
                    return true;
                },
                Now);
        }

        var listed = await inbox.ListAsync(Now);
        listed.Select(mail => mail.Subject).Should().Equal(Enumerable.Range(1, 50).Reverse().Select(mail => $"mail {mail}"));
        listed.Select(mail => mail.At).Distinct().Should().ContainSingle("each was sent at the same moment, and says so");
    }
}

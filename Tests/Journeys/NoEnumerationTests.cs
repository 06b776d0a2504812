using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Tests.Transcripts;
using Xunit;

namespace Tests.Journeys;

public class NoEnumerationTests
{
    private const string Members = "the accounts are a sandbox with member1 plain, member2 locked, member3 switched-off, member4 with-app, member5 with-google, member6 without-email, member7 without-phone";

    /// <summary>Of an account that is there, in every situation; of none; and of nothing that could be one.</summary>
    private static readonly string[] Names =
    [
        "member1@example.org", "90000001", "member1", "member2@example.org", "90000002", "member3@example.org", "member4@example.org", "member5@example.org", "90000006", "member7@example.org",
        "nobody@example.org", "12345678", "999999999999", "nobody99",
        "foo@bar", "not-an-email@", "a@b@c", "member1@@example.org", "asdf1234", "12", "MRN-12-X", "member1@example.org.", "' OR 1=1 -- @",
    ];

    [Theory]
    [InlineData("I forgot my password", "by email", "11111111", "I didn't get it", "send a new code")]
    [InlineData("I forgot my password", "text me", "111111", "the code never came", "another way")]
    [InlineData("I forgot my password", "call me", "111111 or 222222", "I don't have that phone any more", "no")]
    [InlineData("my account is locked", "open it now", null, "by email", "11111111")]
    [InlineData("I forgot my user name", "nothing came")]
    [InlineData("set up an authenticator app", "the app", null, "text", "111111")]
    public async Task Every_name_of_an_account_gets_the_same_bytes(string problem, params string?[] talk)
    {
        var expected = await SaidAsync(Names[0], problem, talk);

        foreach (var name in Names)
        {
            (await SaidAsync(name, problem, talk)).Should().Be(expected, "{0} must not be told apart", name);
        }
    }

    [Fact]
    public async Task A_stranger_with_many_tries_learns_nothing_from_the_limits()
    {
        string?[] talk = ["text", "111111", "111112", "111113", "111114", "111115", "yes", "111111", "resend", "other way", "email", "11111111"];
        var expected = await SaidAsync(Names[0], "I forgot my password", talk);

        foreach (var name in Names)
        {
            (await SaidAsync(name, "I forgot my password", talk)).Should().Be(expected, "{0} must not be told apart", name);
        }
    }

    /// <summary>All that is said, with its choices and values; the name goes where the talk has a gap, else after the problem.</summary>
    private static async Task<string> SaidAsync(string name, string problem, string?[] talk)
    {
        var assistant = new Assistant();
        AccountScene.Set(assistant.Accounts, Members).Should().BeTrue();
        await assistant.JoinedAsync();
        var said = new List<TranscriptEntry>();
        string[] lines = talk.Contains(null) ? [problem, .. talk.Select(line => line ?? name)] : [problem, name, .. talk.Select(line => line!)];
        foreach (var line in lines)
        {
            said.AddRange(await assistant.HearsAsync(line));
        }

        return string.Join('\n', said.Select(entry => $"{entry.Text} {string.Join('|', entry.Reply!.Choices)} {string.Join('|', entry.Reply.Values.OrderBy(value => value.Key))} {entry.Reply.Card?.AsText()}"));
    }
}

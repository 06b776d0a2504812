using System.Text;
using Engine.Conversations;
using FluentAssertions;
using Tests.Given;
using Tests.Transcripts;
using Xunit;

namespace Tests.Journeys;

public class TypedCodeFormTests
{
    [Theory]
    [InlineData("31415926")]
    [InlineData(" 3141 5926 ")]
    [InlineData("3-1-4-1-5-9-2-6")]
    [InlineData("the code is 31415926, thanks!")]
    [InlineData("３１４１５９２６")]
    [InlineData("३१४१५९२६")]
    [InlineData("٣١٤١٥٩٢٦")]
    [InlineData("three one four one five nine two six")]
    [InlineData("31415926 31415926")]
    public async Task However_the_right_code_is_typed_it_is_right(string typed)
    {
        var assistant = await AtEmailCodeAsync();

        await assistant.HearsAsync(typed);

        assistant.Conversation.Talk.Top!.Step.Should().Be("ask-page");
    }

    [Theory]
    [InlineData("1111 1111")]
    [InlineData("११११११११")]
    [InlineData("11111111 11111112")]
    [InlineData("one one one one one one one one")]
    [InlineData("111 111 1")]
    [InlineData("1111111111111111111111111111")]
    [InlineData("11111111\n11111111")]
    [InlineData("\ud83d 11111111")]
    [InlineData("code: 1.1.1.1.1.1.1.1; or was it 9")]
    [InlineData("{\"code\":[\"11111111\",\"22222222\"]}")]
    public async Task No_form_costs_more_than_one_try_and_none_is_kept(string typed)
    {
        var assistant = await AtEmailCodeAsync();

        await assistant.HearsAsync(typed);
        var said = await assistant.HearsAsync("10000001");

        assistant.Conversation.Talk.Top!.Step.Should().Be("ask-code");
        var left = int.Parse(said[0].Reply!.Values["tries-left"], System.Globalization.CultureInfo.InvariantCulture);
        left.Should().BeInRange(3, 4);
        var stored = Encoding.UTF8.GetString(ConversationJson.Write(assistant.Conversation)) + string.Concat(assistant.Store.Entries.Select(entry => entry.Text));
        stored.Should().NotContain("1111").And.NotContain("११११").And.NotContain("10000001");
    }

    [Fact]
    public async Task Going_back_sends_no_code_by_itself()
    {
        var assistant = await AtEmailCodeAsync();
        var sent = assistant.Accounts.Calls.Count(call => call.Name == "send-code");

        await assistant.HearsAsync("go back");
        await assistant.HearsAsync("say that again");

        assistant.Accounts.Calls.Count(call => call.Name == "send-code").Should().Be(sent);
    }

    [Fact]
    public async Task A_drifted_code_is_never_accepted()
    {
        var assistant = await AtEmailCodeAsync("set up an authenticator", "the app");
        AccountScene.Set(assistant.Accounts, "the phone's clock is 4 minutes behind");
        await assistant.HearsAsync("31415926");

        for (var code = 0; code < 6; code++)
        {
            await assistant.HearsAsync(assistant.Accounts.FillIn("{app-code}"));
            if (assistant.Conversation.Talk.Top!.Journey == "clock-drift")
            {
                await assistant.HearsAsync("android");
                await assistant.HearsAsync("done");
            }
        }

        assistant.Accounts.Member("member1").Factors.Should().BeEmpty();
    }

    private static async Task<Assistant> AtEmailCodeAsync(params string[] wish)
    {
        var assistant = new Assistant();
        AccountScene.Set(assistant.Accounts, "the accounts are a sandbox with member1 plain");
        await assistant.JoinedAsync();
        foreach (var line in wish.Length == 0 ? ["I forgot my password"] : wish)
        {
            await assistant.HearsAsync(line);
        }

        await assistant.HearsAsync("member1@example.org");
        await assistant.HearsAsync("by email");

        return assistant;
    }
}

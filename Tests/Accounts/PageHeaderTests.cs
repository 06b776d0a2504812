using System.Net;
using System.Text.RegularExpressions;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Accounts;

/// <summary>What the page around the chat says of what the helper can see and do.</summary>
public sealed partial class PageHeaderTests
{
    [Theory]
    [InlineData("None", "en", "I can't see your account.", "Once a code shows that it's you")]
    [InlineData("None", "es", "No puedo ver su cuenta.", "Cuando un código muestre que es usted")]
    [InlineData("Sandbox", "en", "Once a code shows that it's you", "I can't see your account.")]
    [InlineData("Sandbox", "es", "Cuando un código muestre que es usted", "No puedo ver su cuenta.")]
    public async Task Is_true_of_the_accounts_that_are_connected(string mode, string language, string said, string unsaid)
    {
        await using var server = DirectLineServer.Start(("Accounts:Mode", mode));
        using var visitor = server.Caller();

        var page = WebUtility.HtmlDecode(await visitor.GetStringAsync($"/?lang={language}"));

        About().Match(page).Groups[1].Value.Should().Contain(said).And.NotContain(unsaid);
        page.Should().NotContain("about-with-accounts", "the page's own script knows one text of that kind");
    }

    [GeneratedRegex("<span data-text=\"about\">([^<]*)</span>")]
    private static partial Regex About();
}

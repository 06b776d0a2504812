using Engine.Members;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Journeys;

public class FactorNameTests
{
    [Theory]
    [InlineData("en", "", "Authenticator app")]
    [InlineData("es", "", "Aplicación de códigos")]
    [InlineData("en", "Pixel", "Authenticator app Pixel")]
    public void A_second_step_without_a_label_is_named_all_the_same(string language, string label, string name) =>
        FactorName.Of("app", label, Assistant.Knowledge.Wordings, language).Should().Be(name);
}

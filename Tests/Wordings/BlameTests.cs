using FluentAssertions;
using Xunit;

namespace Tests.Wordings;

public sealed class BlameTests
{
    [Theory]
    [InlineData("You failed to sign in.")]
    [InlineData("You’ve failed five times.")]
    [InlineData("That was your mistake.")]
    [InlineData("You entered the wrong password.")]
    [InlineData("You should have waited.")]
    [InlineData("This date is invalid.")]
    [InlineData("You forgot to turn it on.")]
    public void Finds_words_that_blame(string text) => WordsIn(text, "en").Should().NotBeEmpty();

    [Theory]
    [InlineData("There were too many wrong tries, so the portal locked the account.")]
    [InlineData("If the page says “Invalid code”, ask for a new one.")]
    [InlineData("Something went wrong on my side, and it is not your fault.")]
    [InlineData("This isn't your doing, and we can mend it.")]
    [InlineData("The sign-in failed because the code was too old.")]
    public void Lets_kind_words_and_quoted_messages_pass(string text) => WordsIn(text, "en").Should().BeEmpty();

    [Theory]
    [InlineData("Usted falló cinco veces.")]
    [InlineData("Fue culpa suya.")]
    [InlineData("Usted se equivocó de contraseña.")]
    [InlineData("Debería haber esperado.")]
    [InlineData("La fecha es inválida.")]
    [InlineData("Usted olvidó encenderlo.")]
    public void Finds_words_that_blame_in_spanish(string text) => WordsIn(text, "es").Should().NotBeEmpty();

    [Theory]
    [InlineData("Algo falló de mi lado. No es culpa suya.")]
    [InlineData("Hubo varios intentos fallidos, y el portal bloqueó la cuenta.")]
    [InlineData("Si la página dice «código inválido», pida otro.")]
    [InlineData("El enlace venció, y eso le pasa a cualquiera.")]
    public void Lets_kind_words_pass_in_spanish(string text) => WordsIn(text, "es").Should().BeEmpty();

    private static IEnumerable<string> WordsIn(string text, string locale) => Given.Assistant.Knowledge.Manners[locale].BlamingIn(text);
}

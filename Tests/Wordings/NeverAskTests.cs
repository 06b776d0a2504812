using FluentAssertions;
using Xunit;

namespace Tests.Wordings;

public sealed class NeverAskTests
{
    [Theory]
    [InlineData("What is your password?")]
    [InlineData("What's the PIN of your phone?")]
    [InlineData("What was your old password?")]
    [InlineData("Which password did you use?")]
    [InlineData("Please tell me your password.")]
    [InlineData("Tell us your user name and password so that we can look.")]
    [InlineData("Could you give me the last four digits of your social security number?")]
    [InlineData("The last four digits of your SSN?")]
    [InlineData("Send us your PIN.")]
    [InlineData("Reply with your current password.")]
    [InlineData("Let me know your password and I will check it.")]
    [InlineData("Please enter your password.")]
    [InlineData("Type your password below, and I will sign in to the portal for you.")]
    [InlineData("Enter your card number here.")]
    [InlineData("I need your password to go on.")]
    [InlineData("We'll need the full social security number.")]
    [InlineData("May I have your SSN?")]
    [InlineData("Can I see your credit card number?")]
    [InlineData("Confirm to us your PIN code.")]
    [InlineData("Your password:")]
    [InlineData("Your PIN, please.")]
    [InlineData("Don't worry, just tell me your password.")]
    [InlineData("No problem, tell me your old password.")]
    [InlineData("Never share it elsewhere, but tell me your password here.")]
    [InlineData("If you do not remember the email, tell us your passcode.")]
    [InlineData("Spell your **password** for me.")]
    [InlineData("Share your recovery codes with me.")]
    [InlineData("You may enter your password here.")]
    [InlineData("We would like your bank card details.")]
    public void Finds_a_request_for_a_secret(string text) => SentencesIn(text, "en").Should().NotBeEmpty();

    [Theory]
    [InlineData("Never share your password, not even with us.")]
    [InlineData("Never share, send, or type your password in a chat.")]
    [InlineData("Please don't tell me your password here.")]
    [InlineData("Don’t type your PIN here.")]
    [InlineData("We will never ask you to tell us your password.")]
    [InlineData("Nobody from the plan will ask you to share your SSN.")]
    [InlineData("If anyone asks you to give your password, hang up.")]
    [InlineData("If a caller asks for your PIN, it is not us.")]
    [InlineData("Choose Forgot password on the sign-in page.")]
    [InlineData("Choose “What is your password?” if the page shows it.")]
    [InlineData("Type your password by hand on the sign-in page.")]
    [InlineData("On the sign-in page, enter your user ID and password.")]
    [InlineData("We email you a link to set a new password.")]
    [InlineData("They will send you a password reset link.")]
    [InlineData("Did you forget your password?")]
    [InlineData("Did you share your password with anyone?")]
    [InlineData("Have you given your PIN to someone?")]
    [InlineData("Has anybody asked you for your password?")]
    [InlineData("You need your password to sign in.")]
    [InlineData("Is your password saved in the browser?")]
    [InlineData("What does the page say after you enter your password?")]
    [InlineData("Your password manager may fill in an old password.")]
    [InlineData("A PIN on your phone keeps the app safe.")]
    [InlineData("What is the number on your member card?")]
    [InlineData("What is your medical record number?")]
    [InlineData("Tell me the exact words on the screen, without your password.")]
    [InlineData("Please leave out your password, and tell me what the message says.")]
    [InlineData("There's no need to tell us your password.")]
    [InlineData("The portal may ask you to enter your password once more.")]
    [InlineData("Set a new password that you use nowhere else.")]
    [InlineData("Changing your password signs you out on each device.")]
    [InlineData("You may be asked to give your password again on that page.")]
    [InlineData("Let's type the password slowly by hand, because small slips happen.")]
    [InlineData("If you still use that password, please change it soon.")]
    [InlineData("Which would you like to recover, your user name or your password?")]
    public void Lets_advice_about_secrets_pass(string text) => SentencesIn(text, "en").Should().BeEmpty();

    [Fact]
    public void A_step_is_carried_out_on_the_portal_so_typing_a_password_there_is_meant()
    {
        SentencesIn("Type your new password twice.", "en", isStep: true).Should().BeEmpty();
        SentencesIn("Type your password here, to me.", "en", isStep: true).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("¿Cuál es su contraseña?")]
    [InlineData("Dígame su contraseña.")]
    [InlineData("Por favor, envíeme su PIN.")]
    [InlineData("Necesito su número de Seguro Social.")]
    [InlineData("¿Me puede dar los últimos cuatro dígitos de su seguro social?")]
    [InlineData("Escriba su contraseña aquí.")]
    [InlineData("Deme el número de su tarjeta de crédito.")]
    [InlineData("¿Puede decirme su clave?")]
    [InlineData("Su contraseña, por favor.")]
    [InlineData("¿Su NIP?")]
    [InlineData("Mande sus códigos de recuperación.")]
    [InlineData("No tema, dígame su contraseña.")]
    public void Finds_a_request_for_a_secret_in_spanish(string text) => SentencesIn(text, "es").Should().NotBeEmpty();

    [Theory]
    [InlineData("Nunca le voy a pedir su contraseña.")]
    [InlineData("No me diga el nombre ni la contraseña.")]
    [InlineData("Elija la opción de contraseña olvidada.")]
    [InlineData("Escriba su contraseña en la página para entrar.")]
    [InlineData("Nunca escriba una contraseña aquí.")]
    [InlineData("Nadie de su plan le va a pedir un código. Si alguien le pide su contraseña, cuelgue.")]
    [InlineData("Dígame su número de miembro.")]
    [InlineData("Quité una contraseña de su mensaje antes de guardarlo.")]
    public void Lets_advice_about_secrets_pass_in_spanish(string text) => SentencesIn(text, "es").Should().BeEmpty();

    private static IEnumerable<string> SentencesIn(string text, string locale, bool isStep = false) =>
        Given.Assistant.Knowledge.Manners[locale].NeverAsk.SentencesIn(text, isStep);
}

using CsCheck;
using FluentAssertions;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Secrets;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

public sealed class SecretScrubberTests
{
    private static readonly SecretScrubber Scrubber = Load();

    [Theory]
    [InlineData("my password is hunter2 and it wont work", "hunter2")]
    [InlineData("password: hunter2", "hunter2")]
    [InlineData("my old password was Fluffy99 and the new one is Fluffy100", "Fluffy99", "Fluffy100")]
    [InlineData("I used Summer2024! and it says wrong", "Summer2024")]
    [InlineData("password is still sunshine help", "sunshine")]
    [InlineData("password sunshine with a 1 at the end", "sunshine")]
    [InlineData("password is the cowboys no spaces", "cowboys")]
    [InlineData("i put in Zebra_Crossing9 like i always do", "Zebra", "Crossing9")]
    [InlineData("sunshine is my password", "sunshine")]
    [InlineData("i typed in my password sunshine and it said no", "sunshine")]
    [InlineData("I changed my password to Winter2025 yesterday", "Winter2025")]
    [InlineData("changed the password from Fall2023 to Winter2024", "Fall2023", "Winter2024")]
    [InlineData("tried Fluffy1, Fluffy2 and fluffy3 none of them work as password", "Fluffy1", "Fluffy2", "fluffy3")]
    [InlineData("my password is correct horse battery staple", "horse", "staple")]
    [InlineData("my password is blue monkey 42", "monkey", "42")]
    [InlineData("password is my dogs name Fluffy", "Fluffy")]
    [InlineData("my password is \"blue cat\"", "blue cat")]
    [InlineData("username: jane password: sunshine", "sunshine")]
    [InlineData("jane@gmail.com / hunter2!x", "hunter2")]
    [InlineData("P@ssw0rd1", "P@ss")]
    [InlineData("my pass\u200Bword is hun\u200Bter2", "ter2")]
    [InlineData("my раssword is hunter2", "hunter2")]
    [InlineData("mi contraseña es gatito22", "gatito22")]
    [InlineData("la clave era perro", "perro")]
    [InlineData("my password is 12345678", "12345678")]
    [InlineData("wrong password?? it was Fluffy99 before", "Fluffy99")]
    [InlineData("typed the email and then Biscuits4all for password", "Biscuits4all")]
    [InlineData("p4ssw0rd is S3cretSauce", "S3cretSauce")]
    [InlineData("my pa$$word is Honeybee", "Honeybee")]
    [InlineData("pass word is Snoopy with the number 1966 after", "Snoopy", "1966")]
    [InlineData("my password starts with Ang3l and then ends with Wings", "Ang3l", "Wings")]
    [InlineData("my kaiser pw is the same as my bank pw, Sequoia88", "Sequoia88")]
    [InlineData("i keep typing Gandalf7 and it wont take it", "Gandalf7")]
    [InlineData("puse Gatito99 y no entra", "Gatito99")]
    [InlineData("login ed.ruiz@example.org / Chevy#1957", "Chevy")]
    [InlineData("the password is the word butterscotch all small letters", "butterscotch")]
    [InlineData("I set it as Hummingbird! when I did the reset of the password", "Hummingbird")]
    [InlineData("i changed it to FreeBird! yesterday", "FreeBird")]
    [InlineData("wrong pw? i put 'open sesame'", "sesame")]
    [InlineData("i tried qwerty and asdfgh", "qwerty", "asdfgh")]
    [InlineData("password 061284", "061284")]
    [InlineData("my password has been dragonfly since 2010", "dragonfly")]
    [InlineData("password for my portal comma capital T Texas 55 exclamation", "Texas", "55")]
    [InlineData("user name is rlopez and then Sparky!77", "Sparky!77")]
    [InlineData("lupe:Cumbia#22 doesnt get me in", "Cumbia#22")]
    [InlineData("do you have Tugboat_77 on file", "Tugboat_77")]
    [InlineData("do you still know B00kworm or not", "B00kworm")]
    [InlineData("I TYPED CUBBIES1908 AND IT SAYS WRONG", "CUBBIES1908")]
    [InlineData("my password, tugboat, is refused", "tugboat")]
    [InlineData("password (tugboat) not accepted", "tugboat")]
    [InlineData("la clave de antes, Margarita, ya no", "Margarita")]
    [InlineData("password is the name of my dog Fluffy", "Fluffy")]
    [InlineData("my log in is sally and tugboat7", "tugboat7")]
    [InlineData("login: sally/tugboat7", "tugboat7")]
    [InlineData("login with tugboat77 doesnt work", "tugboat77")]
    [InlineData("can i have tugboat as new password", "tugboat")]
    [InlineData("i made my password tugboat", "tugboat")]
    [InlineData("p a s s w o r d is tugboat", "tugboat")]
    [InlineData("p/w is tugboat", "tugboat")]
    [InlineData("my pass-word is tugboat", "tugboat")]
    [InlineData("password all caps TUGBOAT", "TUGBOAT")]
    [InlineData("the password is tugboat plus the number 52", "tugboat", "52")]
    [InlineData("my password starts with Tug ends with 5!", "Tug", "5!")]
    [InlineData("la contraseña termina en 77!", "77!")]
    [InlineData("usuario: rosa / clave: girasol", "girasol")]
    [InlineData("mi contraseña es el nombre de mi perro Canelo", "Canelo")]
    [InlineData("yo pongo Girasol#22", "Girasol#22")]
    public void Removes_a_password_however_it_is_said(string text, params string[] secrets) => ExpectRemoved(text, "password", secrets);

    [Theory]
    [InlineData("my password is h u n t e r 2", "h u n")]
    [InlineData("password is capital S u m m e r 2 0 2 4 exclamation point", "u m m", "2 0")]
    [InlineData("it's S as in Sam, u, n, n, y, 1, 2 for the password", "Sam", "n, n")]
    [InlineData("my password is h-u-n-t-e-r-2", "h-u")]
    [InlineData("its capital T then ugboat then the number 12", "ugboat", "12")]
    [InlineData("password capital t texas zero six", "texas", "zero six")]
    public void Removes_a_password_that_is_spelled_out(string text, params string[] secrets) => ExpectRemoved(text, "password", secrets);

    [Theory]
    [InlineData("my pin is 4821", "4821")]
    [InlineData("phone pin 4821", "4821")]
    [InlineData("4821 is my pin", "4821")]
    [InlineData("i unlock my phone with 2580", "2580")]
    [InlineData("el pin de mi teléfono es 1234", "1234")]
    [InlineData("screen lock 0412", "0412")]
    [InlineData("i unlock it with 112233", "112233")]
    [InlineData("my pin for face id fallback is 0099", "0099")]
    [InlineData("7712 opens my phone", "7712")]
    [InlineData("to unlock i type 7712", "7712")]
    [InlineData("the 4 digits to get into my phone are 7712", "7712")]
    [InlineData("p i n 7712", "7712")]
    public void Removes_a_pin(string text, params string[] secrets) => ExpectRemoved(text, "pin", secrets);

    [Theory]
    [InlineData("security answer is Meatballs", "Meatballs")]
    [InlineData("it asks my mothers maiden name, O'Brien, and refuses", "O'Brien")]
    [InlineData("my security answers are Pittsburgh and Chevy", "Pittsburgh", "Chevy")]
    [InlineData("Security question: favorite teacher. Answer: Mrs. Kowalski", "Kowalski")]
    [InlineData("for the security question i typed meatballs", "meatballs")]
    [InlineData("answered my secret question with Meatballs", "Meatballs")]
    [InlineData("mi primera mascota se llamaba Canelo", "Canelo")]
    [InlineData("Abernathy is my mothers maiden name", "Abernathy")]
    [InlineData("the answer to what street did you grow up on is Larkspur Lane", "Larkspur", "Lane")]
    [InlineData("my dogs name is the answer to the question, Rosie", "Rosie")]
    [InlineData("la respuesta es Firulais, mi perro", "Firulais")]
    [InlineData("la respuesta a mi pregunta de seguridad es Albóndigas", "Albóndigas")]
    public void Removes_the_answer_to_a_security_question(string text, params string[] secrets) => ExpectRemoved(text, "password", secrets);

    [Theory]
    [InlineData("my ssn is 123-45-6789", "123", "6789")]
    [InlineData("123 45 6789", "123", "6789")]
    [InlineData("ssn 123456789", "123456789")]
    [InlineData("last four of my social is 6789", "6789")]
    [InlineData("ssn last four 4471", "4471")]
    [InlineData("ssn last 4 4471", "4471")]
    [InlineData("social security number one two three forty five six seven eight nine", "forty five")]
    [InlineData("１２３-４５-６７８９", "６７８９")]
    [InlineData("219/09/9999", "9999")]
    [InlineData("s.s.n. 219099999", "219099999")]
    [InlineData("4471 are the last four of my ssn", "4471")]
    [InlineData("los últimos cuatro de mi seguro son 4471", "4471")]
    [InlineData("1 2 3 - 4 5 - 6 7 8 9 is my ssn", "4 5", "8 9")]
    [InlineData("my soc sec no is one two three, four five, six seven eight nine", "four five", "nine")]
    public void Removes_a_social_security_number(string text, params string[] secrets) => ExpectRemoved(text, "ssn", secrets);

    [Theory]
    [InlineData("4111 1111 1111 1111", "1111")]
    [InlineData("4111-1111-1111-1111", "1111")]
    [InlineData("my card number is 4111111111111112", "4111")]
    [InlineData("visa exp 09/27 cvv 123", "09/27", "123")]
    [InlineData("card says the 3 digits on the back are 881", "881")]
    [InlineData("security code 882 on my visa", "882")]
    [InlineData("expiration date on my credit card is 12/2028", "12/2028")]
    [InlineData("el código de atrás de la tarjeta es 882", "882")]
    public void Removes_a_card_number(string text, params string[] secrets) => ExpectRemoved(text, "card", secrets);

    [Theory]
    [InlineData("the code is 482913", "482913")]
    [InlineData("they texted me 482913 but it says invalid", "482913")]
    [InlineData("482913", "482913")]
    [InlineData("code 482 913 doesn't work", "482 913")]
    [InlineData("my code is four eight two nine one three", "eight two")]
    [InlineData("my backup codes are abcd1234 efgh5678", "abcd", "efgh")]
    [InlineData("activation code WXYZ1-ABCD2-QRST3", "WXYZ1", "QRST3")]
    [InlineData("G-482913", "482913")]
    [InlineData("me llegó el código 482913 y no sirve", "482913")]
    [InlineData("my backup codes 44120983 66410927 20098813", "44120983", "66410927", "20098813")]
    [InlineData("the six digits are three nine one one zero four", "three nine")]
    [InlineData("it says my activation number AC-5520-9917 is invalid", "AC-5520")]
    [InlineData("recovery code 8F3K 2P9Q 7XWD R4TN says not valid", "R4TN")]
    [InlineData("mi código de recuperación es H2M9 QQ7T", "QQ7T")]
    [InlineData("code i was given over the phone was five five zero two one eight", "zero two")]
    [InlineData("118204 was the number they sent me", "118204")]
    [InlineData("my recovery code wxyz-abcd-mnop is refused", "wxyz-abcd-mnop")]
    [InlineData("got a text 44718", "44718")]
    [InlineData("the text says 4471", "4471")]
    [InlineData("sms: 4471", "4471")]
    [InlineData("backup codes 8812-0045 / 7719-3321", "8812-0045", "7719-3321")]
    [InlineData("otp code please 447182", "447182")]
    [InlineData("used 44718293 from the email", "44718293")]
    [InlineData("code was 4471 and then 5582", "4471", "5582")]
    [InlineData("447182 is not working", "447182")]
    [InlineData("I typed the code 447182 three times", "447182")]
    [InlineData("activation: 4471 8293", "4471 8293")]
    [InlineData("activation code is KP-4471-QX", "4471")]
    [InlineData("enter code 4F7G2H it said", "4F7G2H")]
    [InlineData("the letter has code JX88 41TT", "JX88", "41TT")]
    [InlineData("she read me 447182 over the phone", "447182")]
    [InlineData("me llegó un mensaje con el 44718", "44718")]
    [InlineData("recibí 4471 por texto", "4471")]
    [InlineData("el código que me mandaron dice 44718", "44718")]
    [InlineData("clave de un solo uso 447182", "447182")]
    [InlineData("me dieron el código AB-4471-K", "4471")]
    public void Removes_a_code_nobody_asked_for(string text, params string[] secrets) => ExpectRemoved(text, "code", secrets);

    [Theory]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def_123", "token", "eyJ")]
    [InlineData("Authorization: Bearer abcdef1234567890xyz", "token", "abcdef")]
    [InlineData("setup key JBSWY3DPEHPK3PXP", "token", "JBSW")]
    [InlineData("setup key JBSW Y3DP EHPK 3PXP", "token", "JBSW", "3PXP")]
    [InlineData("https://portal.example.org/recover/9f8e7d6c5b4a39281706", "token", "9f8e7d6c")]
    [InlineData("cookie session_id=8f2c1a99b7d34e10", "token", "8f2c1a99")]
    [InlineData("https://kp.org/reset?token=abc123DEF456&x=1", "token", "abc123")]
    [InlineData("otpauth://totp/KP:jane?secret=JBSWY3DPEHPK3PXP&issuer=KP", "otpauth", "JBSW", "jane")]
    public void Removes_keys_that_machines_hand_out(string text, string kind, params string[] secrets) => ExpectRemoved(text, kind, secrets);

    [Theory]
    [InlineData("my password is incorrect")]
    [InlineData("my password is not working")]
    [InlineData("it says my password is expired")]
    [InlineData("my password is wrong and my mom is angry")]
    [InlineData("my password is 8 characters long")]
    [InlineData("forgot password link is broken")]
    [InlineData("I changed my password yesterday")]
    [InlineData("my username is jsmith85 and password is wrong")]
    [InlineData("my password is not working, my member number is 12345678")]
    [InlineData("my pin doesn't work, member number 12345678")]
    [InlineData("I used chrome 141 on windows11 and my password failed")]
    [InlineData("I used my iphone14 and typed my password")]
    [InlineData("error E0000069 after entering my password")]
    [InlineData("error code 500123")]
    [InlineData("zip code 94105")]
    [InlineData("request id 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("X-Request-Id: YbXyZ123abcDEF456ghi789")]
    [InlineData("kp.org says my user ID or password is incorrect. Error 403 ref 18.2f4c1c17.1732041600.1a2b3c4d")]
    [InlineData("AADSTS50126: Error validating credentials due to invalid username or password.")]
    [InlineData("my code expired 30 minutes ago")]
    [InlineData("code sent to number ending in 4821")]
    [InlineData("the code they sent to 415-555-0123 never arrived")]
    [InlineData("born 03/14/1962, call me at (415) 555-0123 or jane.doe85@gmail.com")]
    [InlineData("ticket KP-7K3M-9Q2X and INC0010002")]
    [InlineData("on 10/3/26 at 9:15am I typed my password and got locked")]
    [InlineData("app version 4.12.1 on ios 18.1")]
    [InlineData("la contraseña es incorrecta")]
    [InlineData("mi contraseña no funciona")]
    [InlineData("You have exceeded the maximum sign in attempts. You must wait 10 minutes before trying again.")]
    [InlineData("Reference #18.5f2c1602.1732")]
    [InlineData("The user ID or password you entred is incorect. (Ref: 7f3c-22e1)")]
    [InlineData("my password is expird and also rejcted")]
    [InlineData("my user id is tiger77")]
    [InlineData("kitty99@example.org")]
    [InlineData("error AADSTS50126 code E4107")]
    [InlineData("it asks for 6 digits")]
    [InlineData("the portal says MC-20418, what is that")]
    [InlineData("covid19 test results")]
    [InlineData("safari 17.4 on macos 14.4, sm-g991b android 14")]
    [InlineData("password manager is 1Password")]
    [InlineData("member1@example")]
    [InlineData("mail goes to rosa_d@hotmail and nothing comes")]
    [InlineData("Ticket#123, Suite#200, Windows#11")]
    [InlineData("my iPhone15Pro and the Galaxy S23Ultra")]
    [InlineData("I have a MacBookPro2019")]
    [InlineData("texted me from 75401 and 22395")]
    [InlineData("they sent me 3 emails on 11/12")]
    [InlineData("I got 1200 steps")]
    [InlineData("page says 1020")]
    [InlineData("Timestamp: Fri, 20 Nov 2026 07:31:08 PST. It said invalid code.")]
    [InlineData("my dad passed away")]
    [InlineData("olvidé la contraseña, intenté muchas y nada")]
    [InlineData("they gave me ticket number 44718")]
    [InlineData("password reset email goes to spam")]
    [InlineData("the password (case sensitive)")]
    [InlineData("my password, however, is right")]
    [InlineData("Password must contain 1 uppercase, 1 lowercase, 1 number")]
    [InlineData("I changed my password Thursday")]
    [InlineData("gmail says wrong password")]
    [InlineData("Your reset password token is no longer valid.")]
    [InlineData("security question is not loading")]
    [InlineData("the answer to the security question is not accepted")]
    [InlineData("my first pet, it asks")]
    [InlineData("social security benefits since 2011")]
    [InlineData("call me back at 415-555-0163")]
    [InlineData("I have the password period")]
    [InlineData("me llegó la carta el 4 de mayo")]
    [InlineData("el mensaje dice error 404")]
    [InlineData("the answer to my question is in the email")]
    [InlineData("the answer is no, i never had one")]
    [InlineData("la respuesta es no")]
    [InlineData("password field with a 1 in it")]
    [InlineData("my password is the same one, no spaces or anything")]
    [InlineData("el número que termina en 4471")]
    [InlineData("cambié mi correo ayer")]
    [InlineData("me dice que el usuario o contraseña no son correctos")]
    [InlineData("dice que usuario y contraseña son incorrectos")]
    [InlineData("las contraseñas no son iguales")]
    [InlineData("no sé la respuesta secreta")]
    [InlineData("mi seguro es de 2011")]
    public void Leaves_everything_else_as_it_was_written(string text)
    {
        var scrubbed = Scrubber.Scrub(text, Asked.Nothing);

        scrubbed.Text.Should().Be(text);
        scrubbed.Removed.Should().BeEmpty();
    }

    [Theory]
    [InlineData("482913", Asked.Code)]
    [InlineData("it's 482 913", Asked.Code)]
    [InlineData("482913", Asked.MemberNumber)]
    [InlineData("4155550123", Asked.Phone)]
    [InlineData("031462", Asked.DateOfBirth)]
    public void Leaves_what_was_asked_for(string text, Asked asked) => Scrubber.Scrub(text, asked).Text.Should().Be(text);

    [Fact]
    public void Never_throws_and_keeps_text_without_secrets_whole()
    {
        Gen.String[Gen.Char, 0, 200].Sample(text => Scrubber.Scrub(text, Asked.Nothing).Removed.Should().NotContain("unreadable"), iter: 5_000);
    }

    [Theory]
    [InlineData("password is ")]
    [InlineData("1 2 3 4 ")]
    [InlineData("4-4-4-")]
    [InlineData("password:password:")]
    [InlineData("tried tried tried ")]
    [InlineData("code code 1234 ")]
    [InlineData("capital ")]
    [InlineData("p a s s ")]
    [InlineData("security answer is ")]
    [InlineData("sent me the ")]
    [InlineData("key=a:b=")]
    [InlineData("\ud800x")]
    public void Takes_no_longer_for_hostile_text(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, (4_000 / pattern.Length) + 1))[..4_000];

        var fastest = Fastest.Of(() => Scrubber.Scrub(text, Asked.Nothing));

        fastest.Should().BeLessThan(TimeSpan.FromMilliseconds(500), "a debug build on a busy machine is allowed much; quadratic work would take longer");
    }

    private static void ExpectRemoved(string text, string kind, string[] secrets)
    {
        var scrubbed = Scrubber.Scrub(text, Asked.Nothing);

        scrubbed.Removed.Should().NotBeEmpty().And.OnlyContain(removed => removed == kind);
        scrubbed.Text.Should().NotContainAny(secrets).And.Contain($"[removed: {kind}]");
    }

    private static SecretScrubber Load()
    {
        var content = ContentFolder.Open(Path.Combine(AppContext.BaseDirectory, "Content"));

        return SecretScrubber.From(content);
    }
}

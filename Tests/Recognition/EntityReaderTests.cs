using CsCheck;
using FluentAssertions;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Details;
using Tests.Given;
using Xunit;

namespace Tests.Recognition;

/// <summary>Read on Monday, 23 November 2026, ten in the morning.</summary>
public sealed class EntityReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-8));

    [Theory]
    [InlineData("my email is Rosa.Delgado@gmail.com", "rosa.delgado@gmail.com")]
    [InlineData("jane dot doe at gmail dot com", "jane.doe@gmail.com")]
    [InlineData("its bob underscore king at yahoo dot com", "bob_king@yahoo.com")]
    [InlineData("send it to daddy+kaiser@mail.example.org.", "daddy+kaiser@mail.example.org")]
    [InlineData("jen (at) verizon (dot) net", "jen@verizon.net")]
    [InlineData("mi correo es ana guion ruiz arroba hotmail punto com", "ana-ruiz@hotmail.com")]
    [InlineData("it went to j****n@aol.com")]
    [InlineData("i was at home and dot com was all it said")]
    [InlineData("k castro all one word at mail dot example dot net", "kcastro@mail.example.net")]
    public void Reads_email_addresses(string text, params string[] emails) => Read(text).Email.Should().Equal(emails);

    [Theory]
    [InlineData("call me at (415) 555-0123", "+14155550123")]
    [InlineData("its 4 1 5 5 5 5 0 1 2 3", "+14155550123")]
    [InlineData("four one five five five five oh one two three is my number", "+14155550123")]
    [InlineData("area code 661 then 555 0190", "+16615550190")]
    [InlineData("+44 20 7946 0958", "+442079460958")]
    [InlineData("213 555 0120 but now 213 555 0176", "+12135550120", "+12135550176")]
    [InlineData("phone ending 0142 never gets the code")]
    [InlineData("request id 4155550123")]
    [InlineData("home is 415/555-0123", "+14155550123")]
    [InlineData("text 4 1 5, 5 5 5, 0 1 2 3 please", "+14155550123")]
    public void Reads_phone_numbers(string text, params string[] phones) => Read(text).Phone.Should().Equal(phones);

    [Theory]
    [InlineData("member number 11223344", "11223344")]
    [InlineData("my medical record number is 12-345-678", "12345678")]
    [InlineData("my MRN is 1234 5678", "12345678")]
    [InlineData("12345678 is my member id", "12345678")]
    [InlineData("member id is one two zero zero nine eight seven six", "12009876")]
    [InlineData("my wife's MRN 23445566, mine's 23445567", "23445566", "23445567")]
    [InlineData("error reference 12345678")]
    [InlineData("is it the long number on the card")]
    [InlineData("my member number is 11223344 not 11223345", "11223344")]
    [InlineData("medical record no. 33445566", "33445566")]
    public void Reads_member_numbers(string text, params string[] numbers) => Read(text).MemberNumber.Should().Equal(numbers);

    [Theory]
    [InlineData("dob 3/14/62", "1962-03-14")]
    [InlineData("born on the 3rd of march 1948", "1948-03-03")]
    [InlineData("my birthdate december twelfth nineteen fifty three", "1953-12-12")]
    [InlineData("mom (03-30-1936) uses an ipad", "1936-03-30")]
    [InlineData("nací el 15 de marzo de 1955", "1955-03-15")]
    [InlineData("DOB 2/29/1956", "1956-02-29")]
    [InlineData("DOB 2/30/1956")]
    [InlineData("birthdate: 13/25/1960")]
    [InlineData("born 3/14/2062")]
    [InlineData("i was born in Fresno")]
    [InlineData("born on Christmas 1961", "1961-12-25")]
    public void Reads_dates_of_birth(string text, params string[] days) => Read(text).DateOfBirth.Select(Written).Should().Equal(days);

    [Theory]
    [InlineData("05061949", "1949-05-06")]
    [InlineData("its 7 4 1976", "1976-07-04")]
    [InlineData("1944, in November, the 2nd", "1944-11-02")]
    [InlineData("march 14 62", "1962-03-14")]
    [InlineData("31 June 1955")]
    [InlineData("I would rather not say")]
    public void Reads_a_date_of_birth_where_it_was_asked_for(string text, params string[] days) =>
        Read(text, Asked.DateOfBirth).DateOfBirth.Select(Written).Should().Equal(days);

    [Theory]
    [InlineData("last Tuesday I logged in fine", "2026-11-17")]
    [InlineData("it worked yesterday", "2026-11-22")]
    [InlineData("I could sign in two weeks ago", "2026-11-09")]
    [InlineData("last signed in around Thanksgiving", "2025-11-24/2025-11-30")]
    [InlineData("last login sometime in March", "2026-03-01/2026-03-31")]
    [InlineData("I last logged in early October", "2026-10-01/2026-10-10")]
    [InlineData("last time I got in was a couple months ago", "2026-09-09/2026-10-07")]
    [InlineData("I haven't been able to sign in since October 15th", "2026-10-15")]
    [InlineData("last sign in December 20th", "2025-12-20")]
    [InlineData("I last signed in in 2024", "2024-01-01/2024-12-31")]
    [InlineData("last got in in the spring", "2026-03-01/2026-05-31")]
    [InlineData("entré hace tres días sin problema", "2026-11-20")]
    [InlineData("la última vez que pude entrar fue el martes pasado", "2026-11-17")]
    [InlineData("I will sign in next Friday")]
    [InlineData("i cant wait i need to get in today")]
    [InlineData("I really have to get into my account today")]
    [InlineData("I want to be able to log in today")]
    [InlineData("I got in today", "2026-11-23")]
    [InlineData("my appointment is on November 3")]
    public void Reads_the_last_good_sign_in(string text, params string[] days) => Read(text).LastSignIn.Select(Written).Should().Equal(days);

    [Theory]
    [InlineData("about two months ago", "2026-09-09/2026-10-07")]
    [InlineData("June", "2026-06-01/2026-06-30")]
    [InlineData("12/24", "2025-12-24")]
    [InlineData("antier", "2026-11-21")]
    [InlineData("last summer", "2026-06-01/2026-08-31")]
    [InlineData("hace más o menos dos semanas", "2026-11-06/2026-11-12")]
    [InlineData("hace un par de semanas", "2026-11-06/2026-11-12")]
    [InlineData("hace casi un mes", "2026-10-09/2026-11-06")]
    [InlineData("el mes antepasado", "2026-09-01/2026-09-30")]
    [InlineData("la semana antepasada", "2026-11-09/2026-11-15")]
    [InlineData("i dont remember")]
    [InlineData("a week ago Tuesday", "2026-11-17")]
    [InlineData("two weeks ago Friday", "2026-11-06")]
    [InlineData("between the 2nd and the 6th of November", "2026-11-02/2026-11-06")]
    public void Reads_a_date_where_one_was_asked_for(string text, params string[] days) => Read(text, Asked.Date).LastSignIn.Select(Written).Should().Equal(days);

    [Theory]
    [InlineData("como en mayo", "2026-05-01/2026-05-31")]
    [InlineData("around may", "2026-05-01/2026-05-31")]
    [InlineData("I changed it last week")]
    [InlineData("my grandson set it up again when he was here in May for his birthday")]
    public void Reads_a_day_where_it_was_asked_since_when(string text, params string[] days) => Read(text, Asked.SinceWhen).LastSignIn.Select(Written).Should().Equal(days);

    [Theory]
    [InlineData("error at around 9:15 this morning", "2026-11-23T09:15")]
    [InlineData("got the error 10 minutes ago", "2026-11-23T09:50")]
    [InlineData("locked since last night", "2026-11-22")]
    [InlineData("it failed at 21:40 on 11/20", "2026-11-20T21:40")]
    [InlineData("error Fri Nov 20 2026 09:14:33 GMT-0800", "2026-11-20T09:14")]
    [InlineData("the error came Thursday, November 12 at 8:05", "2026-11-12T08:05")]
    [InlineData("me salio el error el jueves 12 de noviembre", "2026-11-12")]
    [InlineData("the error came up at noon", "2026-11-22T12:00")]
    [InlineData("i saw the error Saturday at 10", "2026-11-21T10:00")]
    [InlineData("error hit at half past seven last night", "2026-11-22T19:30")]
    [InlineData("\"Access denied\" (2026-11-22T14:03:22Z)", "2026-11-22T14:03")]
    [InlineData("me sale error desde las 8 de la mañana", "2026-11-23T08:00")]
    [InlineData("error at 6:30 tomorrow morning")]
    [InlineData("call me at 3pm")]
    [InlineData("locked until 3pm")]
    public void Reads_when_an_error_was_seen(string text, params string[] moments) =>
        Read(text).ErrorTime.Select(moment => Written(moment.Day) + (moment.Time is { } time ? $"T{time:HH:mm}" : "")).Should().Equal(moments);

    [Theory]
    [InlineData("chrome 141 on windows 11", "Chrome", "141", "", "Windows", "11", "", "")]
    [InlineData("my iphone 14 on ios 18.1", "", "", "iPhone 14", "iOS", "18.1", "", "")]
    [InlineData("samsung galaxy s22, android 13", "", "", "Samsung Galaxy S22", "Android", "13", "", "")]
    [InlineData("the kp app version 4.12", "", "", "", "", "", "4.12", "mobile")]
    [InlineData("Pixel 7a, Android 14, app version 9.4.1", "", "", "Pixel 7a", "Android", "14", "9.4.1", "mobile")]
    [InlineData("ie11 on win 7", "Internet Explorer", "11", "", "Windows", "7", "", "")]
    [InlineData("firefox, version 115.4 on the website", "Firefox", "115.4", "", "", "", "", "web")]
    [InlineData("version 141 of chrome", "Chrome", "141", "", "", "", "", "")]
    [InlineData("macbook pro with macos sonoma, safari 17", "Safari", "17", "MacBook Pro", "macOS", "Sonoma", "", "")]
    [InlineData("I closed all windows and tried 3 times", "", "", "", "", "", "", "")]
    [InlineData("my authenticator app is gone, i'm on edge", "", "", "", "", "", "", "")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36 Edg/118.0.2088.46", "Edge", "118.0.2088.46", "", "Windows", "10", "", "")]
    public void Reads_what_they_sign_in_with(string text, string browser, string browserVersion, string device, string os, string osVersion, string appVersion, string platform)
    {
        var entities = Read(text);

        new[] { entities.Browser, entities.BrowserVersion, entities.Device, entities.Os, entities.OsVersion, entities.AppVersion, entities.Platform }
            .Select(values => string.Join('+', values))
            .Should().Equal(browser, browserVersion, device, os, osVersion, appVersion, platform);
    }

    [Theory]
    [InlineData("no tengo el edge ese, uso otro")]
    [InlineData("I don't have Chrome")]
    [InlineData("we never used google chrome or the edge here")]
    [InlineData("not safari")]
    [InlineData("I don't have an iPhone")]
    public void What_they_do_not_have_is_not_what_they_sign_in_with(string text) => (Read(text).Browser.Count + Read(text).Device.Count).Should().Be(0);

    [Theory]
    [InlineData("no, chrome", "Chrome")]
    [InlineData("no me funciona en chrome", "Chrome")]
    [InlineData("not sure, chrome I guess", "Chrome")]
    [InlineData("I don't have edge, just safari", "Safari")]
    public void What_they_use_is_read_beside_a_no(string text, string browser) => Read(text).Browser.Should().Equal(browser);

    [Fact]
    public void What_was_theirs_is_still_told_of() => Read("I don't have my iPhone anymore").Device.Should().Equal("iPhone");

    [Theory]
    [InlineData("it says \"Incorrect username or password\" since 8:14", "Incorrect username or password")]
    [InlineData("screen says 'Too many attempts. Try again later.'", "Too many attempts. Try again later.")]
    [InlineData("it says unsupported browser, in Firefox 78", "unsupported browser")]
    [InlineData("it says my account is temporarly locked, tried 5 times", "my account is temporarly locked")]
    [InlineData("quote your session has expired unquote is what it shows", "your session has expired")]
    [InlineData("i clicked \"Forgot password\" and nothing came")]
    [InlineData("the \"sign in\" button does nothing")]
    public void Reads_the_words_on_the_screen(string text, params string[] errors) => Read(text).ErrorText.Should().Equal(errors);

    [Theory]
    [InlineData("it says Account suspended", "Account suspended")]
    [InlineData("We can't sign you in right now", "We can't sign you in right now")]
    [InlineData("i don't remember")]
    [InlineData("I think it was: Access was denied", "Access was denied")]
    [InlineData("Access was denied period", "Access was denied")]
    public void Reads_the_words_on_the_screen_where_they_were_asked_for(string text, params string[] errors) => Read(text, Asked.ErrorText).ErrorText.Should().Equal(errors);

    [Theory]
    [InlineData("Unable to sign in E0000069", "E0000069")]
    [InlineData("error code 403", "403")]
    [InlineData("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_REFUSED")]
    [InlineData("AADSTS50126: wrong password", "AADSTS50126")]
    [InlineData("my iphone13 is on ios17")]
    public void Reads_error_codes(string text, params string[] codes) => Read(text).ErrorCode.Should().Equal(codes);

    [Theory]
    [InlineData("KP-7K3M-9Q2X", "KP-7K3M-9Q2X")]
    [InlineData("kp 7k3m 9q2x", "KP-7K3M-9Q2X")]
    [InlineData("ticket #12345 and INC0010002", "12345", "INC0010002")]
    [InlineData("kp org page")]
    public void Reads_ticket_numbers(string text, params string[] tickets) => Read(text).TicketNumber.Should().Equal(tickets);

    [Theory]
    [InlineData("483920", "483920")]
    [InlineData("my code. 9 9 0, 1 2 1", "990121")]
    [InlineData("G-552918?", "552918")]
    [InlineData("8830 1172", "88301172")]
    [InlineData("no code came")]
    [InlineData("20417")]
    public void Reads_a_code_where_one_was_asked_for(string text, params string[] codes) => Read(text, Asked.Code).OneTimeCode.Should().Equal(codes);

    [Fact]
    public void Reads_no_code_where_none_was_asked_for() => Read("the code is 483920").OneTimeCode.Should().BeEmpty();

    [Theory]
    [InlineData("tried 5 times", 5, null, null)]
    [InlineData("tried three or four times", 4, null, null)]
    [InlineData("after 3 failed attempts, 2 attempts remaining", 3, 2, null)]
    [InlineData("You have one more attempt before your account is locked.", null, 1, null)]
    [InlineData("me queda 1 intento", null, 1, null)]
    [InlineData("Try again in 30 minutes", null, null, 30)]
    [InlineData("locked for 2 hours", null, null, 120)]
    [InlineData("espere media hora o 30 minutos", null, null, 30)]
    [InlineData("I've been locked out for 2 hours", null, null, null)]
    [InlineData("it happened 30 minutes ago", null, null, null)]
    public void Counts_tries_and_waits(string text, int? made, int? left, int? waitMinutes)
    {
        var entities = Read(text);

        entities.TriesMade.Should().Be(made);
        entities.TriesLeft.Should().Be(left);
        entities.Wait.Should().Be(waitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
    }

    [Theory]
    [InlineData("my name is Jane Doe and my dob is 3/14/62", Asked.Nothing, "Jane Doe")]
    [InlineData("me llamo Juan Pérez", Asked.Nothing, "Juan Pérez")]
    [InlineData("Jane Q. Public", Asked.Name, "Jane Q. Public")]
    [InlineData("it's maria lopez garcia", Asked.Name, "maria lopez garcia")]
    [InlineData("my user name is jane85", Asked.Nothing, null)]
    [InlineData("i'm locked out", Asked.Nothing, null)]
    [InlineData("she needs her refill by friday though", Asked.Name, null)]
    [InlineData("fine", Asked.Name, null)]
    [InlineData("He Xiao Ming", Asked.Name, "He Xiao Ming")]
    [InlineData("why do you ask", Asked.Name, null)]
    public void Reads_a_name(string text, Asked asked, string? name) => Read(text, asked).FullName.Should().Be(name);

    [Theory]
    [InlineData("my mom can't log in", "caregiver")]
    [InlineData("I'm her caregiver", "caregiver")]
    [InlineData("calling for my husband", "caregiver")]
    [InlineData("mi mamá no puede entrar", "caregiver")]
    [InlineData("it's my own account", "member")]
    [InlineData("my daughter set up my phone", null)]
    [InlineData("i can't log in", null)]
    public void Tells_who_is_asking(string text, string? who) => Read(text).Who.Should().Be(who);

    [Fact]
    public void Never_throws() => Gen.Select(Gen.String[Gen.Char, 0, 200], Gen.Enum<Asked>()).Sample((text, asked) => Read(text, asked), iter: 5_000);

    [Fact]
    public void Never_throws_on_words_in_any_order()
    {
        string[] words =
        [
            "at", "9", "30", "12", "0", "31", "02", "1962", "2026", "march", "may", "feb", "/", "-", ".", ":", ",", "am", "p", "m", "ago", "hace", "last", "next", "tuesday", "half", "past", "quarter",
            "to", "a", "couple", "of", "two", "twenty", "weeks", "year", "noon", "night", "in", "the", "early", "new", "years", "eve", "easter", "day", "th", "dot", "com", "@", "+", "(", ")", "555", "4155550123",
            "kp", "7k3m", "9q2x", "version", "chrome", "windows", "iphone", "app", "it", "says", "\"", "'", "error", "code", "name", "is", "jane", "las", "y", "media", "thousand", "nineteen", "\n", "oh", "double",
            "mozilla/5", "galaxy", "s", "plus", "E0000069", "wait", "left", "tries", "one", "ssn", "password", "pin", "[removed:", "]",
        ];
        var text = Gen.Select(Gen.OneOfConst(words), Gen.OneOfConst("", " ")).Array[0, 30].Select(parts => string.Concat(parts.Select(part => part.Item1 + part.Item2)));

        Gen.Select(text, Gen.Enum<Asked>()).Sample((said, asked) => Read(said, asked), iter: 20_000);
    }

    [Theory]
    [InlineData("at at dot dot ")]
    [InlineData("version 1.1.1.1.")]
    [InlineData("\"it says ")]
    [InlineData("a@b.")]
    [InlineData("jan 1 jan 2 ")]
    [InlineData("(415) 555-")]
    [InlineData("mozilla/5 ")]
    [InlineData("one two ")]
    public void Takes_no_longer_for_hostile_text(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, 4_000 / pattern.Length));

        var fastest = Fastest.Of(() => Read(text));

        fastest.Should().BeLessThan(TimeSpan.FromMilliseconds(500), "a debug build on a busy machine is allowed much; quadratic work would take longer");
    }

    private static Entities Read(string text, Asked asked = Asked.Nothing) => EntityReader.Read(text, new Utterance(text, "en", Now, asked));

    private static string Written(DateSpan span) => span.IsExact ? $"{span.From:yyyy-MM-dd}" : $"{span.From:yyyy-MM-dd}/{span.To:yyyy-MM-dd}";
}

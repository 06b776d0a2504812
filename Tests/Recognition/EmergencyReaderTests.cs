using CsCheck;
using FluentAssertions;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Emergencies;
using Xunit;

namespace Tests.Recognition;

public sealed class EmergencyReaderTests
{
    private static readonly EmergencyReader Reader = Load();

    [Theory]
    [InlineData("I'm having chest pain", "medical")]
    [InlineData("chest pains and cant log in", "medical")]
    [InlineData("i cant breathe", "medical")]
    [InlineData("my husband cant breath", "medical")]
    [InlineData("having trouble breathing and my app wont open", "medical")]
    [InlineData("I think I'm having a heart attack", "medical")]
    [InlineData("my mom is having a stroke", "medical")]
    [InlineData("her face is drooping and she can't talk", "medical")]
    [InlineData("i want to kill myself", "self-harm")]
    [InlineData("i want to die", "self-harm")]
    [InlineData("i dont want to live anymore", "self-harm")]
    [InlineData("no reason to live", "self-harm")]
    [InlineData("im suicidal", "self-harm")]
    [InlineData("sucidal thoughts", "self-harm")]
    [InlineData("i took a whole bottle of pills", "poison")]
    [InlineData("i took 40 tylenol", "poison")]
    [InlineData("my toddler swallowed bleach", "poison")]
    [InlineData("my kid drank cleaner what do i do", "poison")]
    [InlineData("overdose", "poison")]
    [InlineData("i think she overdosed on heroin", "poison")]
    [InlineData("my husband is hitting me", "violence")]
    [InlineData("my boyfriend beat me and im scared", "violence")]
    [InlineData("he has a gun", "violence")]
    [InlineData("my dad is unconscious", "medical")]
    [InlineData("shes unresponsive", "medical")]
    [InlineData("he passed out and wont wake up", "medical")]
    [InlineData("bleeding a lot and it wont stop", "medical")]
    [InlineData("the baby is not breathing", "medical")]
    [InlineData("my baby stopped breathing!!", "medical")]
    [InlineData("newborn turning blue", "medical")]
    [InlineData("my throat is closing up", "medical")]
    [InlineData("severe allergic reaction need help", "medical")]
    [InlineData("having a seizure right now", "medical")]
    [InlineData("call 911", "medical")]
    [InlineData("i need an ambulance", "medical")]
    [InlineData("help chest hurts arm numb", "medical")]
    [InlineData("CHEST PAIN HELP", "medical")]
    [InlineData("cant log in and my chest hurts really bad", "medical")]
    [InlineData("i'm going to end my life", "self-harm")]
    [InlineData("i cut my wrists", "self-harm")]
    [InlineData("thinking about ending it all", "self-harm")]
    [InlineData("I dont feel safe at home my husband is threatening to kill me", "violence")]
    [InlineData("me duele el pecho", "medical")]
    [InlineData("no puedo respirar", "medical")]
    [InlineData("quiero morirme", "self-harm")]
    [InlineData("me quiero matar", "self-harm")]
    [InlineData("mi hijo se trago cloro", "poison")]
    [InlineData("mi esposo me pega", "violence")]
    [InlineData("mi mama esta inconsciente", "medical")]
    [InlineData("I can't get into the portal to message my doctor and I have chest pain", "medical")]
    [InlineData("i dont know if im having a heart attack", "medical")]
    [InlineData("not sure if this is a stroke, my left arm is numb", "medical")]
    [InlineData("im dying", "medical")]
    [InlineData("my grandma fell and hit her head and is bleeding", "medical")]
    [InlineData("she stopped breathing", "medical")]
    [InlineData("My wife is having contractions 3 minutes apart and I can't find the hospital number", "medical")]
    [InlineData("i'm not ok, i want to hurt myself", "self-harm")]
    [InlineData("everyone would be better off without me", "self-harm")]
    [InlineData("unconcious", "medical")]
    [InlineData("chest pian", "medical")]
    [InlineData("can not breathe", "medical")]
    [InlineData("I can't do this anymore i want to end it", "self-harm")]
    [InlineData("my son is choking", "medical")]
    [InlineData("my friend is talking about killing himself", "self-harm")]
    [InlineData("I swallowed a bunch of pills", "poison")]
    [InlineData("can't breathe. can't log in", "medical")]
    [InlineData("took too many sleeping pills", "poison")]
    [InlineData("help my husband is dying", "medical")]
    [InlineData("there's a fire in my house", "medical")]
    [InlineData("i feel like i'm about to faint", "medical")]
    [InlineData("everyone would be better off if i was dead", "self-harm")]
    public void Hears_danger(string text, string kind) => Reader.Read(text, "en").Should().Be(kind);

    [Theory]
    [InlineData("this login is killing me")]
    [InlineData("I'm dying to get in")]
    [InlineData("my phone died")]
    [InlineData("last year I had a heart attack")]
    [InlineData("my dad had a stroke in 2019 and I manage his account")]
    [InlineData("my laptop is dying")]
    [InlineData("this website is killing me")]
    [InlineData("i almost had a heart attack when I saw the error")]
    [InlineData("i'd die for a working password")]
    [InlineData("the app keeps crashing and my phone is dead")]
    [InlineData("my battery is about to die")]
    [InlineData("dying of laughter")]
    [InlineData("i had a heart attack two years ago and need my records")]
    [InlineData("my mother had a stroke so I need access to her account")]
    [InlineData("recovering from a stroke, need help typing")]
    [InlineData("can't breathe a word of this")]
    [InlineData("shoot me an email")]
    [InlineData("kill the app and restart")]
    [InlineData("i killed the browser")]
    [InlineData("you're killing me")]
    [InlineData("stop killing me with these codes")]
    [InlineData("screen went black, page unresponsive")]
    [InlineData("the site is unresponsive")]
    [InlineData("the app is not responding")]
    [InlineData("this is the death of me")]
    [InlineData("emergency contact update")]
    [InlineData("my emergency room bill")]
    [InlineData("I'm bored to death waiting")]
    [InlineData("worst headache ever this site")]
    [InlineData("account was attacked by hackers")]
    [InlineData("my account was hacked")]
    [InlineData("the code is dead")]
    [InlineData("my husband passed away last month, how do I close his account")]
    [InlineData("my wife died last year")]
    [InlineData("depression screening results")]
    [InlineData("where are my stroke clinic appointment notes")]
    [InlineData("no chest pain, just can't log in")]
    [InlineData("i'm not suicidal, just frustrated")]
    [InlineData("pulling my hair out")]
    [InlineData("beating my head against the wall")]
    [InlineData("face id not working")]
    [InlineData("I cut my finger and the fingerprint doesn't read")]
    [InlineData("me muero de risa")]
    [InlineData("esta pagina me esta matando")]
    [InlineData("mi telefono se murio")]
    [InlineData("if you are having chest pain call 911 is what the page says")]
    [InlineData("the page says call 911 if this is an emergency")]
    [InlineData("please help me with my login")]
    [InlineData("can you help my mom sign in")]
    [InlineData("help my husband can't log in")]
    [InlineData("help me with my account")]
    [InlineData("this is not an emergency")]
    [InlineData("it hits me with an error every time")]
    [InlineData("my screen turned blue")]
    [InlineData("is chest pain covered by my plan")]
    [InlineData("how do I see my test results from my heart attack")]
    [InlineData("I had chest pain last week and want to see the results")]
    [InlineData("the password reset is going to be the death of me")]
    [InlineData("i want to die of embarrassment, forgot it again")]
    [InlineData("I could just die, locked out again")]
    [InlineData("my kids broke my phone")]
    [InlineData("dead line")]
    [InlineData("i need to log in before my appointment for asthma")]
    [InlineData("out of breath running around trying to find my phone")]
    [InlineData("this captcha makes me want to scream")]
    [InlineData("my boss is going to kill me if I don't get in")]
    [InlineData("hold my breath")]
    [InlineData("locked out of my account again, my blood pressure is up")]
    [InlineData("my phone drank water and died")]
    public void Stays_calm_at_figures_of_speech_and_past_events(string text) => Reader.Read(text, "en").Should().BeNull();

    [Fact]
    public void Never_throws() => Gen.String[Gen.Char, 0, 200].Sample(text => Reader.Read(text, "en"), iter: 5_000);

    [Theory]
    [InlineData("die ")]
    [InlineData("i want to to to to ")]
    [InlineData("no no chest it it ")]
    [InlineData("killlllling")]
    public void Takes_no_longer_for_hostile_text(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, 4_000 / pattern.Length));
        Reader.Read(text, "en");

        var started = TimeProvider.System.GetTimestamp();
        Reader.Read(text, "en");

        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromMilliseconds(200), "a debug build on a busy machine is allowed much; quadratic work would take longer");
    }

    private static EmergencyReader Load()
    {
        var content = ContentFolder.Open(Path.Combine(AppContext.BaseDirectory, "Content"));

        return EmergencyReader.From(content);
    }
}

using Bot.Desk.Pages;
using FluentAssertions;
using Xunit;

namespace Tests.Desk;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("http://раураl.example/sign-in", "http://xn--l-7sba6dbr.example/sign-in")]
    [InlineData("see kаiser.example now", "see xn--kiser-4ve.example now")]
    [InlineData("https://例え.jp/", "https://xn--r8jz45g.jp/")]
    [InlineData("https://kaiser.example/login?x=1", "https://kaiser.example/login?x=1")]
    [InlineData("No puedo entrar. ¿Qué hago?", "No puedo entrar. ¿Qué hago?")]
    [InlineData("Привет, не могу войти", "Привет, не могу войти")]
    [InlineData("\u202Egpj.exe", "⟨U+202E⟩gpj.exe")]
    [InlineData("ad\u200Bmin", "ad⟨U+200B⟩min")]
    [InlineData("a\u0000b\u0007c", "a⟨U+0000⟩b⟨U+0007⟩c")]
    [InlineData("line\nline\ttab", "line\nline\ttab")]
    [InlineData("👩‍👧 ok", "👩‍👧 ok")]
    [InlineData("-ä.-ö", "-⟨U+00E4⟩.-⟨U+00F6⟩")]
    public void Shows_what_is_there_and_nothing_that_pretends(string typed, string shown) => SafeText.Show(typed).Should().Be(shown);

    [Fact]
    public void Half_a_letter_is_shown_by_its_number() => SafeText.Show($"half {(char)0xD83D} pair").Should().Be("half ⟨U+D83D⟩ pair");

    [Fact]
    public void Long_text_is_shown_in_linear_time() => SafeText.Show(new string('ä', 100_000) + "." + new string('ö', 100_000)).Length.Should().BeGreaterThan(100_000);
}

using FluentAssertions;
using KnowledgeBase.Wordings;
using Tests.Given;
using Xunit;

namespace Tests.Wordings;

public sealed class LocaleTests
{
    private static readonly LocaleList Locales = new ContentBuilder().Load().Locales;
    private static readonly Locale English = Locales.Best("en");
    private static readonly Locale Spanish = Locales.Best("es");

    [Theory]
    [InlineData("es-MX", "es")]
    [InlineData("EN-us", "en")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    public void Finds_the_nearest_language(string? named, string found) => Locales.Best(named).Id.Should().Be(found);

    [Fact]
    public void Writes_times_and_dates_as_each_language_does()
    {
        English.Time(new TimeOnly(14, 30)).Should().Be("2:30 PM");
        English.Day(new DateOnly(2026, 11, 17)).Should().Be("Tuesday, November 17");
        English.FullDate(new DateOnly(1961, 3, 5)).Should().Be("March 5, 1961");

        Spanish.Time(new TimeOnly(14, 30)).Should().Be("2:30 p. m.");
        Spanish.Day(new DateOnly(2026, 11, 17)).Should().Be("martes, 17 de noviembre");
        Spanish.FullDate(new DateOnly(1961, 3, 5)).Should().Be("5 de marzo de 1961");
    }

    [Theory]
    [InlineData(30, "30 minutes", "30 minutos")]
    [InlineData(60, "1 hour", "1 hora")]
    [InlineData(90, "1 hour and 30 minutes", "1 hora y 30 minutos")]
    [InlineData(24 * 60, "1 day", "1 día")]
    [InlineData(14 * 24 * 60, "14 days", "14 días")]
    [InlineData(0.5, "30 seconds", "30 segundos")]
    [InlineData(29.2, "30 minutes", "30 minutos")]
    public void Writes_durations_in_words_and_never_too_short(double minutes, string english, string spanish)
    {
        English.Duration(TimeSpan.FromMinutes(minutes)).Should().Be(english);
        Spanish.Duration(TimeSpan.FromMinutes(minutes)).Should().Be(spanish);
    }

    [Theory]
    [InlineData("ru-RU", "1 час 30 минут")]
    [InlineData("vi-VN", "1 giờ 30 phút")]
    [InlineData("zh-Hans", "1 小时 30 分")]
    public void A_language_that_is_added_has_its_durations_from_Humanizer(string culture, string said)
    {
        var locale = With($"culture: {culture}").Load().Locales.Best("xx");

        (locale.Duration(TimeSpan.FromMinutes(90)), locale.Voice, locale.NameInEnglish).Should().Be((said, culture, "Exish"));
    }

    [Theory]
    [InlineData(0.5, "30 ilbiriqsi")]
    [InlineData(1, "1 daqiiqo")]
    [InlineData(90, "1 saacad iyo 30 daqiiqo")]
    [InlineData(36 * 60, "1 maalin iyo 12 saacadood")]
    public void A_language_that_Humanizer_does_not_speak_brings_its_own_words(double minutes, string said) =>
        With("culture: so-SO, voice: en-US, durations: { day: [maalin, maalmood], hour: [saacad, saacadood], minute: [daqiiqo, daqiiqo], second: [ilbiriqsi, ilbiriqsi], join: '{first} iyo {second}' }").Load()
            .Locales.Best("xx").Duration(TimeSpan.FromMinutes(minutes)).Should().Be(said);

    [Fact]
    public void Without_words_for_durations_the_start_stops_instead_of_saying_them_in_English() =>
        With("culture: so-SO").Faults().Should().ContainSingle().Which.Should().StartWith("locales.yaml:2: Humanizer has no words for durations in 'so-SO'");

    private static ContentBuilder With(string culture) => new ContentBuilder().Replace(
        "locales.yaml",
        "es: { name",
        $$"""
        xx: { name: Xx, called: { en: [exish] }, complete: false, {{culture}}, time: "H:mm", day: "dddd", full-date: "d", moment: "{time} {day}", span: "{from} {to}" }
        es: { name
        """);

    [Fact]
    public void Says_the_day_only_when_it_is_not_today_where_the_member_is()
    {
        var now = new DateTimeOffset(2026, 11, 16, 21, 0, 0, TimeSpan.FromHours(-8));

        English.Moment(now.AddMinutes(30).ToUniversalTime(), now).Should().Be("9:30 PM");
        English.Moment(now.AddHours(12), now).Should().Be("9:00 AM on Tuesday, November 17");
        Spanish.Moment(now.AddHours(12), now).Should().Be("9:00 a. m. del martes, 17 de noviembre");
    }

    [Fact]
    public void Says_between_which_days_an_approximate_date_lies()
    {
        English.Span(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 7)).Should().Be("between November 1, 2026 and November 7, 2026");
        English.Span(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1)).Should().Be("November 1, 2026");
    }
}

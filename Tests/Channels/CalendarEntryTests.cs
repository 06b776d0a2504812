using System.Net;
using FluentAssertions;
using Ical.Net;
using Ical.Net.DataTypes;
using Tests.Given;
using Xunit;

namespace Tests.Channels;

/// <summary>The reminder that members put into their own calendar.</summary>
public sealed class CalendarEntryTests : IDisposable
{
    private readonly DirectLineServer _server = DirectLineServer.Start();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("en", "Look over my sign-in")]
    [InlineData("es", "Repasar mi forma de entrar")]
    [InlineData("fr", "Look over my sign-in")]
    public async Task A_calendar_reads_it_as_a_yearly_day_with_an_alarm_in_the_morning(string language, string title)
    {
        var day = DateOnly.FromDateTime(_server.Clock.GetUtcNow().UtcDateTime).AddYears(1);
        using var browser = _server.Caller();

        using var answer = await browser.GetAsync($"/calendar/sign-in-check.ics?on={day:O}&lang={language}");

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/calendar");
        var entry = Ical.Net.Calendar.Load(await answer.Content.ReadAsStringAsync())!.Events.Single();
        entry.Summary.Should().Be(title);
        entry.Start!.Date.Should().Be(day);
        entry.IsAllDay.Should().BeTrue();
        entry.RecurrenceRule!.Frequency.Should().Be(FrequencyType.Yearly);
        entry.Alarms.Single().Trigger!.Duration.Should().Be(Duration.FromHours(9));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?on=2020-01-01")]
    [InlineData("?on=2999-01-01")]
    [InlineData("?on=tomorrow")]
    [InlineData("?on=2027-02-30")]
    [InlineData("?on=2027-11-24%0D%0AX-EVIL:1")]
    public async Task A_made_up_day_gets_a_clear_answer(string query)
    {
        using var browser = _server.Caller();

        using var answer = await browser.GetAsync($"/calendar/sign-in-check.ics{query}");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().StartWith("\"on\" must be a day like ");
    }
}

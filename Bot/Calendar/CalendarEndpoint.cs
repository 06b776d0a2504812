using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Calendar;

/// <summary>Serves the yearly reminder as a file that calendars open (RFC 5545): an all-day entry with an alarm at nine in the morning, the same for everybody.</summary>
internal sealed class CalendarEndpoint(Knowledge knowledge, TimeProvider clock)
{
    private const int AlarmHour = 9;

    /// <summary>The assistant names a day a year ahead; a day far off is a made-up address.</summary>
    private const int MostYearsAhead = 3;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(OwnCalendar.Path, (HttpContext http, CalendarEndpoint endpoint) => endpoint.SendAsync(http));

    private async Task SendAsync(HttpContext http)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (!DateOnly.TryParseExact(http.Request.Query["on"], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day < today || day > today.AddYears(MostYearsAhead))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync($"\"on\" must be a day like {today.AddYears(1):O}, from today to {MostYearsAhead} years ahead.", http.RequestAborted);
            return;
        }

        // Not as a download: phones then offer to add it to the calendar.
        http.Response.ContentType = "text/calendar; charset=utf-8";
        http.Response.Headers.ContentDisposition = "inline; filename=\"sign-in-check.ics\"";
        http.Response.Headers["X-Content-Type-Options"] = "nosniff";
        await http.Response.WriteAsync(Write(day, knowledge.Locales.Best(http.Request.Query["lang"]).Id), http.RequestAborted);
    }

    private string Write(DateOnly day, string language)
    {
        var title = knowledge.Wordings.Say("card.calendar-title", language, Values.None);
        var reminder = new CalendarEvent
        {
            // The same day is the same entry: opened twice, it stands in the calendar once.
            Uid = $"sign-in-check-{day:yyyyMMdd}",
            Start = new CalDateTime(day),
            Summary = title,
            Description = knowledge.Wordings.Say("card.calendar-text", language, Values.None),
            RecurrenceRule = new RecurrenceRule(FrequencyType.Yearly),
        };
        reminder.Alarms.Add(new Alarm { Action = AlarmAction.Display, Description = title, Trigger = new Trigger(Duration.FromHours(AlarmHour)) });
        var calendar = new Ical.Net.Calendar { Method = CalendarMethods.Publish };
        calendar.Events.Add(reminder);

        return new CalendarSerializer().SerializeToString(calendar)!;
    }
}

using System.Globalization;
using Bot.Accounts;
using Engine.Conversations;

namespace Bot.Calendar;

/// <summary>Where the entries for a member's own calendar are served. The day stands in the address, so nothing is kept.</summary>
internal sealed class OwnCalendar(SiteAddress site) : IOwnCalendar
{
    internal const string Path = "/calendar/sign-in-check.ics";

    public Uri EntryOn(DateOnly day, string locale) => site.Of($"{Path}?on={day.ToString("O", CultureInfo.InvariantCulture)}&lang={locale}");
}

namespace Engine.Conversations;

/// <summary>Reminders that the member keeps in a calendar of their own. Nothing of them is stored here.</summary>
public interface IOwnCalendar
{
    /// <summary>Where the member gets an entry for that day and each year after.</summary>
    Uri EntryOn(DateOnly day, string locale);
}

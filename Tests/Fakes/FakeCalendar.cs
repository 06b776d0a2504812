using Engine.Conversations;

namespace Tests.Fakes;

/// <summary>A page for calendar entries that is nowhere.</summary>
internal sealed class FakeCalendar : IOwnCalendar
{
    public Uri EntryOn(DateOnly day, string locale) => new($"https://help.example.org/entry/{day:O}/{locale}");
}

using Engine.Conversations;

namespace Engine.Journeys;

/// <summary>All journeys, one line each.</summary>
public sealed class JourneyCatalog
{
    private readonly Dictionary<string, Journey> _journeys = new Journey[]
    {
        new Triage(),
        new FixError(),
        new SignIn(),
        new Answers(),
        new Checklist(),
        new ChangeAnswer(),
        new TicketStatus(),
        new StartOver(),
    }.ToDictionary(journey => journey.Id);

    internal IReadOnlyCollection<Journey> All => _journeys.Values;

    internal Journey? Find(string id) => _journeys.GetValueOrDefault(id);

    /// <summary>The journey of a frame. A stored frame of a journey that this version no longer has goes back to finding the problem.</summary>
    internal Journey Of(Frame frame) => Find(frame.Journey) ?? _journeys["triage"];
}

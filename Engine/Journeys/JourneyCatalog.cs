using Engine.Conversations;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>All journeys, one line each.</summary>
public sealed class JourneyCatalog
{
    private readonly Dictionary<string, Journey> _journeys = new Journey[]
    {
        new Triage(),
        new FixError(),
        new SignIn(),
        new Caregiver(),
        new Recovery(),
        new ProveIdentity(),
        new SecondFactor(),
        new ClockDrift(),
        new SavedCodes(),
        new RemoveFactor(),
        new Security(),
        new Preparedness(),
        new Accessibility(),
        new Answers(),
        new Checklist(),
        new ChangeAnswer(),
        new LiveAgent(),
        new TicketStatus(),
        new StartOver(),
    }.ToDictionary(journey => journey.Id);

    public JourneyCatalog()
    {
    }

    /// <summary>With journeys that only a test has.</summary>
    internal JourneyCatalog(IEnumerable<Journey> more)
    {
        foreach (var journey in more)
        {
            _journeys.Add(journey.Id, journey);
        }
    }

    public IReadOnlyCollection<string> Ids => _journeys.Keys;

    internal IReadOnlyCollection<Journey> All => _journeys.Values;

    /// <summary>The journey as a Mermaid state diagram.</summary>
    public string Draw(string id) => _journeys[id].Describe().Mermaid;

    /// <summary>Dead ends, steps nobody reaches, circles without a budget and steps with nothing to say, in all journeys.</summary>
    public IReadOnlyList<string> Faults(WordingLibrary wordings) =>
        [.. All.SelectMany(journey => JourneyCheck.FaultsOf(journey.Describe(), journey.Begin().Step, wordings))];

    internal Journey? Find(string id) => _journeys.GetValueOrDefault(id);

    /// <summary>The journey of a frame. A stored frame of a journey that this version no longer has goes back to finding the problem.</summary>
    internal Journey Of(Frame frame) => Find(frame.Journey) ?? _journeys["triage"];
}

using Bot.Storage.Model;
using Engine.Handover;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Desk;

/// <summary>Writes the brief of a ticket, in English as the desk is.</summary>
internal sealed class BriefWriter(Knowledge knowledge)
{
    internal const string Mask = "••••••";

    private const string Language = KnowledgeBase.Wordings.Locale.Fallback;
    private const string Personal = "pii";

    internal static bool IsPersonal(TicketItem item) => item.Sensitivity == Personal;

    internal Brief Write(QueueItem item, Ticket ticket, IReadOnlyList<DeskNote> notes, IReadOnlyDictionary<string, DateTimeOffset> revealed)
    {
        var topic = knowledge.Topics.Find(ticket.Topic);

        return new Brief
        {
            Case = item,
            Goal = ticket.Goal,
            Problem = topic?.Means ?? ticket.Topic,
            Who = ticket.Who,
            MemberLocal = ticket.MemberLocal,
            Error = new BriefError(ticket.Error.Verbatim, ticket.Error.Family, ticket.Error.Code, ticket.Error.At, ticket.Error.AtPrecision, ticket.Error.WaitUntil),
            RuledIn = ticket.Error.Cause is { } cause ? new BriefCause(cause, Words("causes", cause), EvidenceFor(cause, ticket)) : null,
            RuledOut = [.. ticket.RuledOut.Select(ruled => new BriefCause(ruled.Cause, Words("causes", ruled.Cause), ruled.By))],
            Steps = [.. ticket.Steps.Select(step => new BriefStep(step.Fix, Words("fixes", step.Fix), step.OfferedUtc, step.Result))],
            Checklist = [.. ticket.Checklist.Select(field => FieldOf(field, notes, revealed))],
            Environment = EnvironmentOf(ticket.Environment),
            IsIdentityVerified = ticket.IdentityVerified,
            SuggestedNext = ticket.SuggestedNext,
            Redactions = ticket.Redactions,
            Notes = notes,
            PossibleCauses = (topic?.Causes ?? []).ToDictionary(known => known.Id, known => Words("causes", known.Id)),
        };
    }

    private static BriefField FieldOf(TicketItem item, IReadOnlyList<DeskNote> notes, IReadOnlyDictionary<string, DateTimeOffset> revealed)
    {
        var isPersonal = IsPersonal(item);
        DateTimeOffset? until = isPersonal && revealed.TryGetValue(item.Id, out var end) ? end : null;
        var flag = notes.LastOrDefault(note => note.Field == item.Id && note.Kind != NoteKind.Note)?.Kind;

        return new BriefField(item.Id, item.State, item.Value is null ? null : isPersonal && until is null ? Mask : item.Value, isPersonal, until, item.Provenance, flag);
    }

    /// <summary>A wording seen on the screen tells most; else it was the member's answers, of which these ruled out the others.</summary>
    private string EvidenceFor(string cause, Ticket ticket)
    {
        var saysSo = knowledge.Topics.Find(ticket.Topic)?.SeenOnScreen.Values.SelectMany(seen => seen).Any(seen => seen.Cause == cause) == true && ticket.Error.Verbatim is not null;
        var answers = ticket.RuledOut.Select(ruled => ruled.By).Distinct().ToList();

        return string.Join(", ", (saysSo ? ["screen"] : Array.Empty<string>()).Concat(answers).DefaultIfEmpty("answers"));
    }

    private static Dictionary<string, string> EnvironmentOf(TicketEnvironment environment) => new (string Name, string? Value)[]
    {
        ("kind", environment.Kind), ("browser", environment.Browser), ("browserVersion", environment.BrowserVersion), ("device", environment.Device),
        ("os", environment.Os), ("osVersion", environment.OsVersion), ("appVersion", environment.AppVersion), ("source", environment.Source),
    }.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => pair.Value!);

    private string Words(string file, string id) => knowledge.Wordings.Has($"{file}.{id}") ? knowledge.Wordings.Say($"{file}.{id}", Language, Values.None) : id;
}

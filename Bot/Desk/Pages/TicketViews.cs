using Bot.Desk.Accounts;
using Bot.Storage.Model;
using Engine.Conversations;
using KnowledgeBase;

namespace Bot.Desk.Pages;

/// <summary>Turns what the desk knows of a ticket into what its page draws.</summary>
internal sealed class TicketViews(DeskTickets tickets, Knowledge knowledge, TimeProvider clock)
{
    private const string English = KnowledgeBase.Wordings.Locale.Fallback;
    private const int MostDuplicates = 10;

    internal async Task<TicketView> OfAsync(Visit visit, Brief brief)
    {
        var (item, now) = (brief.Case, clock.GetUtcNow());
        var duplicates = (await tickets.DuplicatesAsync(visit.AtDesk, item.Number, visit.Cancelled)).Value ?? [];
        return new TicketView
        {
            Number = item.Number,
            Topic = DeskWords.Label(item.Topic),
            Problem = brief.Problem,
            State = DeskWords.State(item.State),
            Flags = DeskWords.Flags(item.Flags),
            FiledAt = DeskWords.Moment(item.CreatedAt),
            Age = DeskWords.Age(now - item.CreatedAt),
            Channel = DeskWords.Of(item.Channel),
            Language = DeskWords.Language(item.Language, knowledge.Locales),
            Who = DeskWords.Of(brief.Who),
            Goal = DeskWords.Of(brief.Goal),
            MemberLocal = brief.MemberLocal.ToString("yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture),
            Reason = DeskWords.Of(item.Reason),
            NextStep = DeskWords.Of(brief.SuggestedNext),
            Error = new ErrorView(
                brief.Error.Verbatim, DeskWords.Of(brief.Error.Family), brief.Error.Code, brief.Error.At is { } at ? $"{at} ({brief.Error.AtPrecision})" : null,
                brief.Error.WaitUntil is { } until ? DeskWords.Moment(until) : null),
            RuledIn = brief.RuledIn is { } cause ? CauseOf(cause) : null,
            RuledOut = [.. brief.RuledOut.Select(CauseOf)],
            Steps = [.. brief.Steps.Select(step => new StepView(step.Text, DeskWords.Moment(step.OfferedAt), step.Result is { } result ? DeskWords.Of(result) : "no answer yet"))],
            Fields = [.. brief.Checklist.Select(FieldOf)],
            Environment = [.. brief.Environment.Select(pair => (DeskWords.Label(pair.Key), pair.Value))],
            Redactions = brief.Redactions.Count == 0 ? null : string.Join(", ", brief.Redactions.Select(pair => $"{DeskWords.Of(pair.Key)} ({pair.Value})")),
            Notes = [.. brief.Notes.Select(note => new NoteView(DeskWords.Moment(note.At), note.AgentName, KindOf(note), note.Text))],
            Causes = [.. brief.PossibleCauses.Select(known => (known.Key, known.Value))],
            Duplicates = [.. duplicates.Take(MostDuplicates).Select(other => (other.Number, $"{DeskWords.Of(other.Topic)}, {DeskWords.State(other.State)}, {DeskWords.Age(now - other.CreatedAt)} ago"))],
            Owner = item.AgentName,
            IsMine = item.Agent == visit.Agent.Id,
            IsOpen = item.State == CaseState.Open,
            IsClosed = item.State == CaseState.Closed,
            MergedInto = item.MergedInto,
            Live = item.Live.ToString(),
            Mark = MarkOf(item),
            LiveWords = item.Live switch
            {
                LivePhase.None => "The member talks with the assistant.",
                LivePhase.Waiting => $"The member waits for an agent since {DeskWords.Age(now - (item.LiveSince ?? now))}.",
                LivePhase.Present when item.Agent == visit.Agent.Id => "You are in the chat. The assistant is silent.",
                LivePhase.Present => $"{item.AgentName} is in the chat.",
                LivePhase.Over => "The live chat is over. The member talks with the assistant.",
            },
        };
    }

    internal async Task<TalkView?> LinesAsync(Visit visit, string number, long after) =>
        (await tickets.TranscriptAsync(visit.AtDesk, number, after, visit.Cancelled)).Value is { } talk ? new TalkView(LinesOf(talk), MarkOf(talk.Case)) : null;

    /// <summary>Changes when what is drawn around the talk has to be drawn anew: somebody came or went, or has claimed the ticket.</summary>
    private static string MarkOf(QueueItem item) => $"{item.Live} {item.State} {item.Agent}";

    private IReadOnlyList<LineView> LinesOf(DeskTalk talk)
    {
        var isEnglish = talk.Case.Language == English;
        return [.. talk.Lines.Select(line => new LineView(
            line.Sequence, line.Speaker.ToString().ToLowerInvariant(), line.AgentName ?? line.Speaker.ToString(),
            line.At.UtcDateTime.ToString("HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture), line.Speaker == Speaker.Assistant ? line.Text.Replace("**", "", StringComparison.Ordinal) : line.Text, isEnglish ? null : EnglishOf(line), isEnglish || line.Speaker == Speaker.Agent ? null : talk.Case.Language))];
    }

    /// <summary>What the assistant said in another language, in the desk's.</summary>
    private string? EnglishOf(DeskLine line)
    {
        if (line.Wording is null || line.Values is null || !knowledge.Wordings.Has(line.Wording)
            || knowledge.Wordings.Find(line.Wording, English).Placeholders.Any(name => !line.Values.ContainsKey(name)))
        {
            return null;
        }

        var values = line.Values.Aggregate(KnowledgeBase.Wordings.Values.None, (all, value) => all.With(value.Key, value.Value));
        var english = knowledge.Wordings.Say(line.Wording, English, values);
        return english == line.Text ? null : english;
    }

    private static CauseView CauseOf(BriefCause cause) => new(cause.Text, DeskWords.Of(cause.Evidence.Replace("question:", "asked: ", StringComparison.Ordinal)));

    private FieldView FieldOf(BriefField field) => new(
        field.Id, DeskWords.Label(field.Id), DeskWords.Of(field.State), field.Shown, field.IsPersonal && field.RevealedUntil is null, field.IsPersonal,
        field.RevealedUntil is { } until ? (long)(until - clock.GetUtcNow()).TotalMilliseconds : null, field.Provenance, field.Flag switch { NoteKind.FieldWrong => "wrong", NoteKind.FieldMissing => "missing", _ => null }, field.State != "not_asked");

    private static string KindOf(DeskNote note) => note.Kind switch
    {
        NoteKind.Note => "",
        NoteKind.FieldWrong => $"{DeskWords.Label(note.Field ?? "")} is wrong",
        NoteKind.FieldMissing => $"{DeskWords.Label(note.Field ?? "")} is missing",
    };
}

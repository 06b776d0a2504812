using Engine.Conversations;
using Engine.Handover;
using KnowledgeBase.Wordings;
using Tests.Given;
using Tests.Shape;

namespace Tests.Transcripts;

/// <summary>Plays a transcript against the real engine and content, and tells where it went another way.</summary>
internal sealed class TranscriptRun
{
    /// <summary>What the member's browser tells, which counts from the greeting on.</summary>
    private const string SpeaksLine = "the member speaks ";

    private readonly Assistant _assistant;
    private readonly List<string> _differences = [];
    private readonly Queue<TranscriptEntry> _said = new();

    /// <summary>Values that mean the same in every language: ids and numbers.</summary>
    private static readonly string[] SameEverywhere = ["choices", "progress", "fix-id", "reason", "goal", "topic", "family", "cause", "who", "priority", "count", "steps"];

    /// <summary>The language that the member asks for at the start; then what a text says is not compared, as the transcript has it in English.</summary>
    private readonly string? _spokenIn;

    private readonly Action<TranscriptEntry> _seen;

    private TranscriptRun(Assistant assistant, string? spokenIn, Action<TranscriptEntry> seen)
    {
        _assistant = assistant;
        _spokenIn = spokenIn;
        _seen = seen;
    }

    internal static async Task<IReadOnlyList<string>> OfAsync(TranscriptFile transcript, string? spokenIn = null, Action<TranscriptEntry>? seen = null, Assistant? assistant = null)
    {
        var run = new TranscriptRun(assistant ?? new Assistant(), spokenIn, seen ?? (_ => { }));
        run._assistant.MemberLocale = LanguageOf(transcript);
        foreach (var greeting in await run._assistant.JoinedAsync())
        {
            TranscriptCoverage.Saw(greeting.Reply!);
            run._seen(greeting);
            run.ExpectItsLanguage(0, greeting);
        }

        if (spokenIn is not null)
        {
            await run._assistant.TakeAsync(run._assistant.Message(MessageKind.LanguagePicked) with { Locale = spokenIn });
        }

        foreach (var line in transcript.Lines)
        {
            await run.PlayAsync(line);
        }

        run.ExpectNoMore("at the end");

        return run._differences;
    }

    private async Task PlayAsync(TranscriptLine line)
    {
        switch (line.Who)
        {
            case "given":
                Prepare(line);
                break;
            case "news":
                var (outside, progress) = (line.What.Split(' ')[0], line.What.Split(' ')[1]);
                _assistant.Store.News = [new TicketNews(_assistant.Conversation.Tickets[^1].Number, outside, Enum.Parse<TicketProgress>(progress), _assistant.Clock.GetUtcNow())];
                break;
            case "they":
                await TakeAsync(line, _assistant.HearsAsync(_assistant.Accounts.FillIn(line.What)));
                break;
            case "pastes":
                await TakeAsync(line, _assistant.HearsAsync(new string('x', int.Parse(line.What, System.Globalization.CultureInfo.InvariantCulture))));
                break;
            case "press":
                await TakeAsync(line, _assistant.PressedAsync(line.What));
                break;
            case "press-old":
                await TakeAsync(line, _assistant.PressedAsync(line.What, "t0"));
                break;
            case "joins":
                await TakeAsync(line, _assistant.JoinedAsync());
                break;
            case "wait":
                _assistant.Clock.Advance(TimeSpan.Parse(line.What, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case "device":
                var told = Pairs(line.What);
                await TakeAsync(line, _assistant.ToldAsync(new DeviceFacts(told.GetValueOrDefault("browser"), told.GetValueOrDefault("version"), told.GetValueOrDefault("os"), told.GetValueOrDefault("os-version"), told.GetValueOrDefault("device"), told.GetValueOrDefault("platform"))));
                break;
            case "bot":
                ExpectBot(line);
                break;
            case "language":
                ExpectLanguage(line);
                break;
            case "occasion":
                await TakeAsync(line, _assistant.OccursAsync(Enum.Parse<Occasion>(line.What)));
                break;
            case "sends-ticket":
                await TakeAsync(line, _assistant.SendsTicketAsync());
                break;
            case "agents":
                _assistant.Desk.Agents = int.Parse(line.What, System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "ahead":
                _assistant.Desk.Ahead = int.Parse(line.What, System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "agent":
                await TakeAsync(line, HearAgentAsync(line.What));
                break;
            case "owner":
                if (!_assistant.Conversation.Owner.ToString().Equals(line.What, StringComparison.OrdinalIgnoreCase))
                {
                    _differences.Add($"line {line.Number}: the conversation belongs to {_assistant.Conversation.Owner}, not {line.What}");
                }

                break;
            case "ticket":
                ExpectTicket(line);
                break;
            case "known":
                ExpectKnown(line);
                break;
            default:
                _differences.Add($"line {line.Number}: a line begins with given, they, pastes, press, press-old, joins, wait, device, bot, ticket, language known or occasion, not '{line.Who}'");
                break;
        }
    }

    private void Prepare(TranscriptLine line)
    {
        if (line.What == "the member chats in Teams")
        {
            _assistant.ReplyTo = "{}";
        }
        else if (!line.What.StartsWith(SpeaksLine, StringComparison.Ordinal) && !AccountScene.Set(_assistant.Accounts, line.What))
        {
            _differences.Add($"line {line.Number}: '{line.What}' is nothing that can be given; AccountScene lists what is");
        }
    }

    private Task<IReadOnlyList<TranscriptEntry>> HearAgentAsync(string what)
    {
        var parts = what.Split(' ', 2);
        var rest = parts.Length > 1 ? parts[1] : "";
        var ticket = _assistant.Conversation.Tickets.Count > 0 ? _assistant.Conversation.Tickets[^1].Number : "KP-0000-0000";
        DeskNews news = parts[0] switch
        {
            "joins" => new DeskNews.Joined("agent-1", rest) { Ticket = ticket },
            "says" => new DeskNews.Said("agent-1", "Dana") { Ticket = ticket },
            "leaves" => new DeskNews.Left { Ticket = ticket },
            "passes-on" => new DeskNews.PassedOn { Ticket = ticket },
            "hands-back" => new DeskNews.HandedBack(rest.Length == 0 ? null : rest) { Ticket = ticket },
            "never-comes" => new DeskNews.NobodyCame(int.Parse(rest, System.Globalization.CultureInfo.InvariantCulture)) { Ticket = ticket },
            _ => throw new InvalidOperationException($"An agent joins, says, leaves, passes-on, hands-back or never-comes, not '{parts[0]}'."),
        };

        return _assistant.DeskTellsAsync(news, parts[0] == "says" ? rest : "");
    }

    private async Task TakeAsync(TranscriptLine line, Task<IReadOnlyList<TranscriptEntry>> turn)
    {
        ExpectNoMore($"before line {line.Number}");
        foreach (var entry in await turn)
        {
            TranscriptCoverage.Saw(entry.Reply!);
            _seen(entry);
            ExpectItsLanguage(line.Number, entry);
            _said.Enqueue(entry);
        }
    }

    private void ExpectBot(TranscriptLine line)
    {
        var parts = line.What.Split(' ', 2, StringSplitOptions.TrimEntries);
        if (!_said.TryDequeue(out var entry))
        {
            _differences.Add($"line {line.Number}: expected {parts[0]}, but the bot said nothing more");
            return;
        }

        var reply = entry.Reply!;
        if (reply.Wording != parts[0])
        {
            _differences.Add($"line {line.Number}: expected {parts[0]}, but the bot said {reply.Wording} {string.Join(' ', reply.Values.Where(value => value.Value.Length < 30).Select(value => $"{value.Key}={value.Value}"))} \"{reply.Text[..Math.Min(90, reply.Text.Length)]}\"");
            return;
        }

        foreach (var (name, value) in Pairs(parts.Length > 1 ? parts[1] : "").Where(pair => IsCompared(pair.Key) && !(pair.Key == "steps" && _spokenIn is not null)))
        {
            var actual = name switch
            {
                "choices" => string.Join(',', reply.Choices.Select(choice => choice.Id)),
                "progress" => $"{reply.Progress?.Step}/{reply.Progress?.Of}",
                "says" => reply.Text.Contains(value.Replace('_', ' '), StringComparison.OrdinalIgnoreCase) ? value : reply.Text,
                "steps" => reply.Card?.AsText().Contains(value.Replace('_', ' '), StringComparison.OrdinalIgnoreCase) == true ? value : reply.Card?.AsText(),
                _ => reply.Values.GetValueOrDefault(name),
            };
            if (actual?.Replace(' ', '_').Replace('\u202f', '_').Replace('\u00a0', '_') != value.Replace(' ', '_'))
            {
                _differences.Add($"line {line.Number}: {parts[0]} has {name}={actual}, not {value}");
            }
        }
    }

    private void ExpectTicket(TranscriptLine line)
    {
        var ticket = _assistant.Store.Tickets.LastOrDefault();
        if (line.What == "none")
        {
            if (ticket is not null)
            {
                _differences.Add($"line {line.Number}: a ticket was filed");
            }

            return;
        }

        if (ticket is null)
        {
            _differences.Add($"line {line.Number}: no ticket was filed");
            return;
        }

        foreach (var (name, value) in Pairs(line.What).Where(pair => IsCompared(pair.Key)))
        {
            var item = ticket.Checklist.FirstOrDefault(known => known.Id == name);
            var actual = name switch
            {
                "reason" => ticket.Reason,
                "goal" => ticket.Goal,
                "topic" => ticket.Topic,
                "family" => ticket.Error.Family,
                "cause" => ticket.Error.Cause,
                "who" => ticket.Who,
                "language" => ticket.Language,
                "priority" => ticket.Priority,
                "count" => $"{_assistant.Store.Tickets.Count}",
                "steps" => string.Join(',', ticket.Steps.Select(step => $"{step.Fix}:{step.Result}")),
                _ => item is null ? null : item.Value ?? item.State,
            };
            if (actual?.Replace(' ', '_') != value)
            {
                _differences.Add($"line {line.Number}: the ticket has {name}={actual}, not {value}");
            }
        }
    }

    private bool IsCompared(string name) => _spokenIn is null || SameEverywhere.Contains(name);

    private void ExpectKnown(TranscriptLine line)
    {
        foreach (var (name, value) in Pairs(line.What))
        {
            var actual = _assistant.Conversation.Talk.Given(name)?.Replace(' ', '_');
            if ((actual ?? "nothing") != value)
            {
                _differences.Add($"line {line.Number}: {name} is known as {actual ?? "nothing"}, not {value}");
            }
        }
    }

    /// <summary><c>given the member speaks Spanish</c>: what their browser tells, as the languages are called in <c>locales.yaml</c>.</summary>
    private static string LanguageOf(TranscriptFile transcript)
    {
        var named = transcript.Lines.FirstOrDefault(line => line.Who == "given" && line.What.StartsWith(SpeaksLine, StringComparison.Ordinal))?.What[SpeaksLine.Length..];

        return named is null ? "en-US" : Assistant.Knowledge.Locales.All.Single(locale => locale.Called["en"].Contains(named, StringComparer.OrdinalIgnoreCase)).Id;
    }

    private void ExpectLanguage(TranscriptLine line)
    {
        if (_assistant.Conversation.Locale != line.What)
        {
            _differences.Add($"line {line.Number}: the talk goes on in '{_assistant.Conversation.Locale}', not '{line.What}'");
        }
    }

    /// <summary>What is said is there in the member's language, and its small words are of that language.</summary>
    private void ExpectItsLanguage(int number, TranscriptEntry entry)
    {
        const string OffersTheOther = "global.language-offered";
        var (locale, reply) = (_assistant.Conversation.Locale, entry.Reply!);
        if (locale == Locale.Fallback || reply.Wording == OffersTheOther || TranslationTests.Listed.Contains($"{locale} {reply.Wording}"))
        {
            return;
        }

        if (Assistant.Knowledge.Wordings.AllIn(locale).All(wording => wording.Id != reply.Wording))
        {
            _differences.Add($"line {number}: {reply.Wording} is missing in '{locale}'");
        }
        else if (Assistant.Recogniser.GuessLanguage(string.Join('\n', reply.Text, reply.Card?.AsText()), locale) is var found && found != locale)
        {
            _differences.Add($"line {number}: {reply.Wording} reads like '{found}', not '{locale}': {reply.Text}");
        }
    }

    private void ExpectNoMore(string where)
    {
        while (_said.TryDequeue(out var entry))
        {
            _differences.Add($"{where}: the bot also said {entry.Reply!.Wording} \"{entry.Reply.Text[..Math.Min(90, entry.Reply.Text.Length)]}\"");
        }
    }

    private static Dictionary<string, string> Pairs(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1]);
}

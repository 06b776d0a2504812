using System.Text;
using Engine.Conversations;
using Engine.Handover;

namespace Bot.Desk;

/// <summary>One line of the talk as agents read it. Text of members is theirs: never render it as markup.</summary>
internal sealed record DeskLine(long Sequence, Speaker Speaker, DateTimeOffset At, string Text, string? Wording, string? AgentName = null)
{
    /// <summary>What filled the assistant's wording, masked alike, so that it can be said in the desk's language, too.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }
}

/// <summary>What was said since, and how the case stands meanwhile.</summary>
internal sealed record DeskTalk(QueueItem Case, IReadOnlyList<DeskLine> Lines);

/// <summary>
/// Takes the member's personal values out of the transcript, since what is masked in the brief must not stand in plain text beside it; and the addresses of their one-time pages. It
/// reads the talk from its start and remembers where it is, because what a line answers decides whether it is masked.
/// </summary>
internal sealed class TranscriptMask(Ticket? ticket)
{
    /// <summary>Questions whose answers are masked whole, however they were written.</summary>
    private static readonly HashSet<string> Asking = ["checklist.ask-full-name", "checklist.ask-date-of-birth", "checklist.ask-member-number", "checklist.ask-contact"];

    /// <summary>Shorter values would be found inside other words.</summary>
    private const int ShortestValue = 3;

    private const int ShortestDigits = 5;

    private readonly string[] _values = ticket is null ? [] : [.. ticket.Checklist.Where(BriefWriter.IsPersonal).Select(item => item.Value).OfType<string>().Where(value => value.Length >= ShortestValue)];

    private readonly PageLinks _links = new();
    private string _asked = "";

    /// <summary>The last line that was read, and the last of those that agents see.</summary>
    internal long Read { get; private set; }

    internal long Shown { get; private set; }

    /// <summary>The lines that follow those read before.</summary>
    internal IEnumerable<DeskLine> Apply(IEnumerable<TranscriptEntry> lines)
    {
        foreach (var line in lines.Select(_links.Hide))
        {
            Read = line.Sequence;
            if (!line.Silent)
            {
                Shown = line.Sequence;
                yield return Of(line);
            }
        }
    }

    private DeskLine Of(TranscriptEntry line)
    {
        if (line.Reply is { } reply)
        {
            _asked = reply.Wording;
            return new DeskLine(line.Sequence, line.Speaker, line.At, Mask(reply.Text), reply.Wording) { Values = reply.Values.ToDictionary(value => value.Key, value => Mask(value.Value)) };
        }

        var text = line.Speaker == Speaker.Member && Asking.Contains(_asked) ? BriefWriter.Mask : Mask(line.Text);
        return new DeskLine(line.Sequence, line.Speaker, line.At, text, null, line.FromName);
    }

    private string Mask(string text)
    {
        foreach (var value in _values)
        {
            text = text.Replace(value, BriefWriter.Mask, StringComparison.OrdinalIgnoreCase);
            var digits = string.Concat(value.Where(char.IsAsciiDigit));
            text = digits.Length >= ShortestDigits ? MaskDigits(text, digits) : text;
        }

        return text;
    }

    /// <summary>A number is the same number with spaces, dashes and brackets in it, with or without a country code, in the digits of any script, and as often as it is said.</summary>
    private static string MaskDigits(string text, string digits)
    {
        var wanted = digits.Length > 10 ? digits[^10..] : digits;
        var places = Enumerable.Range(0, text.Length).Where(place => char.IsDigit(text[place])).ToArray();
        var all = string.Concat(places.Select(place => (char)('0' + (int)char.GetNumericValue(text[place]))));
        var masked = new StringBuilder(text);

        // From the end, so that what is put in moves no place that is still looked at.
        for (var found = all.LastIndexOf(wanted, StringComparison.Ordinal); found >= 0; found = found < wanted.Length ? -1 : all.LastIndexOf(wanted, found - 1, StringComparison.Ordinal))
        {
            masked.Remove(places[found], places[found + wanted.Length - 1] - places[found] + 1).Insert(places[found], BriefWriter.Mask);
        }

        return masked.ToString();
    }
}

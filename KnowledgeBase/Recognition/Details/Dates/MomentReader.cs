using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>
/// Every date and time of a text, as moments in the member's past: a day and the time beside it become one, "about" widens a day,
/// and what cannot lie in the past is left out.
/// </summary>
internal sealed class MomentReader
{
    private const int WidestGap = 4;
    private readonly DetailSearch _search;
    private readonly ScannedText _text;
    private readonly CalendarDayReader _calendar;
    private readonly RelativeDayReader _relative;
    private readonly ClockReader _clock;
    private readonly List<DayMention> _days = [];
    private readonly List<ClockMention> _times = [];

    private MomentReader(DetailSearch search)
    {
        _search = search;
        _text = search.Text;
        _calendar = new CalendarDayReader(search);
        _relative = new RelativeDayReader(search);
        _clock = new ClockReader(search);
    }

    public static List<Moment> Find(DetailSearch search)
    {
        var reader = new MomentReader(search);
        reader.ReadDays();
        reader.JoinRanges();
        reader.ReadTimes();
        return reader.Join();
    }

    private void ReadDays()
    {
        for (var i = 0; i < _text.Count; i++)
        {
            if (_search.IsTaken(i) || _text[i].Kind is TokenKind.Symbol or TokenKind.LineEnd)
            {
                continue;
            }

            var day = _relative.ReadAt(i) ?? _calendar.ReadAt(i);
            if (day is { } found && !_search.IsAnyTaken(Math.Max(i, found.First), found.Last))
            {
                _days.Add(Widen(found));
                _search.Take(Math.Max(i, found.First), found.Last);
                i = Math.Max(i, found.Last);
            }
        }
    }

    /// <summary>"between the 1st and the 5th", "from Monday to Wednesday" are one span; "Fri, 20 Nov" is one day.</summary>
    private void JoinRanges()
    {
        for (var i = _days.Count - 1; i > 0; i--)
        {
            var (one, other) = (_days[i - 1], _days[i]);
            if (one.Form != DayForm.Refused && one.Day == other.Day && other.First - one.Last <= 2)
            {
                _days[i - 1] = other with { First = one.First };
                _days.RemoveAt(i);
                continue;
            }

            if (one.Form == DayForm.Refused || other.Form == DayForm.Refused || one.Day.From > other.Day.To || !IsRange(one, other))
            {
                continue;
            }

            _days[i - 1] = one with { Last = other.Last, Day = Past(one.Day.From, other.Day.To) };
            _days.RemoveAt(i);
        }
    }

    private bool IsRange(DayMention one, DayMention other)
    {
        var before = _text.Word(_text.Word(one.First - 1) is "the" or "el" ? one.First - 2 : one.First - 1);
        var between = _text.Word(one.Last + 1);
        var isNext = other.First == one.Last + 2 || (other.First == one.Last + 3 && _text.Word(one.Last + 2) is "the" or "el");

        return isNext && ((before is "between" or "entre" && between is "and" or "y") || (before is "from" or "del" or "desde" && between is "to" or "through" or "until" or "al" or "hasta"));
    }

    private void ReadTimes()
    {
        for (var i = 0; i < _text.Count; i++)
        {
            if (!_search.IsTaken(i) && _clock.ReadAt(i, IsBesideDay(i)) is { } found && !_search.IsAnyTaken(found.First, found.Last))
            {
                _times.Add(found);
                _search.Take(found.First, found.Last);
                i = found.Last;
            }
        }
    }

    private bool IsBesideDay(int i) => _days.Exists(day => IsNear(day, i, i));

    private bool IsNear(DayMention day, int first, int last)
    {
        var (from, to) = day.Last < first ? (day.Last, first) : (last, day.First);
        if (to - from > WidestGap)
        {
            return false;
        }

        for (var i = from + 1; i <= to; i++)
        {
            if (_text.StartsSentence(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"around November 10", "early October", "the end of September".</summary>
    private DayMention Widen(DayMention day)
    {
        if (day.Form == DayForm.Refused)
        {
            return day;
        }

        var (before, first) = WordBefore(day.First);
        if (!day.Day.IsExact)
        {
            return day.Day.To.DayNumber - day.Day.From.DayNumber is >= 26 and <= 31 ? WithinMonth(day, before, first) : day;
        }

        var isVague = day.Form != DayForm.Relative && before is "about" or "around" or "near" or "roughly" or "approximately" or "like" or "circa" or "alrededor" or "como" or "cerca" or "~" or "abt" or "approx";
        return isVague ? day with { First = first, Day = Past(day.Day.From.AddDays(-3), day.Day.To.AddDays(3)) } : day;
    }

    private DateSpan Past(DateOnly from, DateOnly to) => new(from, to > _search.Today ? _search.Today : to);

    private DayMention WithinMonth(DayMention day, string before, int first)
    {
        var from = day.Day.From;
        return before switch
        {
            "early" or "beginning" or "start" or "principios" or "inicios" or "comienzos" => day with { First = first, Day = Past(from, from.AddDays(9)) },
            "mid" or "middle" or "mediados" => day with { First = first, Day = Past(from.AddDays(10), from.AddDays(19)) },
            "late" or "end" or "finales" or "fines" or "final" => day with { First = first, Day = Past(from.AddDays(20), from.AddMonths(1).AddDays(-1)) },
            _ => day with { Day = Past(day.Day.From, day.Day.To) },
        };
    }

    /// <summary>The word before, past "of", "in" and the like.</summary>
    private (string Word, int At) WordBefore(int i)
    {
        var at = i - 1;
        while (at >= 0 && at > i - 4 && _text.Word(at) is "of" or "in" or "the" or "de" or "del" or "a" or "el" or "-" or "on" or "last")
        {
            at--;
        }

        return at < 0 || _text.StartsSentence(at + 1) ? ("", i) : (_text.Word(at).ToString(), at);
    }

    private List<Moment> Join()
    {
        var moments = new List<Moment>(_days.Count + _times.Count);
        var free = new List<ClockMention>(_times);
        foreach (var day in _days)
        {
            var nearest = free.FindIndex(time => IsNear(day, time.First, time.Last) && !IsTimeOfAnotherDay(day, time));
            if (nearest >= 0)
            {
                var time = free[nearest];
                free.RemoveAt(nearest);
                Add(moments, At(day, time));
            }
            else if (day.Form != DayForm.Refused)
            {
                Add(moments, new Moment(day.First, day.Last, day.Day, day.Form, day.Time));
            }
        }

        foreach (var time in free)
        {
            moments.Add(Latest(time));
        }

        moments.Sort((one, other) => one.First.CompareTo(other.First));
        return moments;
    }

    /// <summary>Of two days around a time, the nearer one has it.</summary>
    private bool IsTimeOfAnotherDay(DayMention day, ClockMention time) =>
        _days.Exists(other => other != day && Distance(other, time) < Distance(day, time));

    private static int Distance(DayMention day, ClockMention time) => day.Last < time.First ? time.First - day.Last : day.First - time.Last;

    private void Add(List<Moment> moments, Moment? moment)
    {
        if (moment is { } found && found.Day.From <= _search.Today)
        {
            moments.Add(found);
        }
    }

    private Moment? At(DayMention day, ClockMention clock)
    {
        var first = Math.Min(day.First, clock.First);
        var last = Math.Max(day.Last, clock.Last);
        if (day.Form == DayForm.Refused || !day.Day.IsExact)
        {
            return day.Form == DayForm.Refused ? null : new Moment(first, last, day.Day, day.Form, null);
        }

        var time = clock.Time;
        var date = day.Day.From;
        if (!clock.IsExact && day.Part != DayPart.None)
        {
            time = new TimeOnly(ClockReader.HourIn(day.Part, time.Hour), time.Minute);
        }

        // One o'clock "last night" belongs to the day that has begun.
        if (day.Part == DayPart.Night && date < _search.Today && time.Hour < 5)
        {
            date = date.AddDays(1);
        }

        var isAhead = date.ToDateTime(time) > _search.Now.DateTime;
        return isAhead ? null : new Moment(first, last, DateSpan.On(date), day.Form, time);
    }

    /// <summary>A time without a day is the last time the clock showed it.</summary>
    private Moment Latest(ClockMention clock)
    {
        var today = _search.Today.ToDateTime(clock.Time);
        var at = today <= _search.Now.DateTime ? today : today.AddDays(-1);
        return new Moment(clock.First, clock.Last, DateSpan.On(DateOnly.FromDateTime(at)), DayForm.Relative, TimeOnly.FromDateTime(at));
    }
}

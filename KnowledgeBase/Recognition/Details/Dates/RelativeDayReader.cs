using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>Days told from today: "yesterday", "last Tuesday", "two weeks ago", "the other day", "hace tres días", "in the spring", "in 2024".</summary>
internal sealed class RelativeDayReader(DetailSearch search)
{
    private readonly ScannedText _text = search.Text;
    private readonly DateOnly _today = search.Today;

    public DayMention? ReadAt(int i) =>
        !_text.IsWord(i) && !_text.IsNumber(i) ? null
        : ReadFuture(i) ?? ReadAgo(i) ?? ReadNamedDay(i) ?? ReadWeekday(i) ?? ReadPeriod(i) ?? ReadHoliday(i) ?? ReadSeason(i) ?? ReadYear(i);

    /// <summary>What is still to come is taken out of the way: "tomorrow morning", "next Friday".</summary>
    private DayMention? ReadFuture(int i)
    {
        if (_text.Word(i) is "tomorrow" or "tmrw" or "tomorow")
        {
            return DayMention.Refused(i, _text.Word(i + 1) is "morning" or "night" or "afternoon" or "evening" ? i + 1 : i);
        }

        var word = _text.Word(i + 1);
        var isNext = _text.Word(i) is "next" or "coming" or "upcoming" or "proximo" or "proxima";
        return isNext && (CalendarWords.Weekday(word) >= 0 || CalendarWords.Month(word) > 0 || CalendarWords.Unit(word) is not null || word is "weekend") ? DayMention.Refused(i, i + 1) : null;
    }

    private DayMention? ReadNamedDay(int i)
    {
        var word = _text.Word(i);
        var next = _text.Word(i + 1);
        switch (word)
        {
            case "today" or "hoy" or "2day":
                return On(i, i, 0);
            case "yesterday" or "ayer" or "yday" or "yesterdays" or "yesturday" or "yesteday" or "yestarday":
                var part = PartAt(_text.Word(i + 1) is "por" ? i + 3 : i + 1);
                return On(i, part == DayPart.None ? i : _text.Word(i + 1) is "por" ? i + 3 : i + 1, -1, part);
            case "anoche":
                return On(i, i, -1, DayPart.Night);
            case "antier" or "anteayer" or "antes" when word is not "antes" || (next is "de" && _text.Word(i + 2) is "ayer"):
                return On(i, word is "antes" ? i + 2 : i, -2);
            case "day" when next is "before" && _text.Word(i + 2) is "yesterday":
                return On(i, i + 2, -2);
            case "tonight":
                return On(i, i, 0, DayPart.Night);
            case "last" when next is "night" or "nite" or "evening":
                return On(i, i + 1, -1, DayPart.Night);
            case "this" or "esta" when PartAt(i + 1) != DayPart.None:
                return On(i, i + 1, 0, PartAt(i + 1));
            case "other" or "otro" when next is "day" or "dia":
                return new DayMention(i, i + 1, new DateSpan(_today.AddDays(-5), _today.AddDays(-2)), DayForm.Relative);
            case "just" when next is "now":
                return On(i, i + 1, 0) with { Time = TimeOnly.FromDateTime(search.Now.DateTime) };
            default:
                return null;
        }
    }

    private DayPart PartAt(int i) => ClockReader.PartOf(_text.Word(i));

    private DayMention On(int first, int last, int days, DayPart part = DayPart.None) => new(first, last, DateSpan.On(_today.AddDays(days)), DayForm.Relative) { Part = part };

    private DayMention? ReadWeekday(int i)
    {
        var weekday = CalendarWords.Weekday(_text.Word(i));
        var before = _text.Word(i - 1);
        if (weekday < 0 || (CalendarWords.IsShortWeekday(_text.Word(i)) && !(before is "on" or "last" or "since" or "this" or "past" || search.Asked is Asked.Date or Asked.SinceWhen or Asked.Time || _text.StartsCapital(i) && !_text.StartsSentence(i))))
        {
            return null;
        }

        if (IsBesideADate(i + 1) || (_text.Word(i + 1) is "," && IsBesideADate(i + 2)))
        {
            return null;
        }

        if (before is "ago" && CalendarWords.Unit(_text.Word(i - 2)) == TimeUnit.Week)
        {
            return ReadWeeksAgo(i, weekday);
        }

        var back = ((int)_today.DayOfWeek - weekday + 7) % 7;
        if (back == 0 && before is not "this")
        {
            back = 7;
        }

        // "Tuesday before last"
        if (_text.Word(i + 1) is "before" && _text.Word(i + 2) is "last")
        {
            return On(i, i + 2, -(back + 7));
        }

        var last = _text.Word(i + 1) is "pasado" ? i + 1 : i;
        var part = PartAt(last + 1) != DayPart.None ? PartAt(last + 1) : DayPart.None;
        return On(before is "last" or "past" or "this" ? i - 1 : i, part == DayPart.None ? last : last + 1, -back, part);
    }

    /// <summary>"Fri Nov 27 2026", "Friday, 11/27", "viernes 27 de noviembre": the day is told by its date.</summary>
    private bool IsBesideADate(int at) => CalendarWords.Month(_text.Word(at)) > 0
        ? _text.IsNumber(at + 1)
        : _text.IsNumber(at) && (_text.Word(at + 1) is "/" || (CalendarWords.Month(_text.Word(at + 1)) > 0) || (_text.Word(at + 1) is "de" && CalendarWords.Month(_text.Word(at + 2)) > 0));

    /// <summary>"a week ago Tuesday": the last Tuesday that is about a week away.</summary>
    private DayMention? ReadWeeksAgo(int i, int weekday)
    {
        var weeks = _text.Word(i - 3) is "a" or "one" ? 1 : NumberWords.ReadCount(_text, i - 3, out _);
        if (weeks is < 1 or > 8)
        {
            return null;
        }

        var back = (7 * weeks) - 1;
        back += ((int)_today.AddDays(-back).DayOfWeek - weekday + 7) % 7;

        return On(i - 3, i, -back);
    }

    /// <summary>"last week", "this month", "el mes pasado", "last weekend".</summary>
    private DayMention? ReadPeriod(int i)
    {
        var word = _text.Word(i);
        var isLast = word is "last" or "past" or "previous";
        var isThis = word is "this" or "este" or "esta";
        var unit = CalendarWords.Unit(_text.Word(i + 1));
        var last = i + 1;
        if (!isLast && !isThis)
        {
            // "la semana pasada"
            unit = CalendarWords.Unit(word);
            isLast = unit is not null && _text.Word(i + 1) is "pasado" or "pasada" or "antepasado" or "antepasada";
            if (!isLast)
            {
                return null;
            }
        }
        else if (_text.Word(i + 1) is "weekend" or "wkend")
        {
            var sunday = _today.AddDays(-(_today.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)_today.DayOfWeek));
            return isLast || _today.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) ? Span(i, last, sunday.AddDays(-1), sunday) : On(i, last, 0);
        }

        // "el mes antepasado" is the one before the last.
        var earlier = !isThis && _text.Word(i + 1) is "antepasado" or "antepasada" ? 1 : 0;
        var monday = _today.AddDays(-(((int)_today.DayOfWeek + 6) % 7) - (7 * earlier));
        var first = new DateOnly(_today.Year - (unit == TimeUnit.Year ? earlier : 0), _today.Month, 1).AddMonths(unit == TimeUnit.Month ? -earlier : 0);
        return (unit, isLast) switch
        {
            (TimeUnit.Week, true) => Span(i, last, monday.AddDays(-7), monday.AddDays(-1)),
            (TimeUnit.Week, false) => Span(i, last, monday, _today),
            (TimeUnit.Month, true) => Span(i, last, first.AddMonths(-1), first.AddDays(-1)),
            (TimeUnit.Month, false) => Span(i, last, first, _today),
            (TimeUnit.Year, true) => Span(i, last, new DateOnly(first.Year - 1, 1, 1), new DateOnly(first.Year - 1, 12, 31)),
            (TimeUnit.Year, false) => Span(i, last, new DateOnly(_today.Year, 1, 1), _today),
            _ => null,
        };
    }

    private DayMention Span(int first, int last, DateOnly from, DateOnly to) => new(first, last, new DateSpan(from, to > _today ? _today : to), DayForm.Relative);

    private DayMention? ReadHoliday(int i)
    {
        var day = Holidays.At(_text, i, _today.Year, out var last);
        if (day is null)
        {
            return null;
        }

        // "born on Christmas 1960"
        if (_text.LengthOf(last + 1) == 4 && _text.ValueOf(last + 1) is var year && year >= 1900 && year <= _today.Year && Holidays.At(_text, i, year, out _) is { } then)
        {
            return new DayMention(i, last + 1, DateSpan.On(then), DayForm.Full);
        }

        // "After Thanksgiving", said on the day itself, was a year ago.
        if (day > _today || (day == _today && _text.Word(i - 1) is "after"))
        {
            day = Holidays.At(_text, i, _today.Year - 1, out last);
        }

        // "before Thanksgiving", "right after Christmas"
        var at = day!.Value;
        return _text.Word(i - 1) switch
        {
            "before" => new DayMention(i - 1, last, new DateSpan(at.AddDays(-7), at.AddDays(-1)), DayForm.Yearless),
            "after" => Span(i - 1, last, at.AddDays(1), at.AddDays(7)),
            _ => new DayMention(i, last, DateSpan.On(at), DayForm.Yearless),
        };
    }

    /// <summary>"last summer", "in the spring", "over the winter"; "fall" alone is what people do.</summary>
    private DayMention? ReadSeason(int i)
    {
        var start = CalendarWords.SeasonStart(_text.Word(i));
        if (start == 0 || !(_text.Word(i - 1) is "last" or "this" or "past" or "early" or "late" or "el" or "la" or "en" || (_text.Word(i - 1) is "the" or "of" && _text.Word(i - 2) is "in" or "over" or "during" or "since" or "end" or "beginning" or "back" or "around" or "middle")))
        {
            return null;
        }

        var from = new DateOnly(_today.Year, start, 1);
        while (from > _today)
        {
            from = from.AddYears(-1);
        }

        // "last summer" said in summer is the one before.
        if (_text.Word(i - 1) is "last" && from.AddMonths(3) > _today)
        {
            from = from.AddYears(-1);
        }

        return Span(i, _text.Word(i + 1) is "pasado" or "pasada" ? i + 1 : i, from, from.AddMonths(3).AddDays(-1));
    }

    private DayMention? ReadYear(int i)
    {
        var year = _text.LengthOf(i) == 4 ? _text.ValueOf(i) : -1;
        var called = _text.Word(i - 1) is "in" or "since" or "en" or "desde" or "year" or "around" or "late" or "early" or "of" || search.Asked is Asked.Date or Asked.SinceWhen && _text.Count <= 3;
        return year >= 1990 && year <= _today.Year && called && !_text.IsGlued(i + 1) | _text.Word(i + 1) is "." or "," or "?" ? Span(i, i, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)) : null;
    }

    /// <summary>"20 minutes ago", "a couple of months ago", "hace tres días", "half an hour ago".</summary>
    private DayMention? ReadAgo(int i)
    {
        var spanish = _text.Word(i) is "hace";
        var at = spanish ? i + 1 : i;
        at = spanish ? AfterHedge(at) : at;
        var count = ReadCount(at, out var next, out var isVague);
        if (count < 0)
        {
            return null;
        }

        var unit = CalendarWords.Unit(_text.Word(next));
        if (unit is null || !(spanish || _text.Word(next + 1) is "ago" or "back" or "agao" or "atras" || (_text.Word(next + 1) is "or" && _text.Word(next + 2) is "so" && _text.Word(next + 3) is "ago")))
        {
            return null;
        }

        var last = spanish ? next : _text.Word(next + 1) is "or" ? next + 3 : next + 1;
        if (unit == TimeUnit.Week && CalendarWords.Weekday(_text.Word(last + 1)) is var weekday and >= 0 && _text.Word(last) is "ago")
        {
            return ReadWeeksAgo(last + 1, weekday);
        }

        isVague |= _text.Word(i - 1) is "about" or "around" or "like" or "roughly" or "maybe" or "almost" or "over" or "approximately" or "probably" || _text.Word(next + 1) is "or" || (spanish && at > i + 1);
        return Ago(i, last, count, unit.Value, isVague);
    }

    /// <summary>"hace como", "hace más o menos", "hace cerca de", "hace casi": about so long.</summary>
    private int AfterHedge(int at) => _text.Word(at) switch
    {
        "mas" when _text.Word(at + 1) is "o" && _text.Word(at + 2) is "menos" => at + 3,
        "mas" or "alrededor" or "cerca" when _text.Word(at + 1) is "de" => at + 2,
        "como" or "mas" or "casi" or "aproximadamente" or "apenas" => at + 1,
        _ => at,
    };

    /// <summary>Halves count, so the answer is in half units: "half an hour" is 1, "two days" is 4.</summary>
    private int ReadCount(int i, out int next, out bool isVague)
    {
        isVague = false;
        next = i + 1;
        switch (_text.Word(i))
        {
            case "half" or "media":
                next = _text.Word(i + 1) is "a" or "an" ? i + 2 : i + 1;
                return 1;
            case "a" or "an" or "the" when _text.Word(i + 1) is "couple" or "few" or "week" or "day" or "month" or "year" or "minute" or "hour" or "second" or "moment" or "half":
                return _text.Word(i + 1) is "couple" or "few" or "half" ? ReadCount(i + 1, out next, out isVague) : 2;
            case "un" when _text.Word(i + 1) is "par":
                return ReadCount(i + 1, out next, out isVague);
            case "couple" or "par":
                isVague = true;
                next = _text.Word(i + 1) is "of" or "de" ? i + 2 : i + 1;
                return 4;
            case "few" or "several" or "unos" or "unas" or "varios" or "varias" or "algunos" or "some" or "pocos":
                isVague = true;
                return 6;
            default:
                var count = NumberWords.ReadCount(_text, i, out next);
                if (_text.Word(next) is "or" or "to" or "-" or "o" && NumberWords.ReadCount(_text, next + 1, out var after) is var upper && upper > count && count > 0)
                {
                    isVague = true;
                    next = after;
                    return count + upper;
                }

                return count is < 0 or > 1000 ? -1 : count * 2;
        }
    }

    private DayMention Ago(int first, int last, int halves, TimeUnit unit, bool isVague)
    {
        if (unit <= TimeUnit.Hour)
        {
            var at = search.Now.DateTime.AddMinutes(-halves * (unit == TimeUnit.Hour ? 30.0 : unit == TimeUnit.Minute ? 0.5 : 0));
            return new DayMention(first, last, DateSpan.On(DateOnly.FromDateTime(at)), DayForm.Relative) { Time = TimeOnly.FromDateTime(at) };
        }

        var (day, spread) = unit switch
        {
            TimeUnit.Day => (_today.AddDays(-halves / 2), 1),
            TimeUnit.Week => (_today.AddDays(-halves * 7 / 2), 3),
            TimeUnit.Month => (_today.AddMonths(-halves / 2), 14),
            _ => (_today.AddMonths(-halves * 6), 60),
        };
        return isVague || unit == TimeUnit.Year ? Span(first, last, day.AddDays(-spread), day.AddDays(spread)) : new DayMention(first, last, DateSpan.On(day), DayForm.Relative);
    }
}

using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>A time of day told by some tokens. <c>IsExact</c> when morning or evening was said, or the clock runs to 24.</summary>
internal readonly record struct ClockMention(int First, int Last, TimeOnly Time, bool IsExact);

/// <summary>Times of day: "9:15 am", "21:40", "half past seven", "noon", "a las 8 de la mañana".</summary>
internal sealed class ClockReader(DetailSearch search)
{
    private readonly ScannedText _text = search.Text;

    public static DayPart PartOf(ReadOnlySpan<char> word) => word switch
    {
        "morning" or "morn" or "mornin" or "manana" or "madrugada" => DayPart.Morning,
        "afternoon" or "tarde" => DayPart.Afternoon,
        "evening" => DayPart.Evening,
        "night" or "nite" or "noche" => DayPart.Night,
        _ => DayPart.None,
    };

    public ClockMention? ReadAt(int i, bool besideDay)
    {
        if (_text.Word(i) is "noon" or "noontime" or "mediodia")
        {
            return new ClockMention(i, i, new TimeOnly(12, 0), true);
        }

        if (_text.Word(i) is "midnight" or "medianoche")
        {
            return new ClockMention(i, i, new TimeOnly(0, 0), true);
        }

        return ReadSpoken(i) ?? ReadDigits(i, besideDay) ?? ReadBareWord(i, besideDay);
    }

    /// <summary>"half past seven", "quarter to nine", "ten past 8", "nine oclock", "nine fifteen am", "las ocho y media".</summary>
    private ClockMention? ReadSpoken(int i)
    {
        var minutes = _text.Word(i) is "half" or "30" ? 30 : _text.Word(i) is "quarter" or "15" ? 15 : NumberWords.ReadCount(_text, i, out _) is > 0 and < 30 and var said ? said : -1;
        var past = _text.Word(i + 1) is "past" or "after";
        if (minutes > 0 && (past || (_text.Word(i + 1) is "to" or "till" or "of" && minutes is 5 or 10 or 15 or 20)) && Hour(i + 2, out var next) is var hour and > 0)
        {
            return past ? Finish(i, next - 1, hour, minutes) : Finish(i, next - 1, hour == 1 ? 12 : hour - 1, 60 - minutes);
        }

        hour = Hour(i, out next);
        if (hour <= 0)
        {
            return null;
        }

        if (_text.Word(next) is "oclock" || (_text.Word(next) is "o" && _text.Word(next + 1) is "clock"))
        {
            return Finish(i, _text.Word(next) is "o" ? next + 1 : next, hour, 0);
        }

        // "nine fifteen am", "nine pm"
        if (_text.IsWord(i))
        {
            var more = _text.IsWord(next) ? NumberWords.ReadCount(_text, next, out var after) : -1;
            if (more is >= 10 and < 60 && Half(NextAfterCount(next), out _) != 0)
            {
                return Finish(i, NextAfterCount(next) - 1, hour, more);
            }

            if (Half(next, out _) != 0)
            {
                return Finish(i, next - 1, hour, 0);
            }
        }

        return _text.Word(i - 1) is "las" or "la" ? ReadSpanish(i, hour, next) : null;
    }

    /// <summary>"friday evening at six", "six in the evening"</summary>
    private ClockMention? ReadBareWord(int i, bool besideDay)
    {
        if (!_text.IsWord(i) || Hour(i, out var next) is not (> 0 and var hour))
        {
            return null;
        }

        var isTold = _text.Word(i - 1) is "at" or "around" or "about" or "by" && (besideDay || search.Asked == Asked.Time);
        var goesOn = CalendarWords.Unit(_text.Word(next)) is not null || NumberWords.Cardinal(_text.Word(next)) >= 0 || _text.Word(next) is "times" or "or" or "tries" or "attempts" or "different" or "of" or "more" or "digit" or "digits";

        return (isTold && !goesOn) || IsInPart(next) ? Finish(i, i, hour, 0) : null;
    }

    private bool IsInPart(int i) => _text.Word(i) is "in" or "de" or "por" && PartBehind(i, out _) != DayPart.None;

    private int NextAfterCount(int i)
    {
        _ = NumberWords.ReadCount(_text, i, out var next);
        return next;
    }

    private ClockMention? ReadSpanish(int i, int hour, int next)
    {
        if (!(_text.Word(i - 2) is "a" or "desde" or "sobre" or "como" or "eso" or "hasta" || PartBehind(next, out _) != DayPart.None))
        {
            return null;
        }

        var minutes = 0;
        if (_text.Word(next) is "y" or "con")
        {
            minutes = _text.Word(next + 1) is "media" ? 30 : _text.Word(next + 1) is "cuarto" ? 15 : NumberWords.ReadCount(_text, next + 1, out _) is > 0 and < 60 and var said ? said : 0;
            next = minutes > 0 ? NextAfterCount(next + 1) : next;
        }

        return _text.IsSymbol(next, ':') ? null : Finish(i, next - 1, hour, minutes);
    }

    private ClockMention? ReadDigits(int i, bool besideDay)
    {
        if (!_text.IsNumber(i) || _text.LengthOf(i) > 2 || (_text.IsGlued(i) && i > 0 && (_text.IsWord(i - 1) && _text.Word(i - 1) is not "t" || _text.Word(i - 1) is "." or "/" or ":" or "-" or "$" or "#")))
        {
            return ReadMilitary(i);
        }

        var hour = _text.ValueOf(i);
        if (_text.Word(i + 1) is ":" or "h" && _text.IsNumber(i + 2) && _text.LengthOf(i + 2) == 2 && _text.ValueOf(i + 2) < 60 && hour < 24)
        {
            var last = _text.IsSymbol(i + 3, ':') && _text.IsNumber(i + 4) ? i + 4 : i + 2;
            return Finish(i, last, hour, _text.ValueOf(i + 2));
        }

        if (_text.IsSymbol(i + 1, '.') && _text.IsNumber(i + 2) && _text.LengthOf(i + 2) == 2 && _text.ValueOf(i + 2) < 60 && Half(i + 3, out _) != 0 && hour is > 0 and <= 12)
        {
            return Finish(i, i + 2, hour, _text.ValueOf(i + 2));
        }

        if (hour is < 1 or > 12)
        {
            return null;
        }

        if (Half(i + 1, out _) != 0)
        {
            return Finish(i, i, hour, 0);
        }

        // "at 10" counts as a time beside a day, or where a time was asked for.
        var isTold = _text.Word(i - 1) is "at" or "around" or "about" or "by" or "like" or "since" || (_text.Word(i - 1) is "las" or "la");
        var goesOn = (_text.IsGlued(i + 1) && _text[i + 1].Kind != TokenKind.Symbol) || (_text.IsGlued(i + 1) && _text.Word(i + 1) is "/" or "-" or "%" or ":" or "." && _text.IsNumber(i + 2)) || CalendarWords.Unit(_text.Word(i + 1)) is not null || _text.Word(i + 1) is "times" or "or" or "tries" or "attempts" or "different" or "digit" or "of" or "veces";
        return IsInPart(i + 1) || isTold && !goesOn && (besideDay || search.Asked == Asked.Time || PartBehind(i + 1, out _) != DayPart.None) || (search.Asked == Asked.Time && _text.Count <= 3 && !goesOn) ? Finish(i, i, hour, 0) : null;
    }

    /// <summary>"0915", "2140 hours"</summary>
    private ClockMention? ReadMilitary(int i)
    {
        if (!_text.IsNumber(i) || _text.LengthOf(i) != 4 || !(search.Asked == Asked.Time || _text.Word(i + 1) is "hours" or "hrs"))
        {
            return null;
        }

        var packed = _text.ValueOf(i);
        return packed / 100 < 24 && packed % 100 < 60 ? new ClockMention(i, _text.Word(i + 1) is "hours" or "hrs" ? i + 1 : i, new TimeOnly(packed / 100, packed % 100), true) : null;
    }

    private int Hour(int i, out int next)
    {
        next = i + 1;
        if (_text.IsNumber(i))
        {
            return _text.LengthOf(i) <= 2 && _text.ValueOf(i) is > 0 and <= 12 and var digits && !_text.IsSymbol(i + 1, ':') && !_text.IsSymbol(i + 1, '/') ? digits : -1;
        }

        return _text.IsWord(i) && NumberWords.Cardinal(_text.Word(i)) is > 0 and <= 12 and var said ? said : -1;
    }

    /// <summary>Reads "am", "p.m.", "p m" or "in the morning" behind the digits and makes the time of it.</summary>
    private ClockMention Finish(int first, int last, int hour, int minute)
    {
        var half = Half(last + 1, out var end);
        if (half != 0)
        {
            last = end;
            hour = half > 0 ? (hour % 12) + 12 : hour < 13 ? hour % 12 : hour;
            return new ClockMention(first, last, new TimeOnly(hour % 24, minute), true);
        }

        var part = PartBehind(last + 1, out end);
        if (part != DayPart.None && hour <= 12)
        {
            return new ClockMention(first, end, new TimeOnly(HourIn(part, hour), minute), true);
        }

        var isExact = hour is 0 or > 12 || (_text.IsNumber(first) && _text.LengthOf(first) == 2 && _text.Word(first)[0] == '0');
        return new ClockMention(first, last, new TimeOnly(hour % 24, minute), isExact);
    }

    /// <summary>Nine in the evening is 21; twelve at night is 0.</summary>
    public static int HourIn(DayPart part, int hour) => part switch
    {
        DayPart.Morning => hour % 12,
        DayPart.Afternoon or DayPart.Evening => (hour % 12) + 12,
        DayPart.Night => hour is >= 5 and < 12 ? hour + 12 : hour % 12,
        DayPart.None => hour,
        _ => hour,
    };

    /// <summary>-1 for "am", 1 for "pm", 0 when neither follows.</summary>
    private int Half(int i, out int last)
    {
        last = i;
        var word = _text.Word(i);
        if (word is "am" or "pm")
        {
            return word is "am" ? -1 : 1;
        }

        if (word is "a" or "p")
        {
            var m = _text.IsSymbol(i + 1, '.') ? i + 2 : i + 1;
            if (_text.Word(m) is "m")
            {
                last = _text.IsSymbol(m + 1, '.') && _text.IsGlued(m + 1) && m > i + 1 ? m + 1 : m;
                return word is "a" ? -1 : 1;
            }

            if (_text.IsGlued(i) && !_text.IsGlued(i + 1))
            {
                return word is "a" ? -1 : 1;
            }
        }

        return 0;
    }

    /// <summary>"in the morning", "at night", "de la tarde", "por la noche".</summary>
    private DayPart PartBehind(int i, out int last)
    {
        last = i + 2;
        if (_text.Word(i) is "in" or "de" or "por" && _text.Word(i + 1) is "the" or "la")
        {
            return PartOf(_text.Word(i + 2));
        }

        last = i + 1;
        return _text.Word(i) is "at" ? PartOf(_text.Word(i + 1)) : DayPart.None;
    }
}

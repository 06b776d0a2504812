using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>Days of the calendar: "3/14/1962", "2026-11-20", "March 14th", "el 5 de octubre", "the 20th". Month before day, as in the United States.</summary>
internal sealed class CalendarDayReader(DetailSearch search)
{
    private const int OldestYear = 1900;
    private readonly ScannedText _text = search.Text;

    /// <summary>A birth year of two digits lies in the past, however far.</summary>
    private bool IsBirth { get; } = search.Asked is Asked.DateOfBirth or Asked.SomeonesBirth;

    public DayMention? ReadAt(int i)
    {
        if (_text.IsNumber(i))
        {
            return ReadNumeric(i) ?? ReadDayFirst(i, i + 1, _text.ValueOf(i));
        }

        if (!_text.IsWord(i))
        {
            return null;
        }

        if (CalendarWords.Month(_text.Word(i)) is var month and > 0)
        {
            return ReadMonthFirst(i, month);
        }

        return NumberWords.Ordinal(_text.Word(i)) > 0 || NumberWords.Cardinal(_text.Word(i)) is > 0 and < 32
            ? ReadOrdinal(i, out var next) is var day and > 0 ? ReadDayFirst(i, next, day) : null
            : null;
    }

    private DayMention? ReadNumeric(int i)
    {
        if (_text.IsGlued(i) && i > 0 && (_text.IsWord(i - 1) || _text.Word(i - 1) is "." or "/" or "-" && _text.IsGlued(i - 1) && _text.IsNumber(i - 2)))
        {
            return null;
        }

        if (_text.IsWord(i + 1) && _text.IsGlued(i + 1) && _text.Word(i + 1) is not "t")
        {
            return null;
        }

        var sign = _text.Word(i + 1);
        if (sign is "/" or "-" or "." && _text.IsNumber(i + 2))
        {
            return _text.Word(i + 3).SequenceEqual(sign) && _text.IsNumber(i + 4) ? ReadThree(i, i + 2, i + 4, sign[0]) : ReadTwo(i, sign[0]);
        }

        return ReadUnsigned(i);
    }

    private DayMention? ReadThree(int a, int b, int c, char sign)
    {
        int first = _text.ValueOf(a), second = _text.ValueOf(b), third = _text.ValueOf(c);
        if (_text.LengthOf(a) == 4)
        {
            return Make(a, c, first, second, third, hasYear: true);
        }

        // "18.1.2" is a version, "415-55-5012" no date.
        var yearLength = _text.LengthOf(c);
        if (_text.LengthOf(a) > 2 || _text.LengthOf(b) > 2 || yearLength is not (2 or 4) || (sign == '.' && yearLength == 2 && !IsBirth && !IsAskedDate()) || (_text.IsSymbol(c + 1, sign) && _text.IsNumber(c + 2) && _text.IsGlued(c + 2)))
        {
            return null;
        }

        var year = yearLength == 4 ? third : Century(third);
        return first > 12 && second <= 12 ? Make(a, c, year, second, first, hasYear: true) : Make(a, c, year, first, second, hasYear: true);
    }

    /// <summary>"11/20", and with another sign only where a date was asked for.</summary>
    private DayMention? ReadTwo(int i, char sign)
    {
        int first = _text.ValueOf(i), second = _text.ValueOf(i + 2);
        if (_text.LengthOf(i) > 2 || _text.LengthOf(i + 2) > 2 || (sign != '/' && !IsAskedDate()) || (first == 24 && second == 7))
        {
            // "10/2026"
            return sign == '/' && _text.LengthOf(i) <= 2 && _text.LengthOf(i + 2) == 4 && first is >= 1 and <= 12 && second is >= OldestYear and < 2100 ? Month(i, i + 2, second, first) : null;
        }

        return first is < 1 or > 31 || second is < 1 or > 31 || (first > 12 && second > 12) ? null
            : first > 12 ? Make(i, i + 2, 0, second, first, hasYear: false) : Make(i, i + 2, 0, first, second, hasYear: false);
    }

    /// <summary>"7 4 1976" and "05061949", where a date of birth was asked for or spoken of; "1944, in November, the 2nd".</summary>
    private DayMention? ReadUnsigned(int i)
    {
        if (_text.LengthOf(i) == 4 && _text.ValueOf(i) is >= OldestYear and < 2100)
        {
            var at = SkipWords(i + 1, 3);
            if (CalendarWords.Month(_text.Word(at)) is var month and > 0 && ReadOrdinal(SkipWords(at + 1, 3), out var next) is var day and > 0)
            {
                return Make(i, next - 1, _text.ValueOf(i), month, day, hasYear: true);
            }
        }

        if (!IsBirth && !DateRoles.IsBirthCueBefore(search, i))
        {
            return null;
        }

        if (_text.LengthOf(i) <= 2 && _text.IsNumber(i + 1) && _text.LengthOf(i + 1) <= 2 && _text.IsNumber(i + 2) && _text.LengthOf(i + 2) is 2 or 4)
        {
            var year = _text.LengthOf(i + 2) == 4 ? _text.ValueOf(i + 2) : Century(_text.ValueOf(i + 2));
            return Make(i, i + 2, year, _text.ValueOf(i), _text.ValueOf(i + 1), hasYear: true);
        }

        var packed = _text.ValueOf(i);
        return _text.LengthOf(i) switch
        {
            8 when packed / 10_000 is >= OldestYear and < 2100 => Make(i, i, packed / 10_000, packed / 100 % 100, packed % 100, hasYear: true),
            8 => Make(i, i, packed % 10_000, packed / 1_000_000, packed / 10_000 % 100, hasYear: true),
            6 => Make(i, i, Century(packed % 100), packed / 10_000, packed / 100 % 100, hasYear: true),
            _ => null,
        };
    }

    private DayMention? ReadMonthFirst(int i, int month)
    {
        var at = _text.IsSymbol(i + 1, '.') || _text.IsSymbol(i + 1, ',') ? i + 2 : i + 1;
        at = _text.Word(at) is "the" or "el" ? at + 1 : at;
        var day = ReadOrdinal(at, out var next);
        if (day > 0 && !IsYear(at) && !(CalendarWords.Unit(_text.Word(next)) is not null))
        {
            var year = ReadYear(next, out var last);
            return Make(i, year > 0 ? last : next - 1, year, month, day, hasYear: year > 0);
        }

        if (ReadYear(i + 1, out var end) is var said and > 0)
        {
            return Month(i, end, said, month);
        }

        return MayBeMonth(i) ? Month(i, i, 0, month) : null;
    }

    /// <summary>"14 March 1962", "the 3rd of March", "3 de marzo de 1955"; "the 20th" alone.</summary>
    private DayMention? ReadDayFirst(int i, int next, int day)
    {
        if (day is < 1 or > 31 || (_text.IsGlued(i) && i > 0 && _text[i - 1].Kind != TokenKind.Symbol))
        {
            return null;
        }

        var ordinal = _text.Word(next) is "st" or "nd" or "rd" or "th" && _text.IsGlued(next);
        var at = ordinal ? next + 1 : next;
        at = _text.Word(at) is "of" or "de" or "day" ? at + 1 : at;
        at = _text.Word(at) is "of" ? at + 1 : at;
        var month = CalendarWords.Month(_text.Word(at));
        if (month > 0 && _text.Word(at) is not "may" | _text.Word(at - 1) is "of" or "de" | !_text.IsWord(at + 1))
        {
            var year = ReadYear(at + 1, out var last);
            return Make(i, year > 0 ? last : at, year, month, day, hasYear: year > 0);
        }

        return ordinal && _text.Word(i - 1) is "the" or "on" ? RecentDayOfMonth(i - 1, next, day) : null;
    }

    private DayMention? RecentDayOfMonth(int first, int last, int day)
    {
        var month = new DateOnly(search.Today.Year, search.Today.Month, 1);
        for (var back = 0; back < 3; back++, month = month.AddMonths(-1))
        {
            if (day <= DateTime.DaysInMonth(month.Year, month.Month) && month.AddDays(day - 1) <= search.Today)
            {
                return new DayMention(first, last, DateSpan.On(month.AddDays(day - 1)), DayForm.Yearless);
            }
        }

        return null;
    }

    /// <summary>A day of the month: "14", "14th", "fourteenth", "twenty first"; 0 when there is none.</summary>
    private int ReadOrdinal(int i, out int next)
    {
        next = i + 1;
        if (_text.IsNumber(i))
        {
            if (_text.Word(next) is "st" or "nd" or "rd" or "th" && _text.IsGlued(next))
            {
                next++;
            }
            else if (_text.IsGlued(next) && (_text.IsWord(next) || _text.Word(next) is ":" or "/") || (_text.Word(next) is "am" or "pm"))
            {
                return 0;
            }

            return _text.LengthOf(i) <= 2 ? _text.ValueOf(i) : 0;
        }

        if (NumberWords.Ordinal(_text.Word(i)) is var ordinal and > 0)
        {
            return ordinal;
        }

        var tens = NumberWords.Cardinal(_text.Word(i));
        if (tens is 20 or 30)
        {
            var second = _text.IsSymbol(next, '-') ? next + 1 : next;
            var units = Math.Max(NumberWords.Ordinal(_text.Word(second)), NumberWords.Cardinal(_text.Word(second)));
            if (units is > 0 and < 10)
            {
                next = second + 1;
                return tens + units;
            }
        }

        return tens is > 0 and < 32 && _text.Word(i) is not ("one" or "un" or "una") ? tens : 0;
    }

    /// <summary>A year behind a day or month: "1962", "'62", "nineteen sixty two", "de 1955"; 0 when there is none.</summary>
    private int ReadYear(int i, out int last)
    {
        var at = i;
        while (at < i + 3 && _text.Word(at) is "," or "of" or "de" or "del" or "in" or "." or "year" or "'" or "/")
        {
            at++;
        }

        last = at;
        if (IsYear(at))
        {
            return _text.ValueOf(at);
        }

        if (_text.IsNumber(at) && _text.LengthOf(at) == 2 && (_text.IsSymbol(at - 1, '\'') || IsBirth || DateRoles.IsBirthCueBefore(search, i)) && !_text.IsSymbol(at + 1, ':'))
        {
            return Century(_text.ValueOf(at));
        }

        return ReadSpokenYear(at, out last);
    }

    private int ReadSpokenYear(int at, out int last)
    {
        last = at;
        var first = _text.IsWord(at) ? NumberWords.Cardinal(_text.Word(at)) : -1;
        if (first is 2 && _text.Word(at + 1) is "thousand")
        {
            var add = NumberWords.ReadCount(_text, _text.Word(at + 2) is "and" ? at + 3 : at + 2, out var after);
            last = add is > 0 and < 100 ? after - 1 : at + 1;
            return 2000 + (add is > 0 and < 100 ? add : 0);
        }

        if (first is not (19 or 20))
        {
            return 0;
        }

        if (_text.Word(at + 1) is "hundred")
        {
            last = at + 1;
            return first * 100;
        }

        if (_text.Word(at + 1) is "oh" or "o" && NumberWords.Cardinal(_text.Word(at + 2)) is var single and > 0 and < 10)
        {
            last = at + 2;
            return (first * 100) + single;
        }

        var rest = _text.IsWord(at + 1) ? NumberWords.ReadCount(_text, at + 1, out var next) : -1;
        last = at + 1;
        if (rest is < 10 or > 99)
        {
            return 0;
        }

        _ = NumberWords.ReadCount(_text, at + 1, out next);
        last = next - 1;
        return (first * 100) + rest;
    }

    private bool IsYear(int i) => _text.IsNumber(i) && _text.LengthOf(i) == 4 && _text.ValueOf(i) is >= OldestYear and < 2100;

    /// <summary>"may" and "march" are verbs, "mar" is the sea: a month alone needs a word before it that asks for one, or a question for a date.</summary>
    private bool MayBeMonth(int i) =>
        IsAskedDate() && _text.Count <= 6
        || _text.Word(i - 1) is "in" or "since" or "last" or "of" or "early" or "mid" or "late" or "around" or "about" or "sometime" or "during" or "until" or "till" or "back" or "this" or "end" or "beginning"
            or "middle" or "en" or "desde" or "de" or "del" or "maybe" or "like" or "before" or "after"
        || (_text.IsSymbol(i - 1, '-') && _text.Word(i - 2) is "mid");

    private bool IsAskedDate() => search.Asked is Asked.Date or Asked.SinceWhen or Asked.DateOfBirth or Asked.SomeonesBirth;

    private int Century(int twoDigits) => twoDigits <= search.Today.Year % 100 ? 2000 + twoDigits : 1900 + twoDigits;

    private int SkipWords(int i, int most)
    {
        for (var skipped = 0; skipped < most && _text.Word(i) is "," or "in" or "on" or "the" or "." or "en" or "el"; skipped++)
        {
            i++;
        }

        return i;
    }

    private DayMention Make(int first, int last, int year, int month, int day, bool hasYear)
    {
        if (hasYear)
        {
            return IsPossible(year, month, day) && new DateOnly(year, month, day) <= search.Today
                ? new DayMention(first, last, DateSpan.On(new DateOnly(year, month, day)), DayForm.Full)
                : DayMention.Refused(first, last);
        }

        // 29 February may be up to eight years back.
        for (var back = 0; back <= 8; back++)
        {
            if (IsPossible(search.Today.Year - back, month, day) && new DateOnly(search.Today.Year - back, month, day) is var date && date <= search.Today)
            {
                return new DayMention(first, last, DateSpan.On(date), DayForm.Yearless);
            }
        }

        return DayMention.Refused(first, last);
    }

    private DayMention Month(int first, int last, int year, int month)
    {
        var from = new DateOnly(year > 0 ? year : search.Today.Year, month, 1);
        if (from > search.Today && year == 0)
        {
            from = from.AddYears(-1);
        }

        return from > search.Today ? DayMention.Refused(first, last) : new DayMention(first, last, new DateSpan(from, from.AddMonths(1).AddDays(-1)), DayForm.Yearless);
    }

    private static bool IsPossible(int year, int month, int day) =>
        year is >= OldestYear and < 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}

using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Dates;

/// <summary>What a moment is told for.</summary>
internal enum DateRole { None, Birth, LastSignIn, Error }

/// <summary>Tells from the words around a moment whether it is a date of birth, the last good sign-in, or when an error was seen.</summary>
internal sealed class DateRoles(DetailSearch search)
{
    /// <summary>Nobody tells a sign-in of so long ago to the day; a full date that old is somebody's birthday.</summary>
    private const int YearsOfBirth = 5;

    /// <summary>A longer answer to when a thing last worked may tell the day of something else.</summary>
    private const int ShortAnswer = 8;

    private static readonly WordTable<bool> BirthCues = WordTable.Of("birth born dob birthday birthdate bday bdate nacimiento naci nacio cumpleanos nacida nacido fdn brn");

    private static readonly WordTable<bool> Failure = WordTable.Of("""
        error errors says said say saying message messages cant cannot couldnt wont didnt doesnt failed fail fails failing locked lock lockout stopped started starting
        began begun happened happening saw seen came comes popped pops broke kicked denied wrong refused since problem issue trying tried try hit appeared appears getting got
        showed shows down unable rejected expired timed crashed blocked sale salio salia dice decia desde mensaje bloqueada bloqueado aparecio aparece fallo falla ocurrio paso empezo
        pude intente screen timestamp stamp
        """);

    /// <summary>"I changed it last week" tells of no sign-in.</summary>
    private static readonly WordTable<bool> Changes = WordTable.Of("changed change reset new set made created replaced closed deleted cambie cambio nueva nuevo puse hice reseteo resetee cerre borre");

    private static readonly WordTable<bool> Elsewhere = WordTable.Of("appointment appt visit meeting surgery available between open opens close closes hours until till reach call callback schedule scheduled flight cita hasta due expires renew");

    public static bool IsBirthCueBefore(DetailSearch search, int i) => search.Before(i, BirthCues, 6) >= 0;

    public DateRole Of(Moment moment, int previousEnd, int nextStart)
    {
        var text = search.Text;
        var from = SegmentStart(moment.First, previousEnd);
        var to = SegmentEnd(moment.Last, nextStart);
        if (search.Asked is Asked.DateOfBirth or Asked.SomeonesBirth || Has(BirthCues, from, moment.First) || HasNear(BirthCues, moment.Last, Math.Min(to, moment.Last + 6)))
        {
            return moment.Form == DayForm.Full ? DateRole.Birth : DateRole.None;
        }

        if (moment.Form == DayForm.Full && moment.Day.From.AddYears(YearsOfBirth) < search.Today && search.Asked is not (Asked.Date or Asked.SinceWhen or Asked.Time) && !IsSuccess(from, to))
        {
            return DateRole.Birth;
        }

        if (search.Asked == Asked.SinceWhen && text.Count <= ShortAnswer && !Has(Changes, 0, text.Count))
        {
            return DateRole.LastSignIn;
        }

        if (search.Asked is Asked.Date or Asked.Time)
        {
            return search.Asked == Asked.Date ? DateRole.LastSignIn : DateRole.Error;
        }

        if (Enumerable.Range(from, moment.First - from).Any(i => search.Text.Word(i) is "get" or "sign" or "log" or "login" && IsToCome(i, from)))
        {
            return DateRole.None;
        }

        if (Has(Elsewhere, Math.Max(from, moment.First - 5), moment.First) || (moment.First > 0 && text.Word(moment.First - 1) is "for" or "until" or "till"))
        {
            return DateRole.None;
        }

        if (IsSuccess(from, to))
        {
            return DateRole.LastSignIn;
        }

        return Has(Failure, from, to) || IsBesideQuote(moment) || search.Asked == Asked.ErrorText || (moment.Time is not null && text.Count < 12) ? DateRole.Error : DateRole.None;
    }

    /// <summary>"..." at 9:58 am: the quote is the error.</summary>
    private bool IsBesideQuote(Moment moment) =>
        moment.Time is not null && (search.Text.IsSymbol(moment.First - 1, '"') || search.Text.IsSymbol(moment.First - 2, '"') || search.Text.IsSymbol(moment.Last + 1, '"') || search.Text.IsSymbol(moment.Last + 2, '"'));

    /// <summary>The part of the sentence that speaks of this moment: between the moments beside it, and within "but".</summary>
    private int SegmentStart(int first, int previousEnd)
    {
        var at = first;
        while (at > previousEnd + 1 && !search.Text.StartsSentence(at) && search.Text.Word(at - 1) is not ("but" or "pero" or ";"))
        {
            at--;
        }

        return at;
    }

    private int SegmentEnd(int last, int nextStart)
    {
        var at = last;
        while (at + 1 < nextStart && !search.Text.StartsSentence(at + 1) && search.Text.Word(at + 1) is not ("but" or "pero" or ";"))
        {
            at++;
        }

        return at;
    }

    private bool Has(WordTable<bool> words, int from, int to)
    {
        for (var i = Math.Max(0, from); i <= to && i < search.Text.Count; i++)
        {
            if (search.Text.IsWord(i) && words.Has(search.Text.Word(i)))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasNear(WordTable<bool> words, int from, int to) => Has(words, from + 1, to);

    /// <summary>"last signed in", "it worked", "I could get in", "haven't been able to log in since": the moment of the last good sign-in.</summary>
    private bool IsSuccess(int from, int to)
    {
        var text = search.Text;
        for (var i = from; i <= to && i < text.Count; i++)
        {
            var found = text.Word(i) switch
            {
                "last" => IsLastTime(i),
                "ultima" or "ultimo" => text.Word(i + 1) is "vez" or "acceso" or "inicio" or "sesion" or "ingreso" or "entrada",
                "worked" or "working" or "fine" or "successful" or "successfully" or "funciono" or "funcionaba" or "entre" or "servia" => !IsNegated(i, from),
                "signed" or "logged" or "got" or "get" or "getting" => text.Word(i + 1) is "in" or "on" or "into" or "onto" && !IsNegated(i, from) && !IsToCome(i, from),
                "let" => text.Word(i + 1) is "me" or "us" or "him" or "her" && text.Word(i + 2) is "in" && !IsNegated(i, from),
                "could" or "able" => !IsNegated(i, from) && !IsToCome(i, from),
                "pude" or "podia" => text.Word(i - 1) is not ("no" or "nunca") && !IsNegated(i, from),
                "havent" or "hasnt" or "hadnt" => search.After(i, Since, 12) is var since and >= 0 && since <= to && text.Word(i + 1) is not "gotten" | text.Word(i + 2) is not "a",
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    private static readonly WordTable<bool> Since = WordTable.Of("since desde");

    private bool IsLastTime(int i)
    {
        var text = search.Text;
        if (text.Word(i + 1) is "sign" or "signed" or "signin" or "log" or "logged" or "login" or "logon" or "got" or "get" or "used" or "use" or "accessed" or "entered" or "worked" or "successful" or "success" or "good" or "access" or "able" or "in" or "could" or "opened" or "visit" or "went" or "known")
        {
            return true;
        }

        // "last time I tried" is no success.
        return text.Word(i + 1) is "time" && !(text.Word(i + 2) is "i" or "we" && text.Word(i + 3) is "tried" or "try" or "saw" or "got" && !(text.Word(i + 3) is "got" && text.Word(i + 4) is "in" or "into" or "on" or "through"));
    }

    /// <summary>"I need to get in today" is a wish, and tells of no sign-in.</summary>
    private bool IsToCome(int i, int from)
    {
        for (var at = i - 1; at >= Math.Max(from, i - 4); at--)
        {
            if (search.Text.Word(at) is "need" or "needs" or "needed" or "want" or "wants" or "wanna" or "gotta" or "must" or "should" or "hope" or "hoping" or "will" or "please"
                || (search.Text.Word(at) is "have" or "has" or "got" or "had" && search.Text.Word(at + 1) is "to"))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsNegated(int i, int from)
    {
        for (var at = i - 1; at >= Math.Max(from, i - 4); at--)
        {
            if (search.Text.Word(at) is "not" or "cant" or "cannot" or "couldnt" or "wont" or "didnt" or "never" or "isnt" or "wasnt" or "unable" or "dont" or "doesnt" or "wouldnt" or "aint" or "no" or "nunca" or "stopped" or "trying" or "try" or "tried" or "havent" or "hasnt")
            {
                return true;
            }
        }

        return false;
    }
}

using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details;

/// <summary>The words on the member's screen: what stands in quotes, what follows "it says", or the whole answer where they were asked for.</summary>
internal static class ErrorTextReader
{
    private const int LongestQuote = 80;

    private static readonly WordTable<bool> Sayers = WordTable.Of("says say said saying reads read shows showing showed error message screen page popup get got gets getting it sees see saw pops shown dice sale aparece mensaje pantalla salio marca");

    /// <summary>"the 'forgot password' link": a thing to press, no message.</summary>
    private static readonly WordTable<bool> Controls = WordTable.Of("link button option tab menu box field section icon enlace boton opcion");
    private static readonly WordTable<bool> Presses = WordTable.Of("click clicked clicking tap tapped press pressed hit select selected choose chose under called push pushed named");

    /// <summary>Where the member's own talk goes on.</summary>
    private static readonly WordTable<bool> GoesOn = WordTable.Of("but when even though what how since after can please pls help because every each whenever then though pero cuando desde although anyway idk in on tried i so and why");

    private static readonly WordTable<bool> NoMessage = WordTable.Of("dont know idk remember nothing none blank unsure recuerdo nada forgot gone skip");

    public static List<string>? Find(DetailSearch search)
    {
        var found = ReadQuotes(search);
        if (found is not null)
        {
            return found;
        }

        var said = ReadSaid(search);
        if (said is not null)
        {
            return [said];
        }

        return search.Asked == Asked.ErrorText ? ReadAnswer(search) : null;
    }

    private static List<string>? ReadQuotes(DetailSearch search)
    {
        List<string>? found = null;
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            var close = IsQuote(text, i) ? CloseOf(text, i) : text.Word(i) is "quote" && text.IsWord(i) ? Unquote(text, i) : -1;
            if (close < 0)
            {
                continue;
            }

            if (close > i + 1 && IsMessage(search, i, close))
            {
                (found ??= []).Add(text.Written(i + 1, close - 1).Trim().TrimEnd(','));
            }

            i = close;
        }

        return found;
    }

    private static bool IsQuote(ScannedText text, int i) =>
        text.IsSymbol(i, '"') || (text.IsSymbol(i, '\'') && !(text.IsGlued(i) && text.IsWord(i - 1)) && text.IsGlued(i + 1));

    private static int CloseOf(ScannedText text, int open)
    {
        var quote = text.Word(open)[0];
        for (int i = open + 1, end = Math.Min(text.Count, open + LongestQuote); i < end; i++)
        {
            if (text.IsSymbol(i, quote) && (quote == '"' || (text.IsGlued(i) && !(text.IsGlued(i + 1) && text.IsWord(i + 1)))))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Unquote(ScannedText text, int open)
    {
        for (int i = open + 1, end = Math.Min(text.Count, open + LongestQuote); i < end; i++)
        {
            if (text.Word(i) is "unquote" or "endquote" || (text.Word(i) is "quote" && text.Word(i - 1) is "end" or "close"))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsMessage(DetailSearch search, int open, int close)
    {
        var text = search.Text;
        if (search.IsTaken(open + 1) || Controls.Has(text.Word(close + 1)) || (open > 0 && Presses.Has(text.Word(open - 1))) || (text.Word(open - 1) is "the" or "on" or "in" && open > 1 && Presses.Has(text.Word(open - 2))))
        {
            return false;
        }

        var words = 0;
        for (var i = open + 1; i < close; i++)
        {
            words += text.IsWord(i) ? 1 : 0;
        }

        return words > 0 && (search.Asked == Asked.ErrorText || search.Before(open, Sayers, 8) >= 0 || (words >= 2 && text.StartsCapital(open + 1)) || search.After(close, Sayers, 6) >= 0);
    }

    /// <summary>"it says Account suspended, so I called": to the end of the sentence, or to where the member goes on.</summary>
    private static string? ReadSaid(DetailSearch search)
    {
        var text = search.Text;
        for (var i = 0; i < text.Count; i++)
        {
            var first = StartOfSaid(text, i);
            if (first < 0 || first >= text.Count || text.StartsSentence(first) && !text.IsSymbol(first - 1, ':') && !text.IsSymbol(first - 1, '"'))
            {
                continue;
            }

            var last = first;
            var words = 0;
            for (var at = first; at < text.Count && (at == first || !text.StartsSentence(at)) && !IsEndOfSaid(search, at, words); at++)
            {
                words += text.IsWord(at) ? 1 : 0;
                last = at;
            }

            while (last > first && text.Word(last) is "," or "-" or ":" or "(" or "." or "!" or "?" or ";")
            {
                last--;
            }

            if (words >= 2 || (words == 1 && search.Asked == Asked.ErrorText))
            {
                return text.Written(first, last).Trim();
            }
        }

        return null;
    }

    private static int StartOfSaid(ScannedText text, int i)
    {
        var isSaying = text.Word(i) is "says" or "said" or "saying" or "reads" or "dice" or "say";
        var isShown = text.Word(i) is "sale" or "aparece" && text.Word(i - 1) is "me";
        if (isSaying && text.Word(i - 1) is "it" or "screen" or "message" or "error" or "popup" or "box" or "alert" or "banner" or "just" or "keeps" or "me" or "page" or "pantalla" or "mensaje" or "still" or "now" or "up" or "that" || isShown)
        {
            var at = text.IsSymbol(i + 1, ':') ? i + 2 : i + 1;
            return text.Word(at) is "that" or "que" or "something" ? at + 1 : at;
        }

        return text.Word(i) is "error" or "message" or "mensaje" && text.IsSymbol(i + 1, ':') ? i + 2 : -1;
    }

    private static bool IsEndOfSaid(DetailSearch search, int at, int words)
    {
        var text = search.Text;
        if (text[at].Kind == TokenKind.LineEnd || (text.IsSymbol(at, ',') && (GoesOn.Has(text.Word(at + 1)) || text.Word(at + 1) is "it" or "my")))
        {
            return true;
        }

        if (words < 2)
        {
            return false;
        }

        return text.Word(at) switch
        {
            "but" or "even" or "whenever" or "pero" or "cuando" or "every" or "because" or "since" or "desde" => true,
            "and" or "so" or "when" or "what" or "how" => text.Word(at + 1) is "i" or "im" or "it" or "now" or "then" or "do" or "my" or "we" or "he" or "she" or "to" or "can",
            "help" or "pls" or "please" => text.Word(at - 1) is not ("," or ".") && !text.IsCapital(text[at].Start) && text.Word(at + 1) is not ("try" or "contact" or "call" or "wait" or "update" or "check" or "enter"),
            "on" => text.Word(at + 1) is "my" or "the" or "app" && search.After(at, Devices.DeviceReader.Computers, 4) >= 0,
            _ => false,
        };
    }

    private static readonly WordTable<bool> LeadIns = WordTable.Of("think was is it says said reads message error screen popup something like believe exactly word words dice decia mensaje creo algo asi");

    /// <summary>"I think it was: Invalid code", and the full stop that was dictated.</summary>
    private static string WithoutTalk(ScannedText scanned, string text)
    {
        const int longestLeadIn = 7;
        var (first, last) = (0, scanned.Count - 1);
        for (var i = 1; i <= longestLeadIn && i < scanned.Count - 2; i++)
        {
            if (scanned.IsSymbol(i, ':') && LeadIns.Has(scanned.Word(i - 1)) && !scanned.StartsCapital(i - 1))
            {
                first = i + 1;
                break;
            }
        }

        if (last > first + 1 && scanned.Word(last) is "period" or "punto")
        {
            last--;
        }
        else if (last > first + 2 && scanned.Word(last - 1) is "full" && scanned.Word(last) is "stop")
        {
            last -= 2;
        }

        return first == 0 && last == scanned.Count - 1 ? text : scanned.Written(first, last).Trim();
    }

    private static List<string>? ReadAnswer(DetailSearch search)
    {
        var text = search.Text.Text.Trim();
        var words = 0;
        for (var i = 0; i < search.Text.Count; i++)
        {
            words += search.Text.IsWord(i) ? 1 : 0;
        }

        return words < 2 || (words <= 8 && search.Mentions(NoMessage)) ? null : [WithoutTalk(search.Text, text)];
    }
}

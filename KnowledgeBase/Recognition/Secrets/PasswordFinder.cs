using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>
/// Passwords said in a sentence. The hard part is the opposite: "my password is incorrect" names none. So a plain word counts only
/// where the sentence has room for nothing but a password, and only if it is no word that people say about passwords.
/// </summary>
internal sealed class PasswordFinder
{
    private const int Reach = 14;

    private readonly SecretSearch _search;
    private readonly ScannedText _text;

    private PasswordFinder(SecretSearch search)
    {
        _search = search;
        _text = search.Text;
    }

    public static void Find(SecretSearch search)
    {
        var finder = new PasswordFinder(search);
        for (var i = 0; i < search.Text.Count; i++)
        {
            if (search.Is(i, SecretSense.CommonPasswords) && !search.IsRemoved(i) && !finder.IsCalledOtherwise(Chunk.At(search, i)))
            {
                finder.Remove(Chunk.At(search, i), extend: false);
            }
            else if (search.Is(i, SecretSense.PasswordWords))
            {
                finder.ReadBefore(i);
                finder.ReadAfter(i);
            }
            else if (search.Is(i, SecretSense.TypingWords | SecretSense.ChangingWords))
            {
                finder.ReadTyped(i);
            }
            else if (!search.Text.IsGlued(i))
            {
                finder.ReadAnywhere(i);
            }
        }
    }

    /// <summary>"my password is hunter2", "password: hunter2", "changed my password to hunter2", "pw hunter2".</summary>
    private void ReadAfter(int cue)
    {
        var thing = _search.Is(cue + 1, SecretSense.PasswordThings);
        var changing = _search.Before(cue, SecretSense.ChangingWords, 6) >= 0;
        var link = Link.None;
        var answered = false;
        for (int i = cue + 1, end = Math.Min(_text.Count, cue + Reach); i < end; i++)
        {
            if (i > cue + 1 && _text.StartsSentence(i) && link == Link.None)
            {
                return;
            }

            // "my password is wrong and my user name is ...": the talk is of something else now.
            if (_search.Is(i, SecretSense.UserWords | SecretSense.WantedNumbers | SecretSense.OpenCodeWords) && (answered || _text.Word(i - 1) is "and" or "," or "/" or "y"))
            {
                return;
            }

            if (IsLinkSign(i, cue) || (_search.Is(i - 1, SecretSense.PartWords) && _text.Word(i) is "with" or "in" or "con" or "en"))
            {
                link = thing || answered ? Link.Loose : Link.Tight;
            }
            else if (link != Link.None && _search.Is(i, SecretSense.Fillers) && i + 1 < _text.Count && !_text.StartsSentence(i + 1))
            {
                continue;
            }
            else if (link == Link.Tight && _search.Is(i, SecretSense.CasingWords))
            {
                continue;
            }
            else if (link == Link.Owned && _text.Word(i) is "word" or "words" or "phrase" or "palabra" or "frase")
            {
                // "password is the word butterscotch"
                link = Link.Tight;
            }
            else if (_search.Is(i, SecretSense.Links) && !LooksLikeAnswer(i, link))
            {
                changing |= _search.Is(i + 1, SecretSense.ChangingWords);
                link = thing || answered ? Link.Loose : Link.Tight;
            }
            else if (changing && _text.Word(i) is "to" or "a" or "from" or "de" or "por")
            {
                link = Link.Change;
            }
            else if (TryRemove(i, link, next: i == cue + 1))
            {
                return;
            }
            else
            {
                changing |= _search.Is(i, SecretSense.ChangingWords);
                var owned = (link == Link.Tight && IsPossessive(i)) || (link == Link.Owned && (!IsOrdinary(i) || _text.Word(i) is "name"));
                answered |= link != Link.None && !owned;
                link = owned ? Link.Owned : Link.None;
            }
        }
    }

    /// <summary>How surely the next word is the password.</summary>
    private enum Link
    {
        None,

        /// <summary>Something of the page is spoken of ("password field is"), or the word is far: only what looks like a password.</summary>
        Loose,

        /// <summary>"changed to": a plain word only if nothing follows that would make it a verb.</summary>
        Change,

        /// <summary>"password is my dog's name": goes on to the name.</summary>
        Owned,
        Tight,
    }

    private bool TryRemove(int at, Link link, bool next)
    {
        if (_search.IsRemoved(at))
        {
            return true;
        }

        if (TryQuoted(at, link))
        {
            return true;
        }

        var chunk = Chunk.At(_search, at);
        if (chunk.IsEmpty)
        {
            return false;
        }

        var strong = chunk.Strength() != Strength.Plain;
        var said = link switch
        {
            Link.Tight => strong || IsOddEnough(chunk) || IsPassPhrase(chunk) || (_search.Is(at, SecretSense.PasswordWords) && EndsClause(at + 1)),
            Link.Change => strong || (IsPlainPassword(chunk) && EndsClause(chunk.Last + 1)),
            Link.Owned => strong || (_text.StartsCapital(chunk.First) && IsPlainPassword(chunk)),
            Link.Loose => strong,
            Link.None => (strong && (next || IsNearCue(at)) && !_search.Is(at, SecretSense.PasswordThings)) || (next && IsBareNumber(chunk)),
            _ => throw new ArgumentOutOfRangeException(nameof(link)),
        };
        if (!said)
        {
            return next && link == Link.None && TryPlainNext(chunk);
        }

        Remove(chunk, extend: !strong);
        return true;
    }

    /// <summary>"typed in my password sunshine and it said no", "my password, sunshine, ...".</summary>
    private bool TryPlainNext(Chunk chunk)
    {
        var cue = chunk.First - 1;
        var typed = _search.Before(cue, SecretSense.TypingWords, 4) >= 0 || _search.Before(cue, SecretSense.UserWords, 4) >= 0;
        typed |= cue == 0 && chunk.Last == _text.Count - 1;
        typed |= _search.Is(cue, SecretSense.PasswordWords) && _text.Word(chunk.Last + 1) is "with" && _search.Before(chunk.Last + 5, SecretSense.CasingWords, 3) >= 0;
        typed |= _search.Is(cue, SecretSense.PasswordWords) && _text.Word(chunk.Last + 1) is "doesnt" or "didnt" or "wont" or "isnt" or "hasnt";
        if (!typed || _text.StartsSentence(chunk.First) || !IsPlainPassword(chunk) || _search.Is(chunk.First, SecretSense.PasswordThings) || !EndsClause(chunk.Last + 1))
        {
            return false;
        }

        Remove(chunk, extend: false);
        return true;
    }

    /// <summary>"password 061284": four digits or more, and no amount.</summary>
    private bool IsBareNumber(Chunk chunk) => chunk.HasDigit && !chunk.HasLetter && chunk.Digits is >= 4 and <= 12 && !_search.Is(chunk.Last + 1, SecretSense.Units) && _search.Asked is Asked.Nothing or Asked.YesNo or Asked.Choice;

    /// <summary>Where a password has to follow, digits alone or a word nobody would say there is one.</summary>
    private bool IsOddEnough(Chunk chunk)
    {
        if (_search.Is(chunk.Last + 1, SecretSense.Units) || _search.Is(chunk.Last, SecretSense.Units))
        {
            return false;
        }

        return chunk.HasDigit ? chunk.Length >= 3 : IsPlainPassword(chunk);
    }

    /// <summary>"correct horse battery staple": begins with an ordinary word, but nobody goes on like that about a password.</summary>
    private bool IsPassPhrase(Chunk chunk)
    {
        for (var i = chunk.First + 1; i <= chunk.First + 3; i++)
        {
            if (!_text.IsWord(i) || _text.LengthOf(i) < 3 || IsOrdinary(i))
            {
                return false;
            }
        }

        return _text.IsWord(chunk.First);
    }

    /// <summary>"password ist Hunter-22": one unknown word between.</summary>
    private bool IsNearCue(int at) => _search.Is(at - 2, SecretSense.PasswordWords) && _text.IsWord(at - 1) && _text.Word(at - 1) is not ("for" or "of" or "on" or "para" or "de");

    private bool IsPlainPassword(Chunk chunk)
    {
        if (!chunk.HasLetter || chunk.Length < 3 || _search.Is(chunk.First, SecretSense.OrdinaryWords | SecretSense.UserWords | SecretSense.TypingWords | SecretSense.PasswordWords | SecretSense.Links))
        {
            return false;
        }

        var word = _text.Word(chunk.First);
        return _text.StartsCapital(chunk.First) || chunk.First != chunk.Last || !SoundsLikeAnAnswer(word);
    }

    /// <summary>"rejected", "malfunctioning", "unfortunately": what people say about a password.</summary>
    private static bool SoundsLikeAnAnswer(ReadOnlySpan<char> word) =>
        word.Length > 5 && !word.EndsWith("fly") && (word.EndsWith("ing") || word.EndsWith("ed") || word.EndsWith("ly") || word.EndsWith("able") || word.EndsWith("ible") || word.EndsWith("ada") || word.EndsWith("ado") || word.EndsWith("mente") || word.EndsWith("ando") || word.EndsWith("iendo"))
        && NumberWords.Cardinal(word) < 0;

    /// <summary>"sunshine is my password", "used sunshine as the password".</summary>
    private void ReadBefore(int cue)
    {
        var at = cue - 1;
        while (at > 0 && (_text.Word(at) is "my" or "the" or "mi" or "la" or "our" or "her" or "his" or "their" or "a" or "your" || _search.Is(at, SecretSense.OrdinaryWords) && _text.Word(at) is "old" or "new" or "current" or "previous" or "last" or "correct" or "right" or "wrong" or "temporary" or "temp"))
        {
            at--;
        }

        // "Cookies4me for password" needs no article; "is password" does, or "wrong is password" would name one.
        if (at <= 0 || (at == cue - 1 && _text.Word(at) is not ("as" or "for" or "como" or "para" or "de")) || !(_search.Is(at, SecretSense.Links) || _text.Word(at) is "as" or "for" or "como" or "de" or "para") || _search.Is(cue + 1, SecretSense.PasswordThings))
        {
            return;
        }

        var first = at - 1;
        while (first > 0 && _text.IsGlued(first))
        {
            first--;
        }

        if (_text.StartsSentence(at) || _search.IsRemoved(first))
        {
            return;
        }

        var chunk = Chunk.At(_search, first, at - 1);
        if (chunk.IsEmpty)
        {
            return;
        }

        var plainFits = _search.Is(at, SecretSense.Links) ? BeginsClause(first) : _search.Before(first, SecretSense.TypingWords, 3) >= 0;
        plainFits |= IsBareNumber(chunk);
        if (chunk.Strength() != Strength.Plain || (plainFits && (IsPlainPassword(chunk) || (chunk.HasDigit && chunk.Length >= 4 && !_search.Is(first, SecretSense.Units)))))
        {
            _search.Remove(chunk.First, chunk.Last, SecretKind.Password);
        }
    }

    /// <summary>"I used Summer2024! and it says wrong", "changed it from Fall2023 to Winter2024".</summary>
    private void ReadTyped(int verb)
    {
        var aboutPasswords = (_search.Mentions & SecretSense.PasswordWords) != 0;
        for (int i = verb + 1, end = Math.Min(_text.Count, verb + 8); i < end && !_text.StartsSentence(i); i++)
        {
            if (_search.Is(i, SecretSense.UserWords))
            {
                return;
            }

            if (aboutPasswords && TryQuoted(i, Link.Tight))
            {
                return;
            }

            if (_text.IsGlued(i) || _search.IsRemoved(i))
            {
                continue;
            }

            var chunk = Chunk.At(_search, i);
            var isChange = _search.Is(verb, SecretSense.ChangingWords) && _text.Word(i - 1) is "to" or "a" or "as" or "como" && !chunk.IsEmpty;
            if (isChange && (chunk.IsOddlyWritten || (aboutPasswords && _text.StartsCapital(chunk.First) && IsPlainPassword(chunk))))
            {
                Remove(chunk, extend: false);
                return;
            }

            var strength = chunk.IsEmpty ? Strength.Plain : chunk.Strength();
            if (strength == Strength.Telling || (strength == Strength.Mixed && (aboutPasswords || IsRefused(chunk.Last)) && _search.After(chunk.Last, SecretSense.UserWords, 4) < 0))
            {
                Remove(chunk, extend: false);
                return;
            }
        }
    }

    private bool IsRefused(int from)
    {
        for (int i = from + 1, end = Math.Min(_text.Count, from + 16); i < end; i++)
        {
            if (_search.Is(i, SecretSense.Refusals))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Where passwords are spoken of, whatever is made of letters and digits is taken for one: "wrong password?? its Sammy2008", "the same as
    /// my bank pw, Sequoia88". A word with a few digits is one wherever it stands, unless it was called something else.
    /// </summary>
    private void ReadAnywhere(int at)
    {
        var spoken = (_search.Mentions & SecretSense.PasswordWords) != 0;
        var chunk = Chunk.At(_search, at);
        if (chunk.IsEmpty || !chunk.HasDigit || _search.IsRemoved(chunk.First) || chunk.Strength() == Strength.Plain || IsCalledOtherwise(chunk))
        {
            return;
        }

        // "jane@example.org / Chevy#57": the second of a pair.
        var isSecondOfPair = _text.Word(at - 1) is "/" or "|" && (_search.Mentions & SecretSense.UserWords) != 0;
        if (spoken || isSecondOfPair || chunk.IsWordWithDigits || chunk.Strength() == Strength.Telling)
        {
            Remove(chunk, extend: false);
        }
    }

    /// <summary>A user name, a ticket, the id of an error: their word stands before, and no word for a password after that; or right behind.</summary>
    private bool IsCalledOtherwise(Chunk chunk)
    {
        const SecretSense Others = SecretSense.UserWords | SecretSense.WantedNumbers | SecretSense.OpenCodeWords | SecretSense.TraceWords;
        var other = _search.Before(chunk.First, Others, 5);

        // "backup codes are abcd1234 ...": a code, and taken out as one.
        if (_search.Before(chunk.First, SecretSense.CodeWords, 5) is >= 0 and var code && _search.Is(code - 1, SecretSense.LetteredCodeWords))
        {
            return true;
        }

        if (_text.Word(chunk.First - 1) is "/" or "|")
        {
            return false;
        }

        return (other >= 0 && _search.Before(chunk.First, SecretSense.PasswordWords, 5) < other)
            || (_search.After(chunk.Last, SecretSense.UserWords, 4) is >= 0 and var after && _search.Before(after, SecretSense.PasswordWords, after - chunk.Last) < 0)
            || (_search.Asked is not (Asked.Nothing or Asked.YesNo or Asked.Choice) && (_search.Mentions & SecretSense.PasswordWords) == 0);
    }

    private bool TryQuoted(int at, Link link)
    {
        if (_text.Word(at) is not ("\"" or "'") || link == Link.None)
        {
            return false;
        }

        var quote = _text.Word(at)[0];
        for (int i = at + 1, end = Math.Min(_text.Count, at + 16); i < end; i++)
        {
            if (_text.IsSymbol(i, quote))
            {
                // "says 'password is incorrect'" quotes the page, not the password.
                if (i == at + 1 || _search.Is(at + 1, SecretSense.OrdinaryWords) && i - at > 2)
                {
                    return false;
                }

                _search.Remove(at + 1, i - 1, SecretKind.Password);
                ContinueList(i, true);
                return true;
            }
        }

        return false;
    }

    private void Remove(Chunk chunk, bool extend)
    {
        var last = chunk.Last;
        if (extend)
        {
            // A pass phrase: "correct horse battery staple".
            for (int i = last + 1, end = Math.Min(_text.Count, last + 6); i < end && IsPartOfPhrase(i); i++)
            {
                last = i;
            }
        }

        _search.Remove(chunk.First, last, SecretKind.Password);
        ContinueList(last + 1, extend);
    }

    private bool IsPartOfPhrase(int i) =>
        !_text.StartsSentence(i) && ((_text.IsWord(i) && !IsOrdinary(i)) || (_text.IsNumber(i) && !_search.Is(i + 1, SecretSense.Units)));

    /// <summary>"tried Fluffy1, Fluffy2 and fluffy3", "was Fluffy1 and the new one is Fluffy2".</summary>
    private void ContinueList(int at, bool plainToo)
    {
        for (var steps = 0; steps < 12 && at < _text.Count; steps++)
        {
            var start = at;
            while (at < _text.Count && (_search.Is(at, SecretSense.PartWords) || _text.Word(at) is "," or "/" or "and" or "or" or "y" or "o" or "then" or "also" or "even" or "&" or "to" or "a" or ")" or "(" or "\"" or "'" or "with" or "number" or "tried" or "e" or "u" or "the" or "new" or "old" or "other" or "one" or "is" or "was" or "now" or "its" or "before" or "it" or "la" or "nueva" or "es"))
            {
                at++;
            }

            if (at == start || at >= _text.Count)
            {
                return;
            }

            var chunk = Chunk.At(_search, at);
            if (chunk.IsEmpty || !(chunk.Strength() != Strength.Plain || (_text.Word(at - 1) is "number" && IsBareNumber(chunk)) || ((plainToo || _search.Is(at - 2, SecretSense.PartWords)) && IsPlainPassword(chunk) && EndsClause(chunk.Last + 1))))
            {
                return;
            }

            _search.Remove(chunk.First, chunk.Last, SecretKind.Password);
            at = chunk.Last + 1;
        }
    }

    private bool IsLinkSign(int i, int cue)
    {
        var sign = _text.Word(i);
        if (sign is ":" or "=" or ">")
        {
            return true;
        }

        // "password - hunter2"; but "password - it fails" is a pause.
        return sign is "-" && i == cue + 1 && !_text.IsGlued(i) && !IsOrdinary(i + 1);
    }

    /// <summary>"password is it": a link word that stands where the password would.</summary>
    private bool LooksLikeAnswer(int i, Link link) => link != Link.None && _text.Word(i) is "says" or "reads" or "set";

    private bool IsPossessive(int i) => _text.Word(i) is "my" or "mi" or "the" or "our" or "her" or "his" or "el" or "la" or "a";

    private bool IsOrdinary(int i) => _search.Is(i, SecretSense.OrdinaryWords);

    private bool EndsClause(int i) =>
        i >= _text.Count || _text.StartsSentence(i) || !_text.IsWord(i)
        || _text.Word(i) is "and" or "but" or "it" or "its" or "yesterday" or "today" or "last" or "now" or "this" or "then" or "because" or "so" or "on" or "in" or "or" or "which" or "that" or "is" or "was" or "doesnt" or "didnt" or "wont" or "isnt" or "pero" or "y" or "no" or "ayer" or "hoy" or "i";

    private bool BeginsClause(int i) =>
        _text.StartsSentence(i) || !_text.IsWord(i - 1) || _text.Word(i - 1) is "and" or "so" or "because" or "that" or "yes" or "ok" or "y" or "si" or "think" or "thought";
}

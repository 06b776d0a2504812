using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>The password that follows the word for it: "my password is hunter2", "password: hunter2", "changed my password to hunter2", "pw hunter2".</summary>
internal static class NamedPasswordFinder
{
    private const int Reach = 14;

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

    public static void ReadAfter(SecretSearch search, int cue)
    {
        var text = search.Text;
        var thing = search.Is(cue + 1, SecretSense.PasswordThings);
        var changing = search.Before(cue, SecretSense.ChangingWords, 6) >= 0;
        var link = Link.None;
        var answered = false;
        var described = false;
        for (int i = cue + 1, end = Math.Min(text.Count, cue + Reach); i < end; i++)
        {
            if (i > cue + 1 && text.StartsSentence(i) && link == Link.None)
            {
                return;
            }

            // "my password is wrong and my user name is ...": the talk is of something else now.
            if (!described && search.Is(i, SecretSense.UserWords | SecretSense.WantedNumbers | SecretSense.PhoneWords | SecretSense.OpenCodeWords)
                && (answered || search.Is(i - 1, SecretSense.JoiningWords) || text.Word(i - 1) is "," or "/"))
            {
                return;
            }

            if (TryAside(search, cue, i, described)) { return; }

            if (IsLinkSign(search, i, cue) || (search.Is(i - 1, SecretSense.PartWords) && search.Is(i, SecretSense.PartLinks)))
            {
                var counted = text.IsSymbol(i, ':') && search.Is(i - 1, SecretSense.PhraseWords | SecretSense.Units | SecretSense.Fillers);
                link = thing || (answered && !counted) ? Link.Loose : Link.Tight;
            }
            else if (link != Link.None && text.Word(i) is "." or "\u2026")
            {
                continue;
            }
            else if (link == Link.None && !thing && IsCasing(search, i, cue))
            {
                link = Link.Tight;
            }
            else if (link != Link.None && search.Is(i, SecretSense.Fillers) && i + 1 < text.Count && !text.StartsSentence(i + 1))
            {
                continue;
            }
            else if (link == Link.Tight && search.Is(i, SecretSense.CasingWords))
            {
                continue;
            }
            else if (link == Link.Owned && search.Is(i, SecretSense.PhraseWords))
            {
                link = Link.Tight;
            }
            else if (search.Is(i, SecretSense.Links) && !LooksLikeAnswer(search, i, link))
            {
                changing |= search.Is(i + 1, SecretSense.ChangingWords);
                link = thing || answered ? Link.Loose : Link.Tight;
            }
            else if (changing && search.Is(i, SecretSense.ChangeLinks))
            {
                link = Link.Change;
            }
            else if (TryRemove(search, i, link, next: i == cue + 1))
            {
                return;
            }
            else
            {
                // "password reset email goes to spam": a reset that is a thing changes nothing to what follows.
                changing |= search.Is(i, SecretSense.ChangingWords) && (i > cue + 1 || !thing || search.Is(i + 1, SecretSense.ChangeLinks));
                var owned = (link == Link.Tight && search.Is(i, SecretSense.Possessives))
                    || (link == Link.Owned && (!search.Is(i, SecretSense.OrdinaryWords) || search.Is(i, SecretSense.NameWords | SecretSense.BelongingWords | SecretSense.Possessives)));
                answered |= link != Link.None && !owned;
                described |= owned;
                link = owned ? Link.Owned : Link.None;
            }
        }
    }

    private static bool TryRemove(SecretSearch search, int at, Link link, bool next)
    {
        if (search.IsRemoved(at))
        {
            return true;
        }

        if (link != Link.None && PasswordCut.TryQuoted(search, at))
        {
            return true;
        }

        var chunk = Chunk.At(search, at);
        if (chunk.IsEmpty)
        {
            return false;
        }

        var strong = chunk.Strength() != Strength.Plain;
        var said = link switch
        {
            Link.Tight => strong || IsOddEnough(search, chunk) || IsPassPhrase(search, chunk) || (search.Is(at, SecretSense.PasswordWords) && PlainPassword.EndsClause(search, at + 1)),
            Link.Change => strong || (PlainPassword.Is(search, chunk) && PlainPassword.EndsClause(search, chunk.Last + 1)),
            // "password is the cowboys no spaces"
            Link.Owned => strong || (PlainPassword.Is(search, chunk) && (search.Text.StartsCapital(chunk.First) || search.Is(chunk.Last + 1, SecretSense.CasingWords) || search.Is(chunk.Last + 2, SecretSense.CasingWords))),
            Link.Loose => strong,
            Link.None => (strong && (next || IsNearCue(search, at)) && !search.Is(at, SecretSense.PasswordThings)) || (next && PlainPassword.IsBareNumber(search, chunk)),
            _ => throw new ArgumentOutOfRangeException(nameof(link)),
        };
        if (!said)
        {
            return next && link == Link.None && TryPlainNext(search, chunk);
        }

        PasswordCut.Remove(search, chunk, extend: !strong);
        return true;
    }

    /// <summary>"typed in my password sunshine and it said no", "my password, sunshine, ...".</summary>
    private static bool TryPlainNext(SecretSearch search, Chunk chunk)
    {
        var text = search.Text;
        var cue = chunk.First - 1;
        var typed = search.Before(cue, SecretSense.TypingWords, 4) >= 0 || search.Before(cue, SecretSense.UserWords, 10) >= 0;
        typed |= text.StartsSentence(cue) && (text.StartsSentence(chunk.Last + 1) || text.StartsSentence(chunk.Last + 2) || text.IsSymbol(chunk.Last + 1, ','));
        typed |= search.Before(cue, SecretSense.ChangingWords, 3) >= 0 && !search.Is(chunk.Last + 1, SecretSense.Links);
        typed |= search.Is(cue, SecretSense.PasswordWords) && search.Is(chunk.Last + 1, SecretSense.CasingLinks) && search.Before(chunk.Last + 5, SecretSense.CasingWords, 3) >= 0;
        typed |= search.Is(cue, SecretSense.PasswordWords) && search.Is(chunk.Last + 1, SecretSense.RefusingVerbs);
        // "password sunshine with a 1 at the end"
        var ending = search.Is(cue, SecretSense.PasswordWords) && search.Is(chunk.Last + 1, SecretSense.CasingLinks) && (text.IsNumber(chunk.Last + 2) || text.IsNumber(chunk.Last + 3));
        var spelled = ending || search.Is(chunk.Last + 1, SecretSense.SpellingCapitals) || IsSign(search, chunk.Last + 1) || (NumberWords.Cardinal(text.Word(chunk.Last + 1)) >= 0 && (IsSign(search, chunk.Last + 2) || IsSign(search, chunk.Last + 3)));
        if (!(typed || spelled) || text.StartsSentence(chunk.First) || !PlainPassword.Is(search, chunk) || search.Is(chunk.First, SecretSense.PasswordThings) || !(spelled || PlainPassword.EndsClause(search, chunk.Last + 1)))
        {
            return false;
        }

        PasswordCut.Remove(search, chunk, extend: spelled);
        return true;
    }

    /// <summary>"exclamation point"</summary>
    private static bool IsSign(SecretSearch search, int at) => search.Is(at, SecretSense.SpelledSigns) && !search.Is(at, SecretSense.OrdinaryWords);

    /// <summary>"my password, sunshine, is refused", "password (sunshine)", "password 'sunshine'", "is the street I grew up on, Larkspur".</summary>
    private static bool TryAside(SecretSearch search, int cue, int at, bool described)
    {
        const int nearby = 5;
        var text = search.Text;
        if (text.Word(at) is "\"" or "'")
        {
            return at == cue + 1 && !search.Is(at + 1, SecretSense.OrdinaryWords | SecretSense.PasswordThings) && PasswordCut.TryQuoted(search, at);
        }

        if (text.Word(at) is not ("," or "(") || at > cue + (described ? Reach : nearby) || at + 1 >= text.Count) { return false; }

        var chunk = Chunk.At(search, at + 1);
        var closes = text.IsSymbol(chunk.Last + 1, ',') || (text.IsSymbol(at, '(') && text.IsSymbol(chunk.Last + 1, ')')) || (described && chunk.Last + 1 >= text.Count);
        var fits = at == cue + 1 || text.StartsCapital(chunk.First);
        if (chunk.IsEmpty || !closes || !fits || search.IsRemoved(chunk.First) || search.Is(chunk.First, SecretSense.PasswordThings) || !PlainPassword.Is(search, chunk)) { return false; }

        PasswordCut.Remove(search, chunk, extend: false);

        return true;
    }

    /// <summary>Where a password has to follow, digits alone or a word nobody would say there is one.</summary>
    private static bool IsOddEnough(SecretSearch search, Chunk chunk)
    {
        var counts = chunk.HasDigit || NumberWords.Cardinal(search.Text.Word(chunk.First)) >= 0;
        if ((counts && search.Is(chunk.Last + 1, SecretSense.Units)) || search.Is(chunk.Last, SecretSense.Units))
        {
            return false;
        }

        return chunk.HasDigit ? chunk.Length >= 3 : PlainPassword.Is(search, chunk);
    }

    /// <summary>"correct horse battery staple": begins with an ordinary word, but nobody goes on like that about a password.</summary>
    private static bool IsPassPhrase(SecretSearch search, Chunk chunk)
    {
        for (var i = chunk.First + 1; i <= chunk.First + 3; i++)
        {
            if (!search.Text.IsWord(i) || search.Text.LengthOf(i) < 3 || search.Is(i, SecretSense.OrdinaryWords))
            {
                return false;
            }
        }

        return search.Text.IsWord(chunk.First);
    }

    /// <summary>"password ist Hunter-22": one unknown word between.</summary>
    private static bool IsNearCue(SecretSearch search, int at) =>
        search.Is(at - 2, SecretSense.PasswordWords) && search.Text.IsWord(at - 1) && !search.Is(at - 1, SecretSense.BelongingWords);

    private static bool IsLinkSign(SecretSearch search, int i, int cue)
    {
        var sign = search.Text.Word(i);
        if (sign is ":" or "=" or ">")
        {
            return true;
        }

        // "password - hunter2"; but "password - it fails" is a pause.
        return sign is "-" && i == cue + 1 && !search.Is(i + 1, SecretSense.OrdinaryWords | SecretSense.PasswordThings);
    }

    /// <summary>"password all caps SUNSHINE", "password lower case sunshine".</summary>
    private static bool IsCasing(SecretSearch search, int i, int cue) =>
        search.Is(i, SecretSense.CasingWords) && search.Is(i, SecretSense.SpelledSigns) && (i == cue + 1 || (i == cue + 2 && search.Is(i - 1, SecretSense.CasingWords)));

    /// <summary>"password is it": a link word that stands where the password would.</summary>
    private static bool LooksLikeAnswer(SecretSearch search, int i, Link link) => link != Link.None && search.Is(i, SecretSense.AnsweringLinks);
}

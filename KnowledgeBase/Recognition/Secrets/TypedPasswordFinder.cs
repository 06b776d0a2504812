using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>The password that stands before the word for it, or behind a word for typing or changing: "sunshine is my password", "I used Summer2024! and it says wrong".</summary>
internal static class TypedPasswordFinder
{
    /// <summary>"sunshine is my password", "used sunshine as the password".</summary>
    public static void ReadBefore(SecretSearch search, int cue)
    {
        var text = search.Text;
        var at = cue - 1;
        while (at > 0 && search.Is(at, SecretSense.PasswordOwners))
        {
            at--;
        }

        // "Cookies4me for password" needs no article; "is password" does, or "wrong is password" would name one.
        if (at <= 0 || (at == cue - 1 && !search.Is(at, SecretSense.RoleWords)) || !search.Is(at, SecretSense.Links | SecretSense.RoleWords) || search.Is(at, SecretSense.ShowingVerbs) || search.Is(cue + 1, SecretSense.PasswordThings))
        {
            return;
        }

        var first = at - 1;
        while (first > 0 && text.IsGlued(first))
        {
            first--;
        }

        if (text.StartsSentence(at) || search.IsRemoved(first))
        {
            return;
        }

        var chunk = Chunk.At(search, first, at - 1);
        if (chunk.IsEmpty)
        {
            return;
        }

        var plainFits = search.Is(at, SecretSense.Links) ? BeginsClause(search, first) : search.Before(first, SecretSense.TypingWords, 3) >= 0;
        plainFits |= PlainPassword.IsBareNumber(search, chunk) || (search.Is(at, SecretSense.RoleWords) && search.Is(at, SecretSense.SettingLinks));
        // "and then Oakridge for the password"
        plainFits |= at < cue - 1 && search.Is(at, SecretSense.RoleWords) && text.StartsCapital(first) && !text.StartsSentence(first) && !search.IsShouted;
        if (chunk.Strength() != Strength.Plain || (plainFits && (PlainPassword.Is(search, chunk) || (chunk.HasDigit && chunk.Length >= 4 && !search.Is(first, SecretSense.Units)))))
        {
            search.Remove(chunk.First, chunk.Last, SecretKind.Password);
        }
    }

    /// <summary>"I used Summer2024! and it says wrong", "changed it from Fall2023 to Winter2024".</summary>
    public static void ReadTyped(SecretSearch search, int verb)
    {
        var text = search.Text;
        var aboutPasswords = search.Mention(SecretSense.PasswordWords);
        // "put in" stands where its last word does.
        var entering = search.Is(verb, SecretSense.EnteringWords) || search.Is(verb + 1, SecretSense.EnteringWords);
        for (int i = verb + 1, end = Math.Min(text.Count, verb + 8); i < end && !text.StartsSentence(i); i++)
        {
            if (search.Is(i, SecretSense.UserWords))
            {
                return;
            }

            // "entered my ticket 8812-AB3": what was typed has a name.
            entering &= !search.Is(i, SecretSense.WantedNumbers | SecretSense.PhoneWords | SecretSense.OpenCodeWords | SecretSense.TraceWords | SecretSense.CodeWords);

            if (aboutPasswords && PasswordCut.TryQuoted(search, i))
            {
                return;
            }

            if (text.IsGlued(i) || search.IsRemoved(i))
            {
                continue;
            }

            var chunk = Chunk.At(search, i);
            var isChange = search.Is(verb, SecretSense.ChangingWords) && search.Is(i - 1, SecretSense.SettingLinks) && !chunk.IsEmpty;
            if (isChange && (chunk.IsOddlyWritten || (aboutPasswords && text.StartsCapital(chunk.First) && PlainPassword.Is(search, chunk))))
            {
                PasswordCut.Remove(search, chunk, extend: false);
                return;
            }

            // "for the password I put oakridge"
            if (i == verb + 1 && search.Before(verb, SecretSense.PasswordWords, 5) is >= 0 and var cue && !HasComma(text, cue, verb) && !chunk.IsEmpty && !search.Is(chunk.First, SecretSense.CodeWords | SecretSense.PasswordThings) && PlainPassword.Is(search, chunk) && PlainPassword.EndsClause(search, chunk.Last + 1)
                && !search.Is(chunk.Last + 1, SecretSense.Links))
            {
                PasswordCut.Remove(search, chunk, extend: false);
                return;
            }

            var strength = chunk.IsEmpty ? Strength.Plain : chunk.Strength();
            if (strength == Strength.Telling || (strength == Strength.Mixed && (aboutPasswords || entering || IsRefused(search, chunk.Last)) && search.After(chunk.Last, SecretSense.UserWords, 4) < 0))
            {
                PasswordCut.Remove(search, chunk, extend: false);
                return;
            }
        }
    }

    private static bool HasComma(ScannedText text, int first, int end)
    {
        while (first < end && !text.IsSymbol(first, ',')) { first++; }

        return first < end;
    }

    private static bool IsRefused(SecretSearch search, int from)
    {
        for (int i = from + 1, end = Math.Min(search.Text.Count, from + 16); i < end; i++)
        {
            if (search.Is(i, SecretSense.Refusals))
            {
                return true;
            }
        }

        return false;
    }

    private static bool BeginsClause(SecretSearch search, int i) =>
        search.Text.StartsSentence(i) || !search.Text.IsWord(i - 1) || search.Is(i - 1, SecretSense.ClauseStarts | SecretSense.UserWords);
}

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Takes a password out, with all that belongs to it: the rest of a pass phrase, what stands in the quotation marks, the others of a list.</summary>
internal static class PasswordCut
{
    public static void Remove(SecretSearch search, Chunk chunk, bool extend)
    {
        var last = chunk.Last;
        if (extend)
        {
            // A pass phrase: "correct horse battery staple".
            for (int i = last + 1, end = Math.Min(search.Text.Count, last + 6); i < end && IsPartOfPhrase(search, i); i++)
            {
                last = i;
            }
        }

        search.Remove(chunk.First, last, SecretKind.Password);
        ContinueList(search, last + 1, extend);
    }

    public static bool TryQuoted(SecretSearch search, int at)
    {
        if (search.Text.Word(at) is not ("\"" or "'"))
        {
            return false;
        }

        var quote = search.Text.Word(at)[0];
        for (int i = at + 1, end = Math.Min(search.Text.Count, at + 16); i < end; i++)
        {
            if (search.Text.IsSymbol(i, quote))
            {
                // "says 'password is incorrect'" quotes the page, not the password.
                if (i == at + 1 || search.Is(at + 1, SecretSense.OrdinaryWords) && i - at > 2)
                {
                    return false;
                }

                search.Remove(at + 1, i - 1, SecretKind.Password);
                ContinueList(search, i, true);
                return true;
            }
        }

        return false;
    }

    private static bool IsPartOfPhrase(SecretSearch search, int i) =>
        !search.Text.StartsSentence(i) && ((search.Text.IsWord(i) && !search.Is(i, SecretSense.OrdinaryWords)) || (search.Text.IsNumber(i) && !search.Is(i + 1, SecretSense.Units)));

    /// <summary>"and ends with 77!": a part of the password, however short.</summary>
    private static bool IsTold(SecretSearch search, Chunk chunk) =>
        chunk.HasDigit && search.Is(chunk.First - 2, SecretSense.PartWords) && search.Is(chunk.First - 1, SecretSense.PartLinks) && !search.Is(chunk.Last + 1, SecretSense.Units);

    /// <summary>"tried Fluffy1, Fluffy2 and fluffy3", "was Fluffy1 and the new one is Fluffy2".</summary>
    private static void ContinueList(SecretSearch search, int at, bool plainToo)
    {
        for (var steps = 0; steps < 12 && at < search.Text.Count; steps++)
        {
            var start = at;
            while (at < search.Text.Count && (search.Is(at, SecretSense.PartWords | SecretSense.ListWords | SecretSense.NumberCues) || search.Text.Word(at) is "," or "/" or "&" or ")" or "(" or "\"" or "'"))
            {
                at++;
            }

            if (at == start || at >= search.Text.Count)
            {
                return;
            }

            var chunk = Chunk.At(search, at);
            if (chunk.IsEmpty || !(chunk.Strength() != Strength.Plain || (search.Is(at - 1, SecretSense.NumberCues) && chunk.HasDigit && !search.Is(chunk.Last + 1, SecretSense.Units)) || IsTold(search, chunk)
                || ((plainToo || search.Is(at - 2, SecretSense.PartWords)) && PlainPassword.Is(search, chunk) && PlainPassword.EndsClause(search, chunk.Last + 1))))
            {
                return;
            }

            search.Remove(chunk.First, chunk.Last, SecretKind.Password);
            at = chunk.Last + 1;
        }
    }
}

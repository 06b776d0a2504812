namespace KnowledgeBase.Recognition.Secrets;

/// <summary>
/// Passwords said in a sentence. The hard part is the opposite: "my password is incorrect" names none. So a plain word counts only
/// where the sentence has room for nothing but a password, and only if it is no word that people say about passwords.
/// </summary>
internal static class PasswordFinder
{
    public static void Find(SecretSearch search)
    {
        for (var i = 0; i < search.Text.Count; i++)
        {
            if (search.Is(i, SecretSense.CommonPasswords) && !search.IsRemoved(i) && !IsCalledOtherwise(search, Chunk.At(search, i)))
            {
                PasswordCut.Remove(search, Chunk.At(search, i), extend: false);
            }
            else if (search.Is(i, SecretSense.PasswordWords))
            {
                TypedPasswordFinder.ReadBefore(search, i);
                NamedPasswordFinder.ReadAfter(search, i);
            }
            else if (search.Is(i, SecretSense.TypingWords | SecretSense.ChangingWords))
            {
                TypedPasswordFinder.ReadTyped(search, i);
            }
            else if (!search.Text.IsGlued(i))
            {
                ReadAnywhere(search, i);
            }
            else if (search.Text.Word(i - 1) is "/" or ":" or "|" && !search.Text.IsGlued(i - 2))
            {
                ReadSecondOfPair(search, i);
            }
        }
    }

    /// <summary>
    /// Where passwords are spoken of, whatever is made of letters and digits is taken for one: "wrong password?? its Sammy2008", "the same as
    /// my bank pw, Sequoia88". A word with a few digits is one wherever it stands, unless it was called something else.
    /// </summary>
    private static void ReadAnywhere(SecretSearch search, int at)
    {
        var spoken = (search.Mentions & SecretSense.PasswordWords) != 0;
        var chunk = Chunk.At(search, at);
        if (chunk.IsEmpty || !chunk.HasDigit || search.IsRemoved(chunk.First) || chunk.Strength() == Strength.Plain || IsCalledOtherwise(search, chunk))
        {
            return;
        }

        // "jane@example.org / Chevy#57": the second of a pair.
        var isSecondOfPair = search.Text.Word(at - 1) is "/" or "|" && (search.Mentions & SecretSense.UserWords) != 0;
        if (spoken || isSecondOfPair || chunk.IsWordWithDigits || chunk.Strength() == Strength.Telling)
        {
            PasswordCut.Remove(search, chunk, extend: false);
        }
    }

    /// <summary>"login: sally/Chevy57"</summary>
    private static void ReadSecondOfPair(SecretSearch search, int at)
    {
        var chunk = Chunk.At(search, at);
        var isPair = search.Text.IsWord(at - 2) && search.Before(at - 2, SecretSense.UserWords, 4) >= 0;
        if (isPair && !chunk.IsEmpty && !search.IsRemoved(chunk.First) && chunk.HasDigit && chunk.Strength() != Strength.Plain)
        {
            PasswordCut.Remove(search, chunk, extend: false);
        }
    }

    /// <summary>A user name, a ticket, the id of an error: their word stands before, and no word for a password after that; or right behind.</summary>
    private static bool IsCalledOtherwise(SecretSearch search, Chunk chunk)
    {
        const SecretSense Others = SecretSense.UserWords | SecretSense.WantedNumbers | SecretSense.PhoneWords | SecretSense.OpenCodeWords | SecretSense.TraceWords;
        var other = search.Before(chunk.First, Others, 5);

        // "backup codes are abcd1234 ...": a code, and taken out as one.
        if (search.Before(chunk.First, SecretSense.CodeWords, 5) is >= 0 and var code && search.Is(code - 1, SecretSense.LetteredCodeWords))
        {
            return true;
        }

        // "Ref#18.5b3c1702": it says itself what it is.
        if (search.Is(chunk.First, SecretSense.TraceWords) && search.Text.Word(chunk.First + 1) is "#" or ":" or "=") { return true; }

        if (search.Text.Word(chunk.First - 1) is "/" or "|")
        {
            return false;
        }

        // "username is dlopez and then Maverick!23": the second of a pair, whose first was called a name.
        if (chunk.Strength() == Strength.Telling && other >= 0 && other < chunk.First - 3 && (search.Is(chunk.First - 1, SecretSense.JoiningWords | SecretSense.ListWords) || search.Text.IsSymbol(chunk.First - 1, ',')))
        {
            return false;
        }

        // "my login is sally and Chevy57": the first has no digits, so it is the name.
        if (other >= 0 && search.Is(chunk.First - 1, SecretSense.JoiningWords) && search.Text.IsWord(chunk.First - 2) && !search.Text.IsGlued(chunk.First - 2) && search.Is(other, SecretSense.UserWords)
            && other < chunk.First - 2 && !search.Is(chunk.First - 2, SecretSense.OrdinaryWords) && chunk.HasDigit && chunk.HasLetter)
        {
            return false;
        }

        // "login with Chevy57 doesn't work"
        if (other == chunk.First - 2 && search.Is(other, SecretSense.UserWords) && search.Is(chunk.First - 1, SecretSense.PartLinks) && chunk.IsWordWithDigits) { return false; }

        return (other >= 0 && search.Before(chunk.First, SecretSense.PasswordWords, 5) < other)
            || (search.After(chunk.Last, SecretSense.UserWords, 4) is >= 0 and var after && search.Before(after, SecretSense.PasswordWords, after - chunk.Last) < 0)
            || (!search.Asked.WantsNoDetail() && (search.Mentions & SecretSense.PasswordWords) == 0);
    }
}

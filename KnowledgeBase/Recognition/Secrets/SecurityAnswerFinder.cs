namespace KnowledgeBase.Recognition.Secrets;

/// <summary>Answers to security questions: "security answer is Fluffy", "it asks for my first pet and I say Mittens". They open accounts like passwords do.</summary>
internal static class SecurityAnswerFinder
{
    private const int Reach = 12;
    private const int MostWords = 4;
    private const SecretSense NoAnswers = SecretSense.OrdinaryWords | SecretSense.QuestionTopics | SecretSense.AnswerCues | SecretSense.UserWords | SecretSense.TypingWords | SecretSense.PasswordWords | SecretSense.Links | SecretSense.PasswordThings;

    public static void Find(SecretSearch search)
    {
        if (!search.Mention(SecretSense.AnswerCues)) { return; }

        for (var i = 0; i < search.Text.Count; i++)
        {
            if (search.Is(i, SecretSense.AnswerCues))
            {
                ReadBefore(search, i);
                i = Math.Max(i, ReadLinked(search, i));
            }
            else if (search.Is(i, SecretSense.AnsweringVerbs | SecretSense.EnteringWords))
            {
                var at = i + 1;
                while (at < i + 3 && (search.Text.IsSymbol(at, ':') || search.Is(at, SecretSense.Fillers | SecretSense.PartLinks | SecretSense.Links))) { at++; }

                i = Math.Max(i, Remove(search, at));
            }
        }
    }

    /// <summary>"security answer is Fluffy", "the answer to my secret question is Roosevelt Elementary".</summary>
    private static int ReadLinked(SecretSearch search, int cue)
    {
        var text = search.Text;
        // "name of first pet Rusty", "mother's maiden name, O'Brien,"
        var aside = text.IsSymbol(cue + 1, ',') || text.IsSymbol(cue + 1, '(') ? cue + 2 : cue + 1;
        if (text.StartsCapital(aside) && !search.IsShouted && Remove(search, aside) is > 0 and var named) { return named; }

        for (int i = cue + 1, end = Math.Min(text.Count, cue + Reach); i < end && !text.StartsSentence(i) && !search.Is(i, SecretSense.AnswerCues); i++)
        {
            // "answered my secret question with Meatballs"
            var with = search.Is(i, SecretSense.LockLinks) && search.Before(cue, SecretSense.AnsweringVerbs, 5) >= 0;
            if (!with && !search.Is(i, SecretSense.Links) && text.Word(i) is not (":" or "=")) { continue; }

            var at = i + 1;
            while (at < end && search.Is(at, SecretSense.Links | SecretSense.Fillers)) { at++; }

            // "is my dog Fluffy": the name behind what it names.
            var name = at;
            while (search.Is(at, SecretSense.Possessives) && name < at + MostWords && !text.StartsCapital(name)) { name++; }

            var last = Remove(search, text.StartsCapital(name) ? name : at);
            while (last >= 0 && (search.Is(last + 1, SecretSense.JoiningWords) || text.IsSymbol(last + 1, ',')) && text.StartsCapital(last + 2) && Remove(search, last + 2) is > 0 and var next) { last = next; }
            if (last >= 0) { return last; }
        }

        return cue;
    }

    /// <summary>"Abernathy is my mother's maiden name", "it does not accept Reno as the security answer".</summary>
    private static void ReadBefore(SecretSearch search, int cue)
    {
        var at = cue - 1;
        while (at > 0 && search.Is(at, SecretSense.PasswordOwners | SecretSense.QuestionTopics | SecretSense.LetteredCodeWords | SecretSense.AnsweringVerbs | SecretSense.KeyNames)) { at--; }
        if (at < 1 || !search.Is(at, SecretSense.Links | SecretSense.RoleWords) || search.IsRemoved(at - 1) || search.Text.IsGlued(at - 1)) { return; }

        var starts = search.Text.StartsSentence(at - 1);
        if (search.Text.StartsCapital(at - 1) && (!starts || search.Is(at, SecretSense.Links)) && !search.IsShouted) { Remove(search, at - 1, wordsOnly: 1); }
    }

    /// <summary>Takes out the words of an answer that begins here; tells the last token taken, or -1 when there is no answer here.</summary>
    private static int Remove(SecretSearch search, int at, int wordsOnly = MostWords)
    {
        var text = search.Text;
        var chunk = at < text.Count ? Chunk.At(search, at) : default;
        if (at >= text.Count || chunk.IsEmpty || search.IsRemoved(chunk.First) || (wordsOnly > 1 && text.StartsSentence(at)) || search.Is(chunk.First, NoAnswers)) { return -1; }

        var last = chunk.Last;
        for (var words = 1; words < wordsOnly; words++)
        {
            // "Mrs. Pennington"
            var next = text.IsSymbol(last + 1, '.') && text.LengthOf(last) <= 3 && text.StartsCapital(last + 2) ? last + 2 : last + 1;
            var goesOn = text.IsWord(next) && (next > last + 1 || !text.StartsSentence(next)) && !search.Is(next, NoAnswers | SecretSense.ClauseEnds)
                && (text.StartsCapital(next) || !text.StartsCapital(chunk.First));
            if (!goesOn) { break; }

            last = next;
        }

        var isAnswer = chunk.HasLetter ? text.StartsCapital(chunk.First) || chunk.HasDigit || (PlainPassword.Is(search, chunk) && PlainPassword.EndsClause(search, last + 1)) : PlainPassword.IsBareNumber(search, chunk);
        if (!isAnswer) { return -1; }

        search.Remove(chunk.First, last, SecretKind.Password);

        return last;
    }
}

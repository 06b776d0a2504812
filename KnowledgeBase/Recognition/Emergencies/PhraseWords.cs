using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>
/// The words that phrases are made of, each with a number. A word of six letters or more is also found with one letter
/// missing, doubled, wrong or swapped, so that "sucidal" and "unconcious" are no way past us.
/// </summary>
internal sealed class PhraseWords
{
    internal const int Unknown = -1;
    private const int ShortestMistyped = 6;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _mistyped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byWord;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byMistake;

    public PhraseWords()
    {
        _byWord = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _byMistake = _mistyped.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _ids.Count;

    /// <summary>The number of a word, new when it was not there.</summary>
    public int Add(string word)
    {
        if (_ids.TryGetValue(word, out var id))
        {
            return id;
        }

        id = _ids.Count;
        _ids.Add(word, id);
        if (word.Length >= ShortestMistyped)
        {
            for (var i = 1; i < word.Length; i++)
            {
                _mistyped.TryAdd(word.Remove(i, 1), id);
            }
        }

        return id;
    }

    /// <summary>The numbers of a text's tokens; <see cref="Unknown"/> for signs and for words in no phrase.</summary>
    public int[] Of(ScannedText text)
    {
        var ids = new int[text.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = text[i].Kind is TokenKind.Word or TokenKind.Number ? Find(text.Word(i)) : Unknown;
        }

        return ids;
    }

    private int Find(ReadOnlySpan<char> word)
    {
        if (_byWord.TryGetValue(word, out var id))
        {
            return id;
        }

        if (word.Length is < 3 or > 24)
        {
            return Unknown;
        }

        Span<char> buffer = stackalloc char[word.Length];
        var squeezed = Squeeze(word, buffer);
        if (squeezed.Length < word.Length && _byWord.TryGetValue(squeezed, out id))
        {
            return id;
        }

        return word.Length >= ShortestMistyped - 1 ? FindMistyped(word) : Unknown;
    }

    /// <summary>"heeelp" is "help"; two equal letters may be right.</summary>
    private static ReadOnlySpan<char> Squeeze(ReadOnlySpan<char> word, Span<char> buffer)
    {
        var length = 0;
        for (var i = 0; i < word.Length;)
        {
            var run = 1;
            while (i + run < word.Length && word[i + run] == word[i])
            {
                run++;
            }

            for (var kept = 0; kept < (run > 2 ? 1 : run); kept++)
            {
                buffer[length++] = word[i];
            }

            i += run;
        }

        return buffer[..length];
    }

    private int FindMistyped(ReadOnlySpan<char> word)
    {
        // A letter is missing.
        if (_byMistake.TryGetValue(word, out var id))
        {
            return id;
        }

        if (word.Length < ShortestMistyped)
        {
            return Unknown;
        }

        // A letter too many, or a wrong or swapped one: without it the word is known, or known without one of its own. The first
        // letter has to be right, or "filling" would be "killing".
        Span<char> shorter = stackalloc char[word.Length - 1];
        for (var i = 1; i < word.Length; i++)
        {
            word[..i].CopyTo(shorter);
            word[(i + 1)..].CopyTo(shorter[i..]);
            if ((_byWord.TryGetValue(shorter, out id) && shorter.Length >= ShortestMistyped) || _byMistake.TryGetValue(shorter, out id))
            {
                return id;
            }
        }

        return Unknown;
    }
}

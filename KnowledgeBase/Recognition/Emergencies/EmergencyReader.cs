using System.Runtime.InteropServices;
using System.Text;
using KnowledgeBase.Loading;
using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>
/// Finds out whether somebody is in danger now, before anything else is done with a message. A missed cry for help is worse than a
/// false alarm, so a phrase of danger counts unless something in its own sentence takes it back.
/// </summary>
public sealed class EmergencyReader
{
    /// <summary>How far a present or past word may stand from the phrase it speaks of.</summary>
    private const int Near = 4;
    private const int Far = 14;
    private const int LongestSentence = 160;
    private const int Overlap = 16;

    /// <summary>A word or two may be a noun in passing ("narcan", "emergency").</summary>
    private const int FewWords = 2;

    /// <summary>More of them are no longer in passing.</summary>
    private const int MostClauses = 4;

    private readonly EmergencyPhrases _content;
    private readonly int _medical;

    private EmergencyReader(EmergencyPhrases content)
    {
        _content = content;
        _medical = content.Kinds.IndexOf("medical");
    }

    /// <summary>The kinds that <see cref="Read"/> can answer, the gravest first.</summary>
    public IReadOnlyList<string> Kinds => _content.Kinds;

    /// <summary>The kind of a danger that no phrase names: the last, because it tells least.</summary>
    internal string Unnamed => _content.Kinds[^1];

    internal static EmergencyReader From(ContentFolder content) => new(EmergencyPhrases.Read(content));

    /// <summary>The danger that is named, or null. People in danger fall back to their own language, so every language is read.</summary>
    public Danger? Read(string text)
    {
        var (kind, isPlain, clauses) = Find(text, told: null);

        return kind == int.MaxValue ? null : new Danger(_content.Kinds[kind], isPlain, clauses);
    }

    /// <summary>Every phrase of danger in a text with its line in the content, and whether it counts or something takes it back; for an editor.</summary>
    internal IReadOnlyList<(string Kind, int Line, bool Counts)> Explain(string text)
    {
        var told = new List<(int Kind, int Line, bool Counts)>();
        _ = Find(text, told);

        return [.. told.Distinct().Select(phrase => (_content.Kinds[phrase.Kind], phrase.Line, phrase.Counts))];
    }

    private (int Kind, bool IsPlain, IReadOnlyList<string> Clauses) Find(string text, List<(int Kind, int Line, bool Counts)>? told)
    {
        var scanned = ScannedText.Of(text);
        var words = new List<int>(scanned.Count);
        var found = new List<PhraseMatch<PhraseMeaning>>();
        var message = _content.Words.Of(scanned);
        var (kind, isPlain) = (int.MaxValue, false);
        var clauses = new List<string>();
        for (var start = 0; start < message.Length;)
        {
            var end = ReadSentence(scanned, start, message, words);
            found.Clear();
            var sentence = new Sentence(CollectionsMarshal.AsSpan(words), found);
            _content.Phrases.Find(sentence.Words, found);
            FindTogether(sentence);
            foreach (var match in found)
            {
                var isLonger = match.Last - match.First >= FewWords;
                if (match.Of.Role is not (PhraseRole.Danger or PhraseRole.Unsure) || (told is null && match.Of.Kind >= kind && isPlain)) { continue; }
                var counts = Counts(match, sentence, message);
                (kind, isPlain) = counts ? (Math.Min(kind, match.Of.Kind), isPlain || isLonger) : (kind, isPlain);
                if (counts && clauses.Count < MostClauses) { clauses.Add(Clause.Around(scanned, start, end, match.First, match.Last, at => _content.IsTurning(message[at]))); }
                told?.Add((match.Of.Kind, match.Of.Line, counts));
            }

            // A sentence that was cut for its length is taken up again a little before the cut.
            start = end < message.Length && !scanned.StartsSentence(end) ? end - Overlap : end;
        }

        return (kind, isPlain, clauses);
    }

    /// <summary>
    /// What is left of a text when its ways of speaking, and its sentences about the past, are set aside; null when it has neither.
    /// "took his blood thinner twice and his nose won't quit bleeding" still tells of bleeding.
    /// </summary>
    internal string? WithoutTakenBack(string text)
    {
        var scanned = ScannedText.Of(text);
        var message = _content.Words.Of(scanned);
        var words = new List<int>(scanned.Count);
        var found = new List<PhraseMatch<PhraseMeaning>>();
        var left = new StringBuilder(text.Length);
        var isWhole = true;
        for (var start = 0; start < message.Length;)
        {
            var end = ReadSentence(scanned, start, message, words);
            found.Clear();
            _content.Phrases.Find(CollectionsMarshal.AsSpan(words), found);
            var isPast = found.Exists(match => match.Of.Role == PhraseRole.Past);
            for (var (token, word) = (start, 0); token < end; token++)
            {
                if (scanned[token].Kind is not (TokenKind.Word or TokenKind.Number)) { continue; }
                var isFigure = found.Exists(match => match.Of.Role == PhraseRole.Figure && match.First <= word && word <= match.Last);
                word++;
                isWhole &= !isPast && !isFigure;
                if (!isPast && !isFigure) { left.Append(scanned.Word(token)).Append(' '); }
            }
            start = end;
        }

        return isWhole ? null : left.ToString();
    }

    private void FindTogether(Sentence sentence)
    {
        Span<bool> taken = stackalloc bool[LongestSentence];
        taken.Clear();
        foreach (var match in sentence.Found)
        {
            if (match.Of.Role == PhraseRole.Figure)
            {
                taken[match.First..(match.Last + 1)].Fill(true);
            }
        }

        _content.Together.Find(sentence.Words, taken, sentence.Found);
    }

    /// <summary>The words of one sentence without its signs; a text without a full stop is cut, so that the work stays linear.</summary>
    private static int ReadSentence(ScannedText text, int start, int[] message, List<int> words)
    {
        words.Clear();
        var end = start;
        do
        {
            if (text[end].Kind is TokenKind.Word or TokenKind.Number)
            {
                words.Add(message[end]);
            }

            end++;
        }
        while (end < text.Count && end - start < LongestSentence && !text.StartsSentence(end));

        return end;
    }

    private bool Counts(PhraseMatch<PhraseMeaning> danger, Sentence sentence, int[] message)
    {
        if (IsNegated(danger, sentence.Words) || (danger.Of.Role == PhraseRole.Unsure && IsAboutSignIn(message)))
        {
            return false;
        }

        var isPresent = IsPresent(danger, sentence);
        foreach (var other in sentence.Found)
        {
            var near = other.First <= danger.Last + Far && other.Last >= danger.First - Far;
            var takesBack = other.Of.Role switch
            {
                PhraseRole.Figure => !danger.Of.IsLiteral && other.Touches(danger),
                PhraseRole.Past => near && !isPresent,
                PhraseRole.RecentPast => near && !isPresent && danger.Of.Kind == _medical,
                PhraseRole.Danger or PhraseRole.Unsure => false,
                _ => throw new InvalidOperationException($"unknown role {other.Of.Role}"),
            };
            if (takesBack)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A present word near the danger; one beyond a word of the past belongs to another thought ("collapsed last month and now ...").</summary>
    private bool IsPresent(PhraseMatch<PhraseMeaning> danger, Sentence sentence)
    {
        for (var i = danger.First; i <= danger.Last; i++)
        {
            if (_content.IsPresent(sentence.Words[i]))
            {
                return true;
            }
        }

        return IsPresentOn(danger.First - 1, -1, sentence) || IsPresentOn(danger.Last + 1, 1, sentence);
    }

    private bool IsPresentOn(int first, int step, Sentence sentence)
    {
        for (var (i, far) = (first, 0); i >= 0 && i < sentence.Words.Length && far < Near; (i, far) = (i + step, far + 1))
        {
            if (_content.IsPresent(sentence.Words[i]))
            {
                return step < 0 || !_content.IsTurning(sentence.Words[i - 1]);
            }

            if (sentence.Found.Exists(other => other.Of.Role == PhraseRole.Past && other.First <= i && i <= other.Last))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>"no chest pain", "I am not suicidal"; but "I'm not sure, chest pain" and "no, I have chest pain" take nothing back.</summary>
    private bool IsNegated(PhraseMatch<PhraseMeaning> danger, ReadOnlySpan<int> words)
    {
        for (var i = danger.First - 1; i >= 0 && i >= danger.First - 3 && !_content.IsDoubt(words[i]); i--)
        {
            if (_content.IsNegation(words[i]))
            {
                return i == danger.First - 1 || _content.IsVerbNegation(words[i]);
            }
        }

        return false;
    }

    private bool IsAboutSignIn(int[] message)
    {
        var signIn = false;
        foreach (var word in message)
        {
            if (_content.IsUrgent(word))
            {
                return false;
            }

            signIn |= _content.IsSignIn(word);
        }

        return signIn;
    }

    /// <summary>The words of one sentence, and every phrase in it.</summary>
    private readonly ref struct Sentence(ReadOnlySpan<int> words, List<PhraseMatch<PhraseMeaning>> found)
    {
        public ReadOnlySpan<int> Words { get; } = words;

        public List<PhraseMatch<PhraseMeaning>> Found { get; } = found;
    }
}

/// <summary>A danger that a text names.</summary>
/// <param name="Kind">One of <see cref="EmergencyReader.Kinds"/>.</param>
/// <param name="IsPlain">Named in more than a word or two.</param>
/// <param name="Clauses">The parts of sentences that name it.</param>
public readonly record struct Danger(string Kind, bool IsPlain, IReadOnlyList<string> Clauses);

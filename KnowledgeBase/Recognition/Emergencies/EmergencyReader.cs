using System.Runtime.InteropServices;
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

    private readonly EmergencyPhrases _content;
    private readonly int _medical;

    private EmergencyReader(EmergencyPhrases content)
    {
        _content = content;
        _medical = content.Kinds.IndexOf("medical");
    }

    /// <summary>The kinds that <see cref="Read"/> can answer, the gravest first.</summary>
    public IReadOnlyList<string> Kinds => _content.Kinds;

    internal static EmergencyReader From(ContentFolder content) => new(EmergencyPhrases.Read(content));

    /// <summary>The kind of danger, or null. People in danger fall back to their own language, so every language is read, whatever the locale.</summary>
    public string? Read(string text, string locale)
    {
        _ = locale;
        var scanned = ScannedText.Of(text);
        var words = new List<int>(scanned.Count);
        var found = new List<PhraseMatch<PhraseMeaning>>();
        var message = _content.Words.Of(scanned);
        var kind = int.MaxValue;
        for (var start = 0; start < message.Length;)
        {
            var end = ReadSentence(scanned, start, message, words);
            found.Clear();
            var sentence = new Sentence(CollectionsMarshal.AsSpan(words), found);
            _content.Phrases.Find(sentence.Words, found);
            foreach (var match in found)
            {
                if (match.Of.Role is PhraseRole.Danger or PhraseRole.Unsure && match.Of.Kind < kind && Counts(match, sentence, message))
                {
                    kind = match.Of.Kind;
                }
            }

            // A sentence that was cut for its length is taken up again a little before the cut.
            start = end < message.Length && !scanned.StartsSentence(end) ? end - Overlap : end;
        }

        return kind == int.MaxValue ? null : _content.Kinds[kind];
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

        var isPresent = IsPresent(danger, sentence.Words);
        foreach (var other in sentence.Found)
        {
            var near = other.First <= danger.Last + Far && other.Last >= danger.First - Far;
            var takesBack = other.Of.Role switch
            {
                PhraseRole.Figure => other.Touches(danger),
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

    private bool IsPresent(PhraseMatch<PhraseMeaning> danger, ReadOnlySpan<int> words)
    {
        for (var i = Math.Max(0, danger.First - Near); i < words.Length && i <= danger.Last + Near; i++)
        {
            if (_content.IsPresent(words[i]))
            {
                return true;
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

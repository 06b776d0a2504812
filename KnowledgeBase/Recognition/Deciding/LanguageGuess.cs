using System.Collections.Frozen;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>Tells a text's language by its small words; when they don't tell, the given one stands.</summary>
internal sealed class LanguageGuess
{
    /// <summary>A single "no" or "la" proves nothing.</summary>
    private const int EnoughWords = 2;

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _languageOf;
    private readonly string[] _languages;

    public LanguageGuess(RecognitionRules rules)
    {
        _languages = [.. rules.LanguageWords.Keys];
        var words = new Dictionary<string, int>();
        for (var language = 0; language < _languages.Length; language++)
        {
            foreach (var word in rules.LanguageWords[_languages[language]]) { words.TryAdd(word, language); }
        }
        _languageOf = words.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Guess(Reading reading, string given)
    {
        Span<int> counts = stackalloc int[_languages.Length];
        for (var i = 0; i < reading.Count; i++)
        {
            if (_languageOf.TryGetValue(reading.Text(reading[i]), out var language)) { counts[language]++; }
        }
        var best = 0;
        for (var language = 1; language < counts.Length; language++)
        {
            if (counts[language] > counts[best]) { best = language; }
        }
        var usual = Array.IndexOf(_languages, given);

        return counts[best] >= EnoughWords && (usual < 0 || counts[best] > counts[usual]) ? _languages[best] : given;
    }
}

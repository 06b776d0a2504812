using System.Collections.Frozen;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>Tells a text's language by its small words; when they don't tell, the given one stands.</summary>
internal sealed class LanguageGuess
{
    /// <summary>A single "no" or "la" proves nothing.</summary>
    private const int EnoughWords = 2;

    /// <summary>"Me dice wrong password or user ID": a word of the usual language outweighs several of another, which screens and borrowed words bring along.</summary>
    private const int TimesTheUsual = 3;

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _languageOf;
    private readonly string[] _languages;

    public LanguageGuess(RecognitionRules rules)
    {
        _languages = [.. rules.LanguageWords.Keys];
        // "Me" is said in both, and tells nothing.
        var words = _languages.SelectMany((language, at) => rules.LanguageWords[language].Distinct().Select(word => (Word: word, At: at))).GroupBy(word => word.Word).Where(word => word.Count() == 1);
        _languageOf = words.ToFrozenDictionary(word => word.Key, word => word.Single().At).GetAlternateLookup<ReadOnlySpan<char>>();
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

        return counts[best] >= EnoughWords && (usual < 0 || (counts[best] > counts[usual] && counts[best] >= TimesTheUsual * counts[usual])) ? _languages[best] : given;
    }
}

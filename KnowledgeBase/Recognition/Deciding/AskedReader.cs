using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>Finds out from the assistant's own words what it had asked for.</summary>
public sealed class AskedReader
{
    private readonly IReadOnlyList<(Asked Asked, IReadOnlyList<string> Phrases)> _asking;

    internal AskedReader(RecognitionRules rules)
    {
        var reading = new Reading();
        _asking = [.. rules.Asking.Select(entry => (entry.Asked, (IReadOnlyList<string>)[.. entry.Phrases.Select(phrase => Padded(reading, phrase))]))];
    }

    /// <summary>The first kind of the content's order whose phrase stands in <paramref name="assistantSaid"/>; the last sentence with a question wins.</summary>
    public Asked Read(string assistantSaid)
    {
        var reading = new Reading();
        var question = LastQuestion(assistantSaid);
        var found = Find(Padded(reading, question));
        if (found == Asked.Nothing && question.Length < assistantSaid.Length) { found = Find(Padded(reading, assistantSaid)); }

        // What asks for nothing else by one of its words waits for a yes or a no; but "where do you ..." does not, whatever follows.
        return found switch
        {
            Asked.Nothing when question.EndsWith('?') => Asked.YesNo,
            Asked.YesNo when Find(FirstWord(reading, question)) == Asked.Words => Asked.Words,
            _ => found,
        };
    }

    private Asked Find(string words)
    {
        foreach (var (asked, phrases) in _asking)
        {
            if (phrases.Any(phrase => words.Contains(phrase, StringComparison.Ordinal))) { return asked; }
        }

        return Asked.Nothing;
    }

    private static string FirstWord(Reading reading, string text)
    {
        reading.Read(text);

        return reading.Count == 0 ? "" : $" {reading.Text(reading[0])} ";
    }

    private static string LastQuestion(string text)
    {
        var end = text.LastIndexOf('?');
        if (end < 0) { return text; }
        var start = text.AsSpan(0, end).LastIndexOfAny(".!?\n");

        return text[(start + 1)..(end + 1)];
    }

    private static string Padded(Reading reading, string text)
    {
        reading.Read(text);

        return $" {reading.Folded} ";
    }
}

using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>
/// Words that the content says mostly about danger. A message that the model takes for danger must hold one: what the model makes
/// of small words and of letters alone is chance, and would send somebody who typed nonsense to 911.
/// </summary>
internal sealed class DangerWords
{
    /// <summary>How much of what is said with a word must be about danger.</summary>
    private const double MostlyDanger = 0.3;

    private readonly bool[] _tells;

    public DangerWords(Lexicon lexicon, IReadOnlyList<Example> examples, IReadOnlySet<string> small)
    {
        var said = new int[lexicon.Count];
        var inDanger = new int[lexicon.Count];
        var (reading, terms) = (new Reading(), new Terms());
        foreach (var example in examples)
        {
            reading.Read(example.Text);
            lexicon.Understand(reading, terms);
            for (var i = 0; i < terms.Count; i++)
            {
                if (terms[i].Id < 0) { continue; }
                said[terms[i].Id]++;
                if (example.Label == Labels.Emergency) { inDanger[terms[i].Id]++; }
            }
        }
        _tells = [.. said.Select((count, id) => inDanger[id] >= MostlyDanger * Math.Max(1, count) && !small.Contains(lexicon.WordOf(id)))];
    }

    public bool AreIn(Terms terms)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].Id >= 0 && _tells[terms[i].Id]) { return true; }
        }

        return false;
    }
}

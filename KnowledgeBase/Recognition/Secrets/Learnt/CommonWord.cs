using System.Globalization;
using KnowledgeBase.Loading;

namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>A word that everybody knows.</summary>
/// <param name="Word">In small letters.</param>
/// <param name="Rank">0 for the most common of its language.</param>
/// <param name="Group">Which words it is like, from 1; 0 when nobody knows.</param>
internal readonly record struct CommonWord(string Word, int Rank, int Group)
{
    /// <summary>Reads <c>words/{locale}.txt</c>: one word a line, the most common first, and behind it the number of its group where there are groups.</summary>
    public static IReadOnlyList<CommonWord> Read(ContentFolder content)
    {
        var words = new List<CommonWord>();
        foreach (var path in content.FilesIn("words", ".txt"))
        {
            var (rank, line) = (0, 0);
            foreach (var text in content.Text(path).Split('\n'))
            {
                line++;
                if (text.Length == 0 || text[0] == '#') { continue; }
                var parts = text.Split(' ');
                var group = 0;
                if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out group)))
                {
                    content.Faults.Add(path, line, "a word is expected here, and behind it at most the number of its group");
                }
                words.Add(new CommonWord(parts[0], rank++, parts.Length == 2 ? group + 1 : 0));
            }
        }

        return words;
    }
}

using System.Globalization;
using System.Text;

namespace KnowledgeBase.Doors;

/// <summary>How alike two names look to a hurried eye.</summary>
internal static class Likeness
{
    /// <summary>Letters of other scripts, and digits, that pass for Latin ones. Left the stranger, right what the eye reads.</summary>
    private static readonly Dictionary<char, char> PassFor = Pairs("""
        аa еe оo рp сc хx уy іi јj ѕs кk һh ԁd ɡg ԛq ԝw вb мm нh тt гr пn ьb зe
        αa βb εe ηn ιi κk νv οo ρp τt υu χx γy σo ωw ϲc
        ıi ɩi łl øo đd ħh ŧt ſf ĸk
        0o 1l 3e 4a 5s 6b 7t 8b 9g |l !l $s
        """);

    /// <summary>The name as the eye takes it: strange letters made Latin, accents gone, i, l and 1 the same, "rn" read as "m".</summary>
    internal static string Of(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var seen = PassFor.GetValueOrDefault(letter, letter);
            plain.Append(seen == 'i' ? 'l' : seen);
        }

        return plain.Replace("rn", "m").Replace("vv", "w").Replace("cl", "d").ToString();
    }

    /// <summary>Letters of more than one script in one word.</summary>
    internal static bool MixesScripts(string label)
    {
        var scripts = label.Where(char.IsLetter).Select(ScriptOf).Distinct().Count();

        return scripts > 1;
    }

    /// <summary>How many letters have to be added, left out, changed, or swapped with their neighbour.</summary>
    internal static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1),
                    rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }

    private static int ScriptOf(char letter) => letter switch
    {
        < '\u0250' => 0,
        < '\u0370' => 1,
        < '\u0400' => 2,
        < '\u0530' => 3,
        >= '\u1e00' and < '\u1f00' => 0,
        _ => 4 + letter / 0x400,
    };

    private static Dictionary<char, char> Pairs(string pairs) => pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair[0], pair => pair[^1]);
}

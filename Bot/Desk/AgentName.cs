using System.Text;

namespace Bot.Desk;

/// <summary>Names that members see of agents, in bold and in whatever way their channel draws text. A name is a name and nothing else: no markup, no address, no sign that hides or turns text round.</summary>
internal static class AgentName
{
    private const string Nameless = "Agent";

    /// <summary>Whether it can be shown to members as it is.</summary>
    internal static bool IsPlain(string name) => Plain(name) == name;

    /// <summary>What of it can be shown to members.</summary>
    internal static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes().Where(IsOfNames))
        {
            // Letters straight after a dot make an address of it, which some channels turn into a link.
            plain.Append(Rune.IsLetterOrDigit(rune) && plain.Length > 0 && plain[^1] == '.' ? " " : "").Append(rune);
        }

        return plain.ToString().Trim() is { Length: > 0 } left ? left : Nameless;
    }

    private static bool IsOfNames(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or '-' or '\'' or '’' or ',' || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}

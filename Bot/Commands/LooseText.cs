using System.Globalization;
using System.Text;

namespace Bot.Commands;

/// <summary>Reads a JSON string that holds lone surrogates, which the platform's reader refuses; each becomes the replacement character.</summary>
internal static class LooseText
{
    /// <param name="raw">As it stands in the JSON, with its quotes.</param>
    public static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var at = 1; at < raw.Length - 1; at++)
        {
            if (raw[at] != '\\') { text.Append(raw[at]); continue; }
            at++;
            text.Append(raw[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'u' => Unit(raw, ref at), var other => other });
        }

        return WithoutLoneSurrogates(text);
    }

    private static char Unit(string raw, ref int at)
    {
        var unit = (char)ushort.Parse(raw.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        at += 4;

        return unit;
    }

    private static string WithoutLoneSurrogates(StringBuilder text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.ToString().EnumerateRunes()) { whole.Append(rune); }

        return whole.ToString();
    }
}

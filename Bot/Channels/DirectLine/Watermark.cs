using System.Globalization;

namespace Bot.Channels.DirectLine;

/// <summary>Clients keep it as an opaque text; for us it is the number of the last line they have.</summary>
internal static class Watermark
{
    /// <summary>True with null for none: a client that has nothing yet sends it empty.</summary>
    internal static bool TryRead(string? text, out long? sequence)
    {
        sequence = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        sequence = isNumber ? number : null;
        return isNumber;
    }

    internal static string Write(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);
}

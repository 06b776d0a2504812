using System.Collections.Frozen;
using KnowledgeBase.Recognition.Words;

namespace KnowledgeBase.Recognition.Deciding;

/// <summary>"Safari on my iPad", "my laptop": tells what somebody signs in with, and no problem.</summary>
internal sealed class BareDevice(RecognitionRules rules)
{
    private const int MostWords = 8;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _things = rules.DeviceWords.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _around = rules.DeviceTalk.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every word is a device, a browser, a system, a version, or one of the little words around them; one of them at least is the thing.</summary>
    public bool Is(Reading reading, Entities found)
    {
        if (reading.Count is 0 or > MostWords) { return false; }
        var named = string.Join(' ', found.Browser.Concat(found.Device).Concat(found.Os));
        var isNamed = named.Length > 0;
        for (var i = 0; i < reading.Count; i++)
        {
            var word = reading.Text(reading[i]);
            if (_things.Contains(word)) { isNamed = true; }
            else if (reading[i].Kind is not (WordKind.Number or WordKind.Code) && !_around.Contains(word) && !named.AsSpan().Contains(word, StringComparison.OrdinalIgnoreCase)) { return false; }
        }

        return isNamed;
    }
}

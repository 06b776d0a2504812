using System.Globalization;

namespace KnowledgeBase.Loading;

/// <summary>
/// One value of a content file: a text, a list or a map. Reading is strict and never throws: what does not fit is noted as a fault
/// with its line, and the reader goes on with a harmless value, so that an editor sees all faults at once. A key that nobody
/// asked for is noted when the file is done.
/// </summary>
internal sealed class ContentNode
{
    private readonly Form _form;
    private readonly string _text;
    private readonly IReadOnlyList<ContentNode> _items;
    private readonly IReadOnlyList<ContentEntry> _entries;
    private readonly FaultList _faults;

    // Null until somebody reads this map by key: the keys of a map that nobody opened are not unknown, only unread.
    private HashSet<string>? _asked;

    private ContentNode(Form form, string file, int line, FaultList faults, string text = "",
        IReadOnlyList<ContentNode>? items = null, IReadOnlyList<ContentEntry>? entries = null)
    {
        _form = form;
        File = file;
        Line = line;
        _faults = faults;
        _text = text;
        _items = items ?? [];
        _entries = entries ?? [];
    }

    /// <summary>Absent stands for what could not be read and is already a fault: reading it says nothing more.</summary>
    private enum Form { Absent, Empty, Text, List, Map }

    internal string File { get; }
    internal int Line { get; }
    internal bool IsAbsent => _form is Form.Absent;
    internal bool IsText => _form is Form.Text;
    internal bool IsList => _form is Form.List;
    internal bool IsMap => _form is Form.Map;

    internal static ContentNode OfText(string text, string file, int line, FaultList faults) =>
        new(text.Length == 0 ? Form.Empty : Form.Text, file, line, faults, text);

    internal static ContentNode OfList(IReadOnlyList<ContentNode> items, string file, int line, FaultList faults) =>
        new(Form.List, file, line, faults, items: items);

    internal static ContentNode OfMap(IReadOnlyList<ContentEntry> entries, string file, int line, FaultList faults) =>
        new(Form.Map, file, line, faults, entries: entries);

    internal static ContentNode Absent(string file, int line, FaultList faults) => new(Form.Absent, file, line, faults);

    internal void Fault(string says) => FaultAt(Line, says);

    internal void FaultAt(int line, string says) => _faults.Add(File, line, says);

    internal ContentNode Required(string key)
    {
        if (Optional(key) is { } found)
        {
            return found;
        }

        if (IsMap)
        {
            Fault($"the key '{key}' is missing");
        }

        return Absent(File, Line, _faults);
    }

    internal ContentNode? Optional(string key)
    {
        if (!Is(Form.Map))
        {
            return null;
        }

        (_asked ??= []).Add(key);

        return _entries.FirstOrDefault(entry => entry.Key == key)?.Value;
    }

    /// <summary>The entries of a map whose keys are free: ids, locales.</summary>
    internal IReadOnlyList<ContentEntry> Map(int atLeast = 0)
    {
        if (Is(Form.Map))
        {
            ExpectAtLeast(atLeast, _entries.Count);
            (_asked ??= []).UnionWith(_entries.Select(entry => entry.Key));
        }

        return _entries;
    }

    internal IReadOnlyList<ContentNode> List(int atLeast = 0)
    {
        if (Is(Form.List))
        {
            ExpectAtLeast(atLeast, _items.Count);
        }

        return _items;
    }

    internal string Text()
    {
        if (Is(Form.Text) && string.IsNullOrWhiteSpace(_text))
        {
            Fault("the text is empty");
        }

        return _text.Trim();
    }

    /// <summary>Every text in it, however deep.</summary>
    internal IEnumerable<string> Leaves() => IsText ? [_text] : _items.Concat(_entries.Select(entry => entry.Value)).SelectMany(node => node.Leaves());

    internal IReadOnlyList<string> Texts(int atLeast = 1) => [.. List(atLeast).Select(item => item.Text())];

    /// <summary>An id in kebab case: small letters and digits in words joined by single hyphens.</summary>
    internal string Id()
    {
        var id = Text();
        if (id.Length > 0)
        {
            ExpectId(id, Line);
        }

        return id;
    }

    internal IReadOnlyList<string> Ids(int atLeast = 0) => [.. List(atLeast).Select(item => item.Id())];

    internal string OneOf(params IReadOnlyCollection<string> allowed)
    {
        var text = Text();
        if (text.Length > 0 && !allowed.Contains(text))
        {
            Fault($"'{text}' is not one of: {string.Join(", ", allowed)}");
        }

        return text;
    }

    internal int Number(int from, int to)
    {
        var text = Text();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
        {
            return number;
        }

        if (text.Length > 0)
        {
            Fault($"'{text}' is not a whole number from {from} to {to}");
        }

        return from;
    }

    internal double Share()
    {
        var share = Decimal();
        if (share is < 0 or > 1) { Fault("a number from 0 to 1 is expected here"); }

        return share;
    }

    internal double Decimal()
    {
        var text = Text();
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && text.Length > 0)
        {
            Fault($"'{text}' is not a number such as 0.25");
        }

        return number;
    }

    internal bool YesNo()
    {
        var text = Text();
        if (text.Length > 0 && text is not ("true" or "false"))
        {
            Fault($"'{text}' is neither true nor false");
        }

        return text == "true";
    }

    internal DateOnly Date()
    {
        var text = Text();
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && text.Length > 0)
        {
            Fault($"'{text}' is not a date such as 2026-11-23");
        }

        return date;
    }

    /// <summary>Notes each key that nobody asked for, here and below.</summary>
    internal void FaultUnreadKeys()
    {
        foreach (var entry in _entries)
        {
            if (_asked?.Contains(entry.Key) == false)
            {
                _faults.Add(File, entry.Line, $"unknown key '{entry.Key}'; known here: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
            }

            entry.Value.FaultUnreadKeys();
        }

        foreach (var item in _items)
        {
            item.FaultUnreadKeys();
        }
    }

    internal void ExpectId(string id, int line)
    {
        if (!ContentIds.IsId(id))
        {
            FaultAt(line, $"'{id}' is no id: use small letters, digits and single hyphens (kebab-case)");
        }
    }

    private bool Is(Form wanted)
    {
        if (_form == wanted || _form == Form.Absent)
        {
            return _form == wanted;
        }

        Fault((wanted, _form) switch
        {
            (Form.Text, Form.Empty) => "the text is empty",
            (Form.Text, _) => "a text is expected here",
            (Form.List, _) => "a list is expected here",
            _ => "a map of keys and values is expected here",
        });

        return false;
    }

    private void ExpectAtLeast(int least, int count)
    {
        if (count < least)
        {
            Fault(least == 1 ? "at least one entry is expected here" : $"at least {least} entries are expected here");
        }
    }
}

/// <summary>One key of a map, the line it stands on, and its value.</summary>
internal sealed record ContentEntry(string Key, int Line, ContentNode Value)
{
    internal void Fault(string says) => Value.FaultAt(Line, says);

    /// <summary>The key, where it has to be an id.</summary>
    internal string Id()
    {
        Value.ExpectId(Key, Line);

        return Key;
    }
}

using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KnowledgeBase.Loading;

/// <summary>
/// Turns YAML into <see cref="ContentNode"/>s. Built on the parser's events because the ready-made object model drops the lines of
/// keys and stops at the first double key. Every plain value is a text here: "no" and "on" are things people say, not booleans.
/// </summary>
internal sealed class YamlFile
{
    // Our formats need six levels; a file that nests deeper is broken, and must not exhaust the stack.
    private const int DeepestNesting = 20;

    private readonly Parser _parser;
    private readonly string _file;
    private readonly int _linesBefore;
    private readonly FaultList _faults;

    private YamlFile(string text, string file, int linesBefore, FaultList faults)
    {
        _parser = new Parser(new StringReader(text));
        _file = file;
        _linesBefore = linesBefore;
        _faults = faults;
    }

    /// <summary>Reads one document; front matter has lines before it in its file.</summary>
    internal static ContentNode Read(string text, string file, FaultList faults, int linesBefore = 0) =>
        new YamlFile(text, file, linesBefore, faults).ReadDocument();

    private ContentNode ReadDocument()
    {
        try
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out var end))
            {
                return Broken(end.Start, "the file is empty");
            }

            _parser.Consume<DocumentStart>();
            var root = ReadNode(0, null);
            _parser.Consume<DocumentEnd>();

            return _parser.Accept<StreamEnd>(out _) ? root : Broken(_parser.Current!.Start, "a second document begins here; one file holds one");
        }
        catch (YamlException wrong)
        {
            return Broken(wrong.Start, $"this is not YAML: {wrong.Message}");
        }
    }

    // A map or list begins on the line of its key: that is where an editor looks for what is missing in it.
    private ContentNode ReadNode(int depth, int? keyLine)
    {
        var next = _parser.Current!;
        if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
        {
            throw new YamlException(next.Start, next.End, "anchors, aliases and tags are not used in content");
        }

        if (depth > DeepestNesting)
        {
            throw new YamlException(next.Start, next.End, "values are nested too deeply");
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return ContentNode.OfText(scalar.Value, _file, LineOf(scalar.Start), _faults);
        }

        if (_parser.TryConsume<SequenceStart>(out var list))
        {
            return ReadList(keyLine ?? LineOf(list.Start), depth);
        }

        var map = _parser.Consume<MappingStart>();

        return ReadMap(keyLine ?? LineOf(map.Start), depth);
    }

    private ContentNode ReadList(int line, int depth)
    {
        var items = new List<ContentNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1, null));
        }

        return ContentNode.OfList(items, _file, line, _faults);
    }

    private ContentNode ReadMap(int line, int depth)
    {
        var entries = new List<ContentEntry>();
        var firstLines = new Dictionary<string, int>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Consume<Scalar>();
            var keyLine = LineOf(key.Start);
            var value = ReadNode(depth + 1, keyLine);
            if (firstLines.TryAdd(key.Value, keyLine))
            {
                entries.Add(new ContentEntry(key.Value, keyLine, value));
            }
            else
            {
                _faults.Add(_file, keyLine, $"the key '{key.Value}' stands here a second time; the first is in line {firstLines[key.Value]}");
            }
        }

        return ContentNode.OfMap(entries, _file, line, _faults);
    }

    private ContentNode Broken(Mark at, string says)
    {
        _faults.Add(_file, LineOf(at), says);

        return ContentNode.Absent(_file, LineOf(at), _faults);
    }

    private int LineOf(Mark mark) => (int)mark.Line + _linesBefore;
}

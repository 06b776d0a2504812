namespace KnowledgeBase.Recognition.Matching;

/// <summary>From a feature's key to its row: open addressing over two flat arrays, the fastest look-up we have for keys that are hashes already.</summary>
internal sealed class FeatureTable
{
    private readonly ulong[] _keys;
    private readonly int[] _rows;
    private readonly ulong _mask;

    public FeatureTable(int rows)
    {
        var size = 16;
        while (size < rows * 2) { size *= 2; }
        _keys = new ulong[size];
        _rows = new int[size];
        _mask = (ulong)size - 1;
    }

    public void Add(ulong key, int row)
    {
        var slot = key & _mask;
        while (_keys[slot] != 0) { slot = (slot + 1) & _mask; }
        _keys[slot] = key;
        _rows[slot] = row;
    }

    /// <summary>The row of a key, or -1. No key is zero.</summary>
    public int Find(ulong key)
    {
        var slot = key & _mask;
        while (_keys[slot] != 0)
        {
            if (_keys[slot] == key) { return _rows[slot]; }
            slot = (slot + 1) & _mask;
        }

        return -1;
    }
}

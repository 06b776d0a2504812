using System.Text;

namespace Bot.Storage.Encryption;

/// <summary>Table, row and field of a sealed value. It is bound into the seal, so that a value copied to another place does not open there.</summary>
internal readonly record struct FieldName(string Table, string Row, string Field)
{
    internal int MaxBytes => Encoding.UTF8.GetMaxByteCount(Table.Length + Row.Length + Field.Length + 2);

    /// <summary>A separator inside an id cannot make two names equal, since table and field hold none.</summary>
    internal int Write(Span<byte> into)
    {
        var length = Encoding.UTF8.GetBytes(Table, into);
        into[length++] = (byte)'|';
        length += Encoding.UTF8.GetBytes(Row, into[length..]);
        into[length++] = (byte)'|';
        return length + Encoding.UTF8.GetBytes(Field, into[length..]);
    }

    public override string ToString() => $"{Table} {Row} {Field}";
}

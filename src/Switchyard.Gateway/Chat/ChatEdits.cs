namespace Switchyard.Gateway;

/// <summary>Pieces of a canonical answer that go out as something else. Used again for the next one.</summary>
internal sealed class ChatEdits
{
    private readonly List<(int Start, int End, ReadOnlyMemory<byte> With)> _edits = [];
    private readonly Utf8Buffer _added = new();

    /// <summary>How many pieces are replaced.</summary>
    public int Count => _edits.Count;

    /// <summary>Members to be added to the object, each after a comma.</summary>
    public Utf8Buffer Added => _added;

    public void Clear()
    {
        _edits.Clear();
        _added.Clear();
    }

    /// <summary>Replaces a piece. Pieces come in order and do not overlap.</summary>
    public void Replace(int start, int end, ReadOnlyMemory<byte> with) => _edits.Add((start, end, with));

    /// <summary>Writes the object.</summary>
    /// <param name="json">The object as it was.</param>
    /// <param name="end">Where its closing brace is.</param>
    /// <param name="output">Where it goes.</param>
    public void Write(ReadOnlySpan<byte> json, int end, Utf8Buffer output)
    {
        var position = 0;
        foreach (var (start, stop, with) in _edits)
        {
            output.Write(json[position..start]);
            output.Write(with.Span);
            position = stop;
        }

        output.Write(json[position..end]);
        output.Write(_added.Span);
        output.Write("}"u8);
    }
}

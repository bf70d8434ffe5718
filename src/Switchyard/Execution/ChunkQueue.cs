namespace Switchyard;

/// <summary>Chunks on their way to the reader: held back before the commit, replayed after it. Pooled with its call.</summary>
internal sealed class ChunkQueue
{
    private readonly Utf8Buffer _chunks = new();
    private readonly Utf8Buffer _texts = new();
    private (int ChunkEnd, int TextEnd, ChunkContent Content)[] _ends = new (int, int, ChunkContent)[16];
    private int _taken;

    public int Count { get; private set; }

    public int Bytes => _chunks.Length;

    /// <summary>Whether there is a chunk that nobody has taken.</summary>
    public bool HasMore => _taken < Count;

    /// <summary>The chunk that was taken last, as canonical JSON.</summary>
    public ReadOnlySpan<byte> Chunk => _chunks.Span[(_taken < 2 ? 0 : _ends[_taken - 2].ChunkEnd)..(_taken == 0 ? 0 : _ends[_taken - 1].ChunkEnd)];

    /// <summary>The text of that chunk, unescaped.</summary>
    public ReadOnlySpan<byte> Text => _texts.Span[(_taken < 2 ? 0 : _ends[_taken - 2].TextEnd)..(_taken == 0 ? 0 : _ends[_taken - 1].TextEnd)];

    /// <summary>What that chunk holds of the model's output.</summary>
    public ChunkContent Content => _taken == 0 ? ChunkContent.None : _ends[_taken - 1].Content;

    public void Clear()
    {
        _chunks.Clear();
        _texts.Clear();
        Count = _taken = 0;
    }

    public void Add(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> text, ChunkContent content)
    {
        // Everything was taken, so nobody reads the old chunks any more: their room is used again.
        if (_taken == Count)
            Clear();
        if (Count == _ends.Length)
            Array.Resize(ref _ends, Count * 2);

        _chunks.Write(chunk);
        _texts.Write(text);
        _ends[Count++] = (_chunks.Length, _texts.Length, content);
    }

    public bool TryTake()
    {
        if (!HasMore)
            return false;
        _taken++;
        return true;
    }
}

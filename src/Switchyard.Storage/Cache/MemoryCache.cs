namespace Switchyard.Storage;

/// <summary>The answers that were used last, within so many bytes. Safe for use from many threads.</summary>
internal sealed class MemoryCache(long capacity)
{
    // What an answer takes besides its body, about.
    private const int Overhead = 300;

    private readonly Lock _using = new();
    private readonly Dictionary<CacheKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();

    public long Bytes { get; private set; }

    public bool TryGet(CacheKey key, DateTimeOffset now, out CachedAnswer? answer)
    {
        lock (_using)
        {
            answer = null;
            if (!_entries.TryGetValue(key, out var node))
                return false;
            if (node.Value.Expires <= now)
            {
                Remove(node);
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            answer = node.Value.Answer;
            return true;
        }
    }

    public void Set(CacheKey key, CachedAnswer answer, DateTimeOffset expires)
    {
        var size = answer.Body.Length + Overhead;
        lock (_using)
        {
            if (_entries.TryGetValue(key, out var known))
                Remove(known);

            // One answer does not push out all others.
            if (size > capacity / 4)
                return;

            while (Bytes + size > capacity)
                Remove(_byUse.Last!);
            _entries[key] = _byUse.AddFirst(new Entry(key, answer, expires, size));
            Bytes += size;
        }
    }

    public void Clear()
    {
        lock (_using)
        {
            _entries.Clear();
            _byUse.Clear();
            Bytes = 0;
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        Bytes -= node.Value.Size;
    }

    private sealed record Entry(CacheKey Key, CachedAnswer Answer, DateTimeOffset Expires, int Size);
}

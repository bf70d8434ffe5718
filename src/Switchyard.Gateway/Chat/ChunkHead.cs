namespace Switchyard.Gateway;

/// <summary>
/// What all chunks of a stream begin with: everything up to their choices is the same, so it is read once and recognised from then on. What is left to
/// look for is the usage, which is <see langword="null"/> or not there in all chunks but one.
/// </summary>
internal sealed class ChunkHead
{
    private readonly Utf8Buffer _head = new();
    private readonly Utf8Buffer _rewritten = new();

    private static ReadOnlySpan<byte> NoUsage => ",\"usage\":null}"u8;

    /// <summary>Remembers the head of a chunk.</summary>
    /// <param name="head">The chunk up to the name of its choices.</param>
    /// <param name="modelStart">Where the value of <c>model</c> starts.</param>
    /// <param name="modelEnd">Where it ends.</param>
    /// <param name="model">What stands there for the client.</param>
    public void Learn(ReadOnlySpan<byte> head, int modelStart, int modelEnd, ReadOnlySpan<byte> model)
    {
        _head.Clear();
        _head.Write(head);
        _rewritten.Clear();
        _rewritten.Write(head[..modelStart]);
        _rewritten.Write(model);
        _rewritten.Write(head[modelEnd..]);
    }

    public void Forget() => _head.Clear();

    /// <summary>Writes a chunk that begins as the one before and holds nothing that has to be looked at.</summary>
    /// <returns>Whether it was such a chunk.</returns>
    public bool TryWrite(ReadOnlySpan<byte> chunk, bool includesUsage, Utf8Buffer output)
    {
        if (_head.Length == 0 || !chunk.StartsWith(_head.Span))
            return false;

        var rest = chunk[_head.Length..];
        if (rest.IndexOf("\"tool_calls\""u8) >= 0)
            return false;

        // Inside a text the quotes are escaped, so this is the member's name.
        var usage = rest.IndexOf("\"usage\""u8);
        var hasNoUsage = usage >= 0 && usage == rest.Length - NoUsage.Length + 1 && rest.EndsWith(NoUsage);
        if (!hasNoUsage && (includesUsage || usage >= 0))
            return false;

        output.Write(_rewritten.Span);
        if (hasNoUsage && !includesUsage)
        {
            output.Write(rest[..^NoUsage.Length]);
            output.Write("}"u8);
        }
        else
        {
            output.Write(rest);
        }

        return true;
    }
}

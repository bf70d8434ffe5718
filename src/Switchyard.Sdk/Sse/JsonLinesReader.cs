using System.Buffers;
using System.Runtime.CompilerServices;

namespace Switchyard.Sdk;

/// <summary>Reads lines of JSON (NDJSON) from a stream, one at a time, over one pooled buffer. Empty lines are passed over.</summary>
/// <remarks>Not safe for use from several threads. It does not own the stream.</remarks>
public sealed class JsonLinesReader : IEventReader
{
    /// <summary>The longest line that is read, in bytes.</summary>
    public const int MaxLineBytes = 16 << 20;

    private const int InitialBytes = 8192;

    private const int Idle = 0;
    private const int Reading = 1;
    private const int Disposed = 2;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _start;
    private int _next;
    private int _searched;
    private int _end;
    private int _length;
    private int _state;

    /// <summary>A reader at the start of a stream.</summary>
    /// <param name="stream">The stream; it stays the caller's to dispose.</param>
    public JsonLinesReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
    }

    /// <summary>The line, without its end. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Data => _buffer.AsMemory(_start, _length);

    /// <summary>Whether the line had an end. If not, the stream ended within it, and it may be cut.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads up to the next line that is not empty.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <returns><see langword="false"/> at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">A line is longer than <see cref="MaxLineBytes"/>.</exception>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Reading, Idle) != Idle)
            return false;

        var hasLine = false;
        try
        {
            while (!(hasLine = TryTakeLine()))
            {
                MakeRoom();
                var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
                _end += count;
                if (count == 0)
                {
                    hasLine = TakeRest();
                    break;
                }
            }
        }
        finally
        {
            if (Interlocked.CompareExchange(ref _state, Idle, Reading) != Reading)
            {
                ReturnBuffer();
                hasLine = false;
            }
        }

        return hasLine;
    }

    /// <summary>Gives the buffer back, once no read writes to it. Nothing can be read afterwards.</summary>
    public void Dispose()
    {
        // A read that does not heed its token still writes to the buffer, which then would be someone else's: it gives it back itself.
        if (Interlocked.Exchange(ref _state, Disposed) == Idle)
            ReturnBuffer();
    }

    private bool TryTakeLine()
    {
        while (_searched < _end)
        {
            var at = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (at < 0)
            {
                _searched = _end;
                return false;
            }

            var end = _searched + at;
            (_start, _length) = (_next, end - _next);
            _next = _searched = end + 1;
            if (Trim())
                return IsWhole = true;
        }

        return false;
    }

    private bool TakeRest()
    {
        (_start, _length, IsWhole) = (_next, _end - _next, false);
        _next = _searched = _end;
        return Trim();
    }

    private bool Trim()
    {
        while (_length > 0 && _buffer[_start + _length - 1] is (byte)'\r' or (byte)' ')
            _length--;
        return _length > 0;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;

        var kept = _end - _next;
        var target = _buffer;
        if (kept > _buffer.Length / 2)
        {
            if (_buffer.Length >= MaxLineBytes)
                throw new InvalidDataException($"A line is longer than {MaxLineBytes} bytes.");
            target = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        }

        _buffer.AsSpan(_next, kept).CopyTo(target);
        if (target != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _searched -= _next;
        (_start, _length, _next, _end) = (0, 0, 0, kept);
    }

    private void ReturnBuffer()
    {
        var buffer = _buffer;
        _buffer = [];
        _start = _length = _next = _searched = _end = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}

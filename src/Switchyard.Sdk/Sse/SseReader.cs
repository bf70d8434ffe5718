using System.Buffers;
using System.Runtime.CompilerServices;

namespace Switchyard.Sdk;

/// <summary>
/// Reads server-sent events from a stream, one at a time, over one pooled buffer. Lines may end in CR, LF or both, and the bytes may
/// arrive in pieces of any size. Comments are passed over.
/// </summary>
/// <remarks>Not safe for use from several threads. It does not own the stream.</remarks>
public sealed class SseReader : IEventReader
{
    /// <summary>The longest event that is read, in bytes.</summary>
    public const int MaxEventBytes = 16 << 20;

    private const int InitialBytes = 8192;
    private const int WorthReading = 1024;

    private const int Idle = 0;
    private const int Reading = 1;
    private const int Disposed = 2;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private byte[] _name = [];
    private int _nameLength;
    private int _end;
    private int _line;
    private int _searched;
    private int _dataStart;
    private int _dataEnd;
    private bool _hasData;
    private bool _skipLineFeed;
    private bool _started;
    private bool _ended;
    private int _state;

    /// <summary>A reader at the start of a stream.</summary>
    /// <param name="stream">The stream; it stays the caller's to dispose.</param>
    public SseReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
    }

    /// <summary>The data of the event, its lines joined by LF. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Data => _buffer.AsMemory(_dataStart, _dataEnd - _dataStart);

    /// <summary>The event's name; empty if it has none. Valid until the next read.</summary>
    public ReadOnlySpan<byte> EventName => _name.AsSpan(0, _nameLength);

    /// <summary>Whether the event was closed by an empty line. If not, the stream ended within it, and it may be cut.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads up to the next event that has data.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <returns><see langword="false"/> at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">An event is longer than <see cref="MaxEventBytes"/>.</exception>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Reading, Idle) != Idle)
            return false;

        var hasEvent = false;
        try
        {
            hasEvent = await ReadEventAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.CompareExchange(ref _state, Idle, Reading) != Reading)
            {
                ReturnBuffer();
                hasEvent = false;
            }
        }

        return hasEvent;
    }

    /// <summary>Gives the buffer back, once no read writes to it. Nothing can be read afterwards.</summary>
    public void Dispose()
    {
        // A read that does not heed its token still writes to the buffer, which then would be someone else's: it gives it back itself.
        if (Interlocked.Exchange(ref _state, Disposed) == Idle)
            ReturnBuffer();
    }

    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    private async ValueTask<bool> ReadEventAsync(CancellationToken cancellationToken)
    {
        BeginEvent();
        while (!TryReadBuffered())
        {
            if (_ended)
                return false;

            MakeRoom();
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return TakeRest();
            _end += count;
        }

        return true;
    }

    private void ReturnBuffer()
    {
        var buffer = _buffer;
        _buffer = [];
        _ended = true;
        _line = _searched = _end = _dataStart = _dataEnd = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void BeginEvent()
    {
        _hasData = false;
        _dataStart = _dataEnd = _line;
        _nameLength = 0;
        IsWhole = false;
    }

    private bool TryReadBuffered()
    {
        while (_searched < _end)
        {
            if (_skipLineFeed)
            {
                _skipLineFeed = false;
                if (_buffer[_searched] == '\n')
                {
                    _line = ++_searched;
                    continue;
                }
            }

            var at = _buffer.AsSpan(_searched, _end - _searched).IndexOfAny((byte)'\r', (byte)'\n');
            if (at < 0)
            {
                _searched = _end;
                return false;
            }

            // A CR ends the line at once: waiting for the LF that may follow would hold an event back.
            var (start, end) = (_line, _searched + at);
            _skipLineFeed = _buffer[end] == '\r';
            _line = _searched = end + 1;
            if (end > start)
            {
                TakeLine(start, end);
            }
            else if (_hasData)
            {
                IsWhole = true;
                return true;
            }
            else
            {
                _nameLength = 0;
            }
        }

        return false;
    }

    private void TakeLine(int start, int end)
    {
        if (!_started && _buffer.AsSpan(start, end - start).StartsWith("\uFEFF"u8))
            start += 3;
        _started = true;

        var line = _buffer.AsSpan(start, end - start);
        var colon = line.IndexOf((byte)':');
        var field = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? end : start + colon + 1;
        if (value < end && _buffer[value] == ' ')
            value++;

        if (field.SequenceEqual("data"u8))
            TakeData(value, end);
        else if (field.SequenceEqual("event"u8))
            TakeName(_buffer.AsSpan(value, end - value));
    }

    private void TakeData(int start, int end)
    {
        if (!_hasData)
        {
            (_dataStart, _dataEnd, _hasData) = (start, end, true);
            return;
        }

        // Joined in place: a line's field name takes more room than the LF that replaces it.
        _buffer[_dataEnd++] = (byte)'\n';
        _buffer.AsSpan(start, end - start).CopyTo(_buffer.AsSpan(_dataEnd));
        _dataEnd += end - start;
    }

    private void TakeName(ReadOnlySpan<byte> name)
    {
        // Copied, because joining data lines in place may overwrite it.
        if (_name.Length < name.Length)
            _name = new byte[Math.Max(32, name.Length)];
        name.CopyTo(_name);
        _nameLength = name.Length;
    }

    private bool TakeRest()
    {
        _ended = true;
        if (_line < _end)
            TakeLine(_line, _end);
        _line = _searched = _end;
        return _hasData;
    }

    private void MakeRoom()
    {
        if (_buffer.Length - _end >= WorthReading)
            return;

        var kept = _hasData ? _dataStart : _line;
        var target = _buffer;
        if (_end - kept > _buffer.Length / 2)
        {
            if (_buffer.Length >= MaxEventBytes)
                throw new InvalidDataException($"An event is longer than {MaxEventBytes} bytes.");
            target = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        }

        _buffer.AsSpan(kept, _end - kept).CopyTo(target);
        if (target != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _end -= kept;
        _line -= kept;
        _searched -= kept;
        _dataStart -= kept;
        _dataEnd -= kept;
    }
}

using System.Buffers.Binary;
using System.Text.Unicode;

namespace Switchyard.Storage;

/// <summary>Writes a call and its attempts, or a piece of feedback, as bytes; <see cref="RecordReader"/> reads them. Allocates nothing once its buffer has grown.</summary>
internal ref struct RecordWriter
{
    /// <summary>Bytes of UTF-8; longer text is cut at a character.</summary>
    public const int MaxText = 512;

    public const int MaxTags = 32;

    public const int MaxAttempts = byte.MaxValue;

    /// <summary>Stands for a number that is not known.</summary>
    public const long Unknown = long.MinValue;

    private const int TextSize = sizeof(ushort) + MaxText;
    private const int FixedSize = 128;

    [ThreadStatic]
    private static byte[]? s_buffer;

    private readonly Span<byte> _buffer;
    private int _length;

    private RecordWriter(Span<byte> buffer) => _buffer = buffer;

    /// <returns>The record; valid until the same thread writes the next one.</returns>
    public static ReadOnlySpan<byte> Write(byte kind, in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        var tags = Math.Min(call.Origin.Tags?.Count ?? 0, MaxTags);
        attempts = attempts[..Math.Min(attempts.Length, MaxAttempts)];
        var most = FixedSize + ((7 + tags) * TextSize) + (attempts.Length * (FixedSize + (4 * TextSize)));
        var buffer = Buffer(most);
        var writer = new RecordWriter(buffer);
        writer.WriteByte(kind);
        writer.WriteCall(call, tags);
        writer.WriteByte((byte)attempts.Length);
        foreach (ref readonly var attempt in attempts)
            writer.WriteAttempt(attempt);
        return buffer.AsSpan(0, writer._length);
    }

    /// <returns>The record; valid until the same thread writes the next one.</returns>
    public static ReadOnlySpan<byte> Write(in Feedback feedback)
    {
        var buffer = Buffer(FixedSize + TextSize);
        var writer = new RecordWriter(buffer);
        writer.WriteByte(RecordKind.Feedback);
        writer.WriteByte((byte)feedback.Signal);
        writer.WriteId(feedback.CallId);
        writer.WriteLong(UnixTime.Of(feedback.At));
        writer.WriteLong(feedback.Score is { } score ? BitConverter.DoubleToInt64Bits(score) : Unknown);
        writer.WriteText(feedback.Model);
        return buffer.AsSpan(0, writer._length);
    }

    private static byte[] Buffer(int most)
    {
        if (s_buffer is null || s_buffer.Length < most)
            s_buffer = new byte[most];
        return s_buffer;
    }

    private void WriteCall(in CallRecord call, int tags)
    {
        WriteByte((byte)call.Tier);
        WriteByte((byte)call.Outcome);
        WriteByte(call.CachedModel is null ? (byte)0 : (byte)1);
        WriteId(call.CallId);
        WriteLong(UnixTime.Of(call.Started));
        WriteLong(UnixTime.Of(call.Duration));
        WriteLong(call.FirstToken is { } firstToken ? UnixTime.Of(firstToken) : Unknown);
        WriteMoney(call.Cost);
        WriteMoney(call.Origin.Reserved);
        WriteMoney(call.Saved);
        WriteText(call.Origin.KeyId);
        WriteText(call.Origin.Team);
        WriteByte((byte)tags);
        for (var index = 0; index < tags; index++)
            WriteText(call.Origin.Tags![index]);
        WriteText(call.Origin.Asked);
        WriteText(call.Origin.RequestId);
        WriteText(call.Task);
        WriteText(call.CachedModel);

        // Cut short they could not be read.
        WriteText(call.Features is { Length: <= MaxText } features ? features : null);
    }

    private void WriteAttempt(in Attempt attempt)
    {
        WriteByte((byte)attempt.Outcome);
        WriteByte((byte)attempt.TimeLimit);
        WriteInt(attempt.HttpStatus);
        WriteLong(UnixTime.Of(attempt.Duration));
        WriteMoney(attempt.Cost);
        WriteInt(attempt.Usage.InputTokens);
        WriteInt(attempt.Usage.CachedInputTokens);
        WriteInt(attempt.Usage.CacheWriteTokens);
        WriteInt(attempt.Usage.OutputTokens);
        WriteInt(attempt.Usage.ReasoningTokens);
        WriteText(attempt.Provider);
        WriteText(attempt.Model);
        WriteText(attempt.Key);
        WriteText(attempt.RequestId);
    }

    private void WriteId(Guid id)
    {
        id.TryWriteBytes(_buffer[_length..]);
        _length += 16;
    }

    private void WriteByte(byte value) => _buffer[_length++] = value;

    private void WriteInt(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer[_length..], value);
        _length += sizeof(int);
    }

    private void WriteLong(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer[_length..], value);
        _length += sizeof(long);
    }

    private void WriteMoney(decimal? usd) => WriteLong(NanoUsd.Of(usd) ?? Unknown);

    private void WriteText(string? text)
    {
        Utf8.FromUtf16(text, _buffer.Slice(_length + sizeof(ushort), MaxText), out _, out var written);
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer[_length..], (ushort)written);
        _length += sizeof(ushort) + written;
    }
}

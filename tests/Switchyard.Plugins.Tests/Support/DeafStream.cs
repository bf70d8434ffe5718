using System.Runtime.InteropServices;

namespace Switchyard.Plugins.Tests;

/// <summary>A stream whose read ends when bytes arrive, whatever its token says.</summary>
public sealed class DeafStream : MemoryStream
{
    private readonly TaskCompletionSource<int> _arrived = new();
    private Memory<byte> _target;

    /// <summary>The array that the reader wants its bytes in.</summary>
    public byte[] Buffer => MemoryMarshal.TryGetArray<byte>(_target, out var segment) ? segment.Array! : [];

    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_target.Span);
        _arrived.SetResult(bytes.Length);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _target = buffer;
        return new(_arrived.Task);
    }
}

namespace Switchyard.Plugins.Tests;

/// <summary>A stream that gives one piece with each read. A piece that is null must never be asked for.</summary>
public sealed class PiecesStream(params byte[][] pieces) : MemoryStream
{
    private int _next;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_next < pieces.Length)
        {
            var piece = pieces[_next++];
            Assert.NotNull(piece);
            if (piece.Length == 0)
                continue;
            piece.CopyTo(buffer);
            return new(piece.Length);
        }

        return new(0);
    }
}

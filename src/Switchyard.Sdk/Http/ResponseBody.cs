using System.Buffers;

namespace Switchyard.Sdk;

/// <summary>The body of a response in one piece of pooled memory. Dispose it to give the memory back.</summary>
internal struct ResponseBody : IDisposable
{
    private const int InitialBytes = 8192;

    private byte[] _bytes;
    private int _length;

    /// <summary>The bytes. Valid until it is disposed.</summary>
    public readonly ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    /// <summary>Whether the body was longer than the limit.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads a body up to a limit.</summary>
    public static async ValueTask<ResponseBody> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        var expected = response.Content.Headers.ContentLength ?? InitialBytes;
        var body = new ResponseBody { _bytes = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expected + 1, InitialBytes, limit)) };
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var count = await stream.ReadAsync(body._bytes.AsMemory(body._length), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    return body;

                body._length += count;
                if (body._length < body._bytes.Length)
                    continue;
                if (body._length >= limit)
                {
                    body.IsCut = true;
                    return body;
                }

                body.Grow();
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}

using System.Buffers;

namespace Switchyard;

/// <summary>One streaming attempt, read by pull. Reads never overlap. Dispose it in every case, also half read.</summary>
public abstract class ProviderStream : IAsyncDisposable
{
    /// <summary>
    /// How the attempt stands. Meaningful after <see cref="ReadAsync"/> returned <see langword="false"/>: then it says how the attempt ended.
    /// A stream that ended without a finish reason is <see cref="Outcome.Truncated"/>, never <see cref="Outcome.Completed"/>.
    /// </summary>
    public abstract ProviderResult Result { get; }

    /// <summary>Appends the next chunk: one canonical <c>chat.completion.chunk</c> object, without SSE framing.</summary>
    /// <param name="chunk">Where the chunk is written. Nothing is written when the stream has ended.</param>
    /// <param name="cancellationToken">Gives the read up; the stream can then only be disposed.</param>
    /// <returns><see langword="true"/> with a chunk; <see langword="false"/> when the stream has ended, well or not.</returns>
    public abstract ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>A stream that could not be opened: its first read returns <see langword="false"/>.</summary>
    /// <param name="result">Why it could not be opened.</param>
    /// <returns>The ended stream.</returns>
    public static ProviderStream Failed(ProviderResult result) => new FailedProviderStream(result);
}

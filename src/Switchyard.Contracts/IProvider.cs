using System.Buffers;

namespace Switchyard;

/// <summary>
/// A vendor's endpoint. Implemented by plugins. Calls overlap freely; an implementation is safe for use from many threads.
/// </summary>
/// <remarks>
/// No retry, no back-off, no time limit of its own: those belong to the engine. Cancelling the token is how the engine ends an
/// attempt; the provider then returns <see cref="Outcome.Cancelled"/> as soon as it can.
/// </remarks>
public interface IProvider : IAsyncDisposable
{
    /// <summary>Makes one attempt. An upstream failure is a value, never an exception.</summary>
    /// <param name="request">The canonical request.</param>
    /// <param name="reply">Where the canonical reply (one <c>chat.completion</c> or embeddings <c>list</c> object) is written. Nothing else is written to it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>How the attempt ended.</returns>
    ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken);

    /// <summary>Makes one streaming attempt: returns when the response headers have come or the attempt has failed.</summary>
    /// <param name="request">The canonical request; valid until the stream is disposed.</param>
    /// <param name="cancellationToken">Ends the opening. Later reads have tokens of their own.</param>
    /// <returns>The stream; a failed attempt is a stream that has already ended.</returns>
    ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken);
}

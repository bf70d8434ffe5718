using System.Buffers;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>
/// Any <see cref="IChatClient"/> as a provider, for <c>RouterOptions.AddProvider</c> or a plugin: an in-process model, a vendor's SDK, a pipeline of
/// Microsoft.Extensions.AI. The client gets new messages and options for each attempt, with the model's id in
/// <see cref="ChatOptions.ModelId"/>. Turn its own retries off: the engine retries better.
/// </summary>
public sealed class ChatClientProvider : IProvider
{
    private readonly IChatClient _client;
    private readonly Func<Exception, ProviderResult?>? _classify;

    /// <summary>A provider over a client.</summary>
    /// <param name="client">The client. The provider disposes it.</param>
    /// <param name="classify">
    /// Says what one of the client's exceptions means; <see langword="null"/>, or a result of <see langword="null"/>, for the usual reading:
    /// HTTP status, timeout, cancellation, connection, and otherwise <see cref="Outcome.ServerError"/>.
    /// </param>
    public ChatClientProvider(IChatClient client, Func<Exception, ProviderResult?>? classify = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _classify = classify;
    }

    /// <inheritdoc/>
    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        if (request.Operation != ProviderOperation.Chat)
            return OnlyChats();

        try
        {
            var asked = ChatRequestReader.Read(request);
            var response = await _client.GetResponseAsync(asked.Messages, asked.Options, cancellationToken).ConfigureAwait(false);
            return ChatReplyWriter.Write(reply, response, request.Model);
        }
        catch (Exception exception)
        {
            return Classify(exception, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        if (request.Operation != ProviderOperation.Chat)
            return new(ProviderStream.Failed(OnlyChats()));

        try
        {
            // The client makes its request on the first read, which belongs to the attempt as this does.
            var asked = ChatRequestReader.Read(request);
            return new(new ChatClientStream(token => _client.GetStreamingResponseAsync(asked.Messages, asked.Options, token), request.Model, Classify));
        }
        catch (Exception exception)
        {
            return new(ProviderStream.Failed(Classify(exception, cancellationToken)));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }

    private static ProviderResult OnlyChats() => new(Outcome.ModelUnavailable) { Detail = "This provider is a chat client: it has no embeddings." };

    private ProviderResult Classify(Exception exception, CancellationToken cancellationToken) =>
        _classify?.Invoke(exception) ?? ExceptionOutcome.Of(exception, cancellationToken.IsCancellationRequested);
}

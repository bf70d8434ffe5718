using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Switchyard.Tests.ChatClients;

/// <summary>A chat client that says what a test wants, asynchronously, and remembers what it was asked.</summary>
internal sealed class ScriptedChatClient : IChatClient
{
    public List<(List<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    public Func<ChatResponse> Respond { get; init; } = static () => new(new ChatMessage(ChatRole.Assistant, "ok"));

    public IReadOnlyList<ChatResponseUpdate> Updates { get; init; } = [];

    /// <summary>Thrown after the updates, or instead of a response.</summary>
    public Exception? Throws { get; init; }

    /// <summary>Waits for the caller to give up instead of answering.</summary>
    public bool IsSilent { get; init; }

    public bool IsDisposed { get; private set; }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add(([.. messages], options));
        await PauseAsync(cancellationToken);
        return Throws is null ? Respond() : throw Throws;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Requests.Add(([.. messages], options));
        foreach (var update in Updates)
        {
            await Task.Yield();
            yield return update;
        }

        await PauseAsync(cancellationToken);
        if (Throws is not null)
            throw Throws;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => IsDisposed = true;

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (IsSilent)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
}

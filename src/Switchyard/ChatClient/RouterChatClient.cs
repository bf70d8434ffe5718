using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>One tier or one model of a router as an <see cref="IChatClient"/>. Translates, and leaves everything else to the engine.</summary>
internal sealed class RouterChatClient : IChatClient
{
    private static readonly TaskDefinition[] s_tasks =
        [.. Enum.GetValues<Tier>().Order().Select(tier => new TaskDefinition($"ChatClient.{tier}", tier))];

    private static readonly ReplyReader<ChatAnswer> s_read = static (ReadOnlySpan<byte> reply, out ChatAnswer answer) =>
    {
        answer = new();
        return answer.TryRead(reply);
    };

    private readonly Router _router;
    private readonly TaskDefinition _task;
    private readonly bool _isPinned;
    private readonly ChatClientMetadata _metadata;

    public RouterChatClient(Router router, Tier tier)
    {
        _router = router;
        _task = s_tasks[(int)tier];
        _metadata = new("switchyard", null, TierNames.Of(tier));
    }

    /// <summary>A client of one model.</summary>
    public RouterChatClient(Router router, TaskDefinition pinned)
    {
        _router = router;
        _task = pinned;
        _isPinned = true;
        _metadata = new("switchyard", null, pinned.Constraints.Models.FirstOrDefault() ?? pinned.Id);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = Begin(messages, options);
        call.ReadsWholeReply = true;
        var result = await call.CompleteResultAsync(s_read, cancellationToken).ConfigureAwait(false);
        return result.Value.ToResponse(result);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = Begin(messages, options);
        var answer = new ChatAnswer();
        var stream = call.Stream;
        stream.Start(cancellationToken);
        try
        {
            while (await stream.ReadAsync().ConfigureAwait(false))
            {
                // The engine let this chunk pass; one that cannot be read to its end is no reason to drop what follows.
                answer.TryRead(stream.Chunk);
                if (answer.TakeUpdate(stream.Candidate.FullId) is { } update)
                    yield return update;
            }

            yield return answer.LastUpdate(stream.Candidate.FullId, call.Attempts.ToArray());
        }
        finally
        {
            await stream.StopAsync().ConfigureAwait(false);
            call.Release();
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(_router) ? _router
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The router is its owner's to dispose: several clients share it.
    }

    private Call Begin(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var named = Tier.Auto;
        var isTier = !_isPinned && TierNames.TryParse(options?.ModelId, out named);
        var model = isTier ? null : options?.ModelId;
        var call = _router.Begin(isTier ? s_tasks[(int)named] : _task);
        try
        {
            call.Needs |= ChatRequestWriter.Write(call, messages, options);
            call.NamedModel = model;
            return call;
        }
        catch
        {
            call.Discard();
            throw;
        }
    }
}

using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace Switchyard.Testing;

/// <summary>
/// A provider that does what a test says, one reply for each request, and remembers what it was asked. It takes its time from a
/// <see cref="TimeProvider"/>. On the system's clock it always answers asynchronously, like a real one; on a virtual clock nothing moves but by
/// the test that advances it, so that such a test is exact.
/// </summary>
/// <param name="timeProvider">The clock for delays; <see langword="null"/> for the system's.</param>
public sealed class ScriptedProvider(TimeProvider? timeProvider = null) : IProvider
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly ConcurrentQueue<ScriptedReply> _script = new();
    private readonly ConcurrentQueue<ScriptedRequest> _requests = new();

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<ScriptedRequest> Requests => [.. _requests];

    /// <summary>The reply to a request when the script is used up. Default: the text <c>ok</c>.</summary>
    public Func<ScriptedRequest, ScriptedReply> Otherwise { get; set; } = static _ => ScriptedReply.Answer("ok");

    /// <summary>Adds replies to the script.</summary>
    /// <param name="replies">The replies, one for each request to come.</param>
    /// <returns>This provider.</returns>
    public ScriptedProvider Then(params ReadOnlySpan<ScriptedReply> replies)
    {
        foreach (var reply in replies)
            _script.Enqueue(reply);
        return this;
    }

    /// <inheritdoc/>
    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        var scripted = Next(request, isStream: false);
        if (!await PauseAsync(scripted, scripted.SilentAfter is not null, cancellationToken).ConfigureAwait(false))
            return new(Outcome.Cancelled);

        if (scripted.Outcome == Outcome.Completed)
            reply.Write(Encoding.UTF8.GetBytes(scripted.Json ?? ScriptedJson.Completion(request.Model, string.Concat(scripted.Pieces), FinishOf(scripted))));
        return ResultOf(scripted);
    }

    /// <inheritdoc/>
    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        var scripted = Next(request, isStream: true);
        return new(new ScriptedStream(scripted, request.Model, PauseAsync));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    internal static ProviderResult ResultOf(ScriptedReply reply) => new(reply.Outcome)
    {
        HttpStatus = reply.HttpStatus ?? (reply.Outcome == Outcome.Completed ? 200 : 0),
        RetryAfter = reply.RetryAfter,
        Usage = reply.Usage,
        FinishReason = reply.Outcome == Outcome.Completed ? FinishOf(reply) : FinishReason.None,
        Detail = reply.Detail,
    };

    internal static FinishReason FinishOf(ScriptedReply reply) => reply.FinishReason ?? FinishReason.Stop;

    private ScriptedReply Next(ProviderRequest request, bool isStream)
    {
        var body = new StringBuilder()
            .Append(Encoding.UTF8.GetString(request.Body.Span[..request.ModelStart]))
            .Append(Encoding.UTF8.GetString(request.ModelJson.Span))
            .Append(Encoding.UTF8.GetString(request.Body.Span[(request.ModelStart + request.ModelLength)..]));
        var asked = new ScriptedRequest(request.Model, request.Key.Name, body.ToString(), isStream);
        _requests.Enqueue(asked);
        return _script.TryDequeue(out var reply) ? reply : Otherwise(asked);
    }

    private async ValueTask<bool> PauseAsync(ScriptedReply reply, bool isSilent, CancellationToken cancellationToken)
    {
        if (_time == TimeProvider.System)
            await Task.Yield();
        if (reply.Throws is { } exception)
            throw exception;
        if (!isSilent && reply.Delay <= TimeSpan.Zero)
            return true;

        // Not Task.Delay, which hands its cancellation to the thread pool: on a virtual clock the test's thread does everything.
        var over = new TaskCompletionSource<bool>();
        using var timer = _time.CreateTimer(
            static over => ((TaskCompletionSource<bool>)over!).TrySetResult(true), over, isSilent ? Timeout.InfiniteTimeSpan : reply.Delay, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.UnsafeRegister(static over => ((TaskCompletionSource<bool>)over!).TrySetResult(false), over);
        return await over.Task.ConfigureAwait(false);
    }
}

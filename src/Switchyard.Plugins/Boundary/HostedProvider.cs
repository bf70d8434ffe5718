using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Switchyard.Plugins;

/// <summary>One provider of one version of a plugin: the host's side of the boundary. What the plugin throws ends here.</summary>
internal sealed class HostedProvider(string id, IProvider inner, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly List<PluginCall> _calls = [];
    private readonly HashSet<HostedStream> _streams = [];
    private PluginCall? _freeCalls;

    // The first to be taken and given back, without the lock: mostly there is one call at a time.
    private PluginCall? _spareCall;
    private IProvider? _inner = inner;

    public string Id => id;

    public LeaseCount Leases { get; } = new();

    /// <summary>Begins a call, unless the version has been given up.</summary>
    public PluginCall? TryEnter(CancellationToken caller)
    {
        if (!Leases.TryEnter())
            return null;

        var call = RentCall();
        call.Attach(caller);
        return call;
    }

    public ValueTask<ProviderResult> CompleteAsync(PluginCall call, ProviderRequest request, IBufferWriter<byte> reply)
    {
        ProviderResult result;
        try
        {
            var pending = _inner!.CompleteAsync(request, reply, call.Token);
            if (!pending.IsCompletedSuccessfully)
                return EndAsync(call, pending, request.Key);
            result = Check(pending.Result, call);
        }
        catch (Exception exception)
        {
            result = Catch(exception, call, request.Key);
        }

        call.Detach();
        Leave(call);
        return new(result);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ProviderStream> OpenStreamAsync(PluginCall call, ProviderRequest request)
    {
        ProviderResult failure;
        try
        {
            var stream = await _inner!.OpenStreamAsync(request, call.Token).ConfigureAwait(false);
            call.Detach();
            return Host(new(this, call, stream, request.Key));
        }
        catch (Exception exception)
        {
            failure = Catch(exception, call, request.Key);
        }

        call.Detach();
        Leave(call);
        return ProviderStream.Failed(failure);
    }

    public void Leave(PluginCall call)
    {
        if (!call.TryReset())
        {
            lock (_gate)
                _calls.Remove(call);
        }
        else if (Interlocked.CompareExchange(ref _spareCall, call, null) is not null)
        {
            lock (_gate)
            {
                call.Next = _freeCalls;
                _freeCalls = call;
            }
        }

        Leases.Leave();
    }

    /// <summary>Ends the call of a stream that was disposed.</summary>
    public void Leave(HostedStream stream, PluginCall call)
    {
        lock (_gate)
            _streams.Remove(stream);
        Leave(call);
    }

    /// <summary>Cancels what is still inside. Only after the leases are closed: no pooled call begins again then.</summary>
    public void Cancel()
    {
        PluginCall[] calls;
        lock (_gate)
            calls = [.. _calls];
        foreach (var call in calls)
            call.Cancel();
    }

    /// <summary>Disposes the streams that their callers left behind, and cuts them off from the plugin.</summary>
    public async Task SeverStreamsAsync()
    {
        HostedStream[] streams;
        lock (_gate)
            streams = [.. _streams];
        foreach (var stream in streams)
            await stream.SeverAsync().ConfigureAwait(false);
    }

    /// <summary>Disposes the provider and lets go of it.</summary>
    /// <returns>What went wrong; <see langword="null"/> if nothing did.</returns>
    public async Task<string?> DisposeAsync(TimeSpan limit)
    {
        var inner = Interlocked.Exchange(ref _inner, null);
        try
        {
            // On a pool thread: even the synchronous part of it may hang.
            await Task.Run(async () => await inner!.DisposeAsync().ConfigureAwait(false)).WaitAsync(limit).ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException)
        {
            return $"the disposal of the provider \"{id}\" has not returned";
        }
        catch (Exception exception)
        {
            // Not its message: this is logged, and a message may hold a key.
            return $"the disposal of the provider \"{id}\" threw {exception.GetType().FullName}";
        }
    }

    /// <summary>The result as the caller may have it.</summary>
    public ProviderResult Check(ProviderResult result, PluginCall call)
    {
        if (result.Outcome == Outcome.Cancelled && !call.IsCancelledByCaller)
            return GivenUp(result);
        return Enum.IsDefined(result.Outcome) ? result : result with
        {
            Outcome = Outcome.InvalidReply,
            Detail = $"The provider \"{id}\" returned a result without an outcome.",
        };
    }

    /// <summary>What an exception means to the caller. Of the exception itself only text is kept.</summary>
    public ProviderResult Catch(Exception exception, PluginCall call, ProviderKey key)
    {
        if (exception is OperationCanceledException && call.Token.IsCancellationRequested)
            return call.IsCancelledByCaller ? new(Outcome.Cancelled) : GivenUp(default);
        return CatchStray(exception, key);
    }

    /// <summary>What an exception means to the caller when nothing of it is about a cancellation.</summary>
    public ProviderResult CatchStray(Exception exception, ProviderKey key)
    {
        PluginLog.CallThrew(logger, id, exception.GetType().FullName);
        return new(Outcome.ServerError) { Detail = $"The provider \"{id}\" threw: {ExceptionText.Full(exception, key)}" };
    }

    /// <summary>Reports something thrown where no caller can be told.</summary>
    public void ReportStray(string where, Exception exception) => PluginLog.StrayException(logger, id, where, exception.GetType().FullName);

    public static ProviderResult GivenUp(ProviderResult result) => result with
    {
        Outcome = Outcome.ServerError,
        Detail = "The plugin was replaced or removed while the call ran, and the call did not end in time.",
    };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ProviderResult> EndAsync(PluginCall call, ValueTask<ProviderResult> pending, ProviderKey key)
    {
        try
        {
            return Check(await pending.ConfigureAwait(false), call);
        }
        catch (Exception exception)
        {
            return Catch(exception, call, key);
        }
        finally
        {
            call.Detach();
            Leave(call);
        }
    }

    private PluginCall RentCall()
    {
        if (Interlocked.Exchange(ref _spareCall, null) is { } spare)
            return spare;

        lock (_gate)
        {
            if (_freeCalls is { } call)
            {
                _freeCalls = call.Next;
                return call;
            }

            _calls.Add(call = new(this));
            return call;
        }
    }

    private HostedStream Host(HostedStream stream)
    {
        lock (_gate)
            _streams.Add(stream);
        return stream;
    }
}

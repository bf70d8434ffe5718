using System.Buffers;
using System.Runtime.CompilerServices;

namespace Switchyard.Plugins;

/// <summary>
/// The host's side of a stream that a plugin opened. It can be cut off from the plugin while a caller still holds it. Not pooled: whoever
/// keeps it after its disposal still finds its own result in it, and never another call's.
/// </summary>
internal sealed class HostedStream(HostedProvider owner, PluginCall call, ProviderStream inner, ProviderKey key) : ProviderStream
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Ending = 2;

    private ProviderStream? _inner = inner;
    private PluginCall? _call = call;
    private ProviderResult _result;
    private bool _hasEnded;
    private bool _isSevered;
    private int _state;

    public override ProviderResult Result => _hasEnded ? _result : _isSevered ? HostedProvider.GivenUp(default) : Ask();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
    {
        if (_hasEnded || !TryBeginRead())
            return false;

        var (stream, current) = (_inner!, _call!);
        current.Attach(cancellationToken);
        try
        {
            if (await stream.ReadAsync(chunk, current.Token).ConfigureAwait(false))
                return true;
            _result = owner.Check(stream.Result, current);
        }
        catch (Exception exception)
        {
            _result = owner.Catch(exception, current, key);
        }
        finally
        {
            current.Detach();

            // Told to end meanwhile: that waited for this read, which was still inside the plugin.
            if (Interlocked.CompareExchange(ref _state, Idle, Reading) != Reading)
                await EndAsync().ConfigureAwait(false);
        }

        _hasEnded = true;
        return false;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask DisposeAsync()
    {
        // The plugin's stream is asked for the last time: afterwards it is not there to be asked.
        if (!_hasEnded && Volatile.Read(ref _state) == Idle)
            (_result, _hasEnded) = (Result, true);
        if (MustEnd())
            await EndAsync().ConfigureAwait(false);
    }

    /// <summary>Disposes it in the place of a caller who did not and may still hold it; after the read that is inside, if there is one.</summary>
    public async Task SeverAsync()
    {
        _isSevered = true;
        if (MustEnd())
            await EndAsync().ConfigureAwait(false);
    }

    private bool TryBeginRead() => Interlocked.CompareExchange(ref _state, Reading, Idle) switch
    {
        Idle => true,
        Reading => throw new InvalidOperationException("A read of this stream is still running; await it before the next one."),
        _ => false,
    };

    /// <summary>Lets no read begin any more.</summary>
    /// <returns>Whether it is the caller's to end the stream; if not, another one has, or the running read will.</returns>
    private bool MustEnd() => Interlocked.Or(ref _state, Ending) == Idle;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndAsync()
    {
        var (stream, current) = (_inner!, _call!);
        Volatile.Write(ref _inner, null);
        _call = null;
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            owner.ReportStray("the disposal of a stream", exception);
        }
        finally
        {
            owner.Leave(this, current);
        }
    }

    private ProviderResult Ask()
    {
        try
        {
            return Volatile.Read(ref _inner)?.Result ?? HostedProvider.GivenUp(default);
        }
        catch (Exception exception)
        {
            return owner.CatchStray(exception, key);
        }
    }
}

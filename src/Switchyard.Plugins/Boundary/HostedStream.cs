using System.Buffers;
using System.Runtime.CompilerServices;

namespace Switchyard.Plugins;

/// <summary>
/// The host's side of a stream that a plugin opened. Pooled: whoever disposed it must not touch it again. It can be cut off from the
/// plugin while a caller still holds it.
/// </summary>
internal sealed class HostedStream(HostedProvider owner) : ProviderStream
{
    private ProviderStream? _inner;
    private PluginCall? _call;
    private ProviderKey? _key;
    private ProviderResult _result;
    private bool _hasEnded;

    /// <summary>The next one in the pool.</summary>
    public HostedStream? Next { get; set; }

    public override ProviderResult Result => _hasEnded ? _result : Ask();

    public HostedStream Begin(PluginCall call, ProviderStream inner, ProviderKey key)
    {
        (_call, _key, _result, _hasEnded) = (call, key, default, false);
        Volatile.Write(ref _inner, inner);
        return this;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
    {
        if (_hasEnded || Volatile.Read(ref _inner) is not { } inner)
            return false;

        var call = _call!;
        call.Attach(cancellationToken);
        try
        {
            if (await inner.ReadAsync(chunk, call.Token).ConfigureAwait(false))
                return true;
            _result = owner.Check(inner.Result, call);
        }
        catch (Exception exception)
        {
            _result = owner.Catch(exception, call, _key!);
        }
        finally
        {
            call.Detach();
        }

        _hasEnded = true;
        return false;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _inner, null) is not { } inner)
            return;

        await EndAsync(inner).ConfigureAwait(false);
        owner.Return(this);
    }

    /// <summary>Disposes it in the place of a caller who did not. Not pooled again: that caller may still hold it.</summary>
    public async Task SeverAsync()
    {
        if (Interlocked.Exchange(ref _inner, null) is not { } inner)
            return;

        (_result, _hasEnded) = (HostedProvider.GivenUp(_result), true);
        await EndAsync(inner).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndAsync(ProviderStream inner)
    {
        try
        {
            await inner.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            owner.ReportStray("the disposal of a stream", exception);
        }
        finally
        {
            var call = _call!;
            _call = null;
            owner.Leave(call);
        }
    }

    private ProviderResult Ask()
    {
        try
        {
            return Volatile.Read(ref _inner)?.Result ?? _result;
        }
        catch (Exception exception)
        {
            return owner.Catch(exception, _call!, _key!);
        }
    }
}

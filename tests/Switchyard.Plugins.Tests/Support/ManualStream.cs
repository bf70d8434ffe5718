using System.Buffers;

namespace Switchyard.Plugins.Tests;

/// <summary>A stream of <see cref="ManualProvider"/>.</summary>
public sealed class ManualStream(string model) : ProviderStream
{
    private readonly TaskCompletionSource<bool> _end = new();

    public bool IsDisposed { get; private set; }

    public override ProviderResult Result =>
        IsDisposed ? throw new ObjectDisposedException(model) : new(Outcome.Completed) { RequestId = model };

    public void End() => _end.SetResult(false);

    public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken) => await _end.Task;

    public override ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }
}

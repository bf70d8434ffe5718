using System.Buffers;
using System.Threading.Tasks.Sources;
using Switchyard;

namespace Fixture;

/// <summary>Answers with its text, truly asynchronously and without allocating: the call completes on another thread.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Echo();
}

internal sealed class Echo : IProvider
{
    private Operation? _free;

    public static byte[] Text { get; } = System.Text.Encoding.UTF8.GetBytes(Build.Text);

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        var operation = Interlocked.Exchange(ref _free, null) ?? new Operation(this);
        return operation.Start(reply);
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) => new(new EchoStream());

    public ValueTask DisposeAsync() => default;

    private sealed class Operation(Echo owner) : IValueTaskSource<ProviderResult>, IThreadPoolWorkItem
    {
        private ManualResetValueTaskSourceCore<ProviderResult> _core;
        private IBufferWriter<byte>? _reply;

        public ValueTask<ProviderResult> Start(IBufferWriter<byte> reply)
        {
            _core.Reset();
            _reply = reply;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return new(this, _core.Version);
        }

        public void Execute()
        {
            _reply!.Write(Text);
            _core.SetResult(new(Outcome.Completed));
        }

        public ProviderResult GetResult(short token)
        {
            var result = _core.GetResult(token);
            owner._free = this;
            return result;
        }

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }

    private sealed class EchoStream : ProviderStream, IValueTaskSource<bool>, IThreadPoolWorkItem
    {
        private ManualResetValueTaskSourceCore<bool> _core;
        private IBufferWriter<byte>? _chunk;
        private int _chunks;

        public override ProviderResult Result => new(Outcome.Completed);

        public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
        {
            if (++_chunks > 3)
                return new(false);
            _core.Reset();
            _chunk = chunk;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return new(this, _core.Version);
        }

        public void Execute()
        {
            _chunk!.Write(Text);
            _core.SetResult(true);
        }

        public override ValueTask DisposeAsync() => default;

        public bool GetResult(short token) => _core.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}

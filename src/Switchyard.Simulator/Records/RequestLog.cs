namespace Switchyard.Simulator;

/// <summary>The bounded record of requests and the unbounded sums over them.</summary>
internal sealed class RequestLog(int capacity, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<Exchange> _recent = new();
    private readonly Dictionary<string, ModelStatistics> _models = new(StringComparer.Ordinal);
    private ModelStatistics _total = new();
    private TaskCompletionSource? _idle;
    private long _received;
    private int _inProgress;

    public Exchange Open(string route, string requestId, VendorWire wire)
    {
        lock (_lock)
        {
            var exchange = new Exchange(this, time, new RequestRecord
            {
                Number = ++_received,
                Received = time.GetUtcNow(),
                Route = route,
                RequestId = requestId,
                Key = Authenticator.Anonymous,
            })
            {
                Wire = wire,
            };
            _inProgress++;
            _recent.Enqueue(exchange);
            if (_recent.Count > capacity)
                _recent.Dequeue();
            return exchange;
        }
    }

    public IReadOnlyList<RequestRecord> Recent()
    {
        lock (_lock)
            return [.. _recent.Select(e => e.Record)];
    }

    public SimulatorStatistics Statistics()
    {
        lock (_lock)
            return new() { Total = _total, Models = new Dictionary<string, ModelStatistics>(_models), InProgress = _inProgress };
    }

    // Books a request when its fate is sealed, which is before its last bytes leave: who has read them finds it in the sums.
    public void Book(RequestRecord record, bool isKnownModel)
    {
        lock (_lock)
        {
            _total = _total.Add(record);
            if (isKnownModel && record.Model is { } model)
                _models[model] = _models.GetValueOrDefault(model, new()).Add(record);
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            if (--_inProgress == 0)
                Interlocked.Exchange(ref _idle, null)?.SetResult();
        }
    }

    public Task WaitForIdleAsync()
    {
        lock (_lock)
        {
            if (_inProgress == 0)
                return Task.CompletedTask;
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}

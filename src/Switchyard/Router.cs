using Microsoft.Extensions.ObjectPool;

namespace Switchyard;

/// <summary>Routes calls to the models that the policy names, fails over between them, and accounts for what was spent.</summary>
public sealed class Router : IAsyncDisposable, IDisposable
{
    private readonly ProviderRegistry _registry;
    // As many calls at once as a busy server has; those beyond are made anew each time.
    private const int PooledCalls = 1024;

    private readonly DefaultObjectPool<Call> _calls;
    private readonly Dictionary<TaskDefinition, TaskStatistics> _tasks = [];
    private readonly Lock _rebuilding = new();
    private Policy _policy;
    private RoutingTable _table;
    private bool _isDisposed;

    internal Router(RouterOptions options, Policy policy)
    {
        TimeProvider = options.TimeProvider;
        Jitter = options.Jitter;
        Metrics = new(options.MeterFactory);
        Ledger = options.Ledger;
        Log = new(options.LoggerFactory.CreateLogger(typeof(Router).FullName!));
        Classifiers = new(options, Log);
        Feedback = new(options, Log);
        _policy = policy;
        _table = new(policy, []);
        Lanes = new(TimeProvider, Log);
        _calls = new(new CallPooling(this), PooledCalls);
        _registry = new(options, policy, Log, Rebuild);
        Health = new(_registry);
    }

    /// <summary>How the candidates are, and the hand on the switch.</summary>
    public RouterHealth Health { get; }

    /// <summary>Where its providers come from, such as plugin hosts. Empty after it is disposed.</summary>
    public IReadOnlyList<IProviderSource> Sources => _registry.Sources;

    internal TimeProvider TimeProvider { get; }

    /// <summary>A number from 0 to 1, new each time.</summary>
    internal Func<double> Jitter { get; }

    internal RouterMetrics Metrics { get; }

    internal ILedger? Ledger { get; }

    internal ClassifierSource Classifiers { get; }

    internal FeedbackDesk Feedback { get; }

    internal RouterLog Log { get; }

    internal LanePool Lanes { get; }

    internal Settlements Settlements { get; } = new();

    internal RoutingTable Table => Volatile.Read(ref _table);

    internal ProviderRegistry Registry => _registry;

    /// <summary>Makes a router.</summary>
    /// <param name="options">What to make it of.</param>
    /// <returns>The router. Dispose it to unload its providers.</returns>
    /// <exception cref="SwitchyardConfigurationException">The policy, a manifest or a provider is not usable.</exception>
    public static Router Create(RouterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RouterFactory.Create(options);
    }

    /// <summary>Begins a call of a task. For generated code.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The call, to be written and then completed.</returns>
    /// <exception cref="ObjectDisposedException">The router has been disposed.</exception>
    public Call Begin(TaskDefinition task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        var route = RouteOf(task, out var table);
        var call = _calls.Get();
        call.Start(task, table, route);
        return call;
    }

    /// <summary>Begins a call on a route that its request has chosen, and that was held against the rules.</summary>
    internal Call BeginForward(ForwardRoute forward)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        var call = _calls.Get();
        call.Start(forward.Task, forward.Table, forward.Route);
        call.Origin = new() { Asked = forward.Task.Id };
        call.IsRuled = true;
        return call;
    }

    /// <summary>Accounts for a request that was answered from a cache, so that no provider was asked.</summary>
    /// <param name="forward">Where it would have gone.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="model">The full id of the model that had given the answer.</param>
    /// <param name="saved">What it had cost in USD; <see langword="null"/> if unknown.</param>
    /// <returns>The call's identity.</returns>
    internal Guid RecordCached(ForwardRoute forward, in CallOrigin origin, string model, decimal? saved)
    {
        var now = TimeProvider.GetUtcNow();
        var record = new CallRecord
        {
            CallId = Guid.CreateVersion7(now),
            Started = now,
            Task = forward.Task.Id,
            Tier = forward.Route.Tier,
            Outcome = Outcome.Completed,
            Cost = 0,
            Duration = TimeSpan.Zero,
            FirstToken = null,
            Origin = origin,
            CachedModel = model,
            Saved = saved,
        };
        CallMeter.Record(this, record, []);
        return record.CallId;
    }

    /// <summary>The route of a task, and the table that it stands in.</summary>
    internal Route RouteOf(TaskDefinition task, out RoutingTable table)
    {
        table = Table;
        return table.Find(task) ?? Learn(task, out table);
    }

    /// <summary>
    /// Unloads the providers. Calls that are still under way end at once, with an <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <returns>Ends when the providers are unloaded.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;

        Lanes.Shut();
        await Settlements.WaitAsync().ConfigureAwait(false);
        Classifiers.Dispose();
        await _registry.DisposeAsync().ConfigureAwait(false);
        Metrics.Dispose();
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that are disposed synchronously. Blocks until the providers are unloaded.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>
    /// Says how good the answer of a call was: a person's thumb (1 or 0), a test, a grader. It goes to the ledger, if that keeps feedback
    /// (<see cref="IFeedbackLedger"/>), and to <see cref="RouterOptions.FeedbackFile"/>, from which <c>switchyard train</c> learns. May be said
    /// at any later time and again; the last report holds.
    /// </summary>
    /// <param name="callId">The call: <see cref="RoutedResult{T}.CallId"/>.</param>
    /// <param name="score">How good the answer was, 0 (useless) to 1 (as good as can be).</param>
    /// <returns>Whether anybody keeps it; <see langword="false"/> without such a ledger and such a file.</returns>
    /// <exception cref="ArgumentException"><paramref name="callId"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is not from 0 to 1.</exception>
    public bool Report(Guid callId, double score)
    {
        if (callId == Guid.Empty)
            throw new ArgumentException("An empty id names no call; take RoutedResult.CallId.", nameof(callId));
        if (!(score is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(score), score, "A score lies between 0 and 1.");
        return Feedback.Report(callId, score);
    }

    /// <summary>What the catalog knows of a model.</summary>
    /// <param name="fullId">The full id, such as <c>openai/gpt-6-luna</c>.</param>
    /// <returns>The catalog entry; <see langword="null"/> if no loaded provider has the model.</returns>
    public ModelManifest? FindModel(string fullId)
    {
        ArgumentException.ThrowIfNullOrEmpty(fullId);
        return _registry.FindModel(fullId);
    }

    /// <summary>
    /// Where a call of a task would go at this moment, and why. Of the policy's rules those hold that ask for no more than the task, its latency budget
    /// and the size of its prompt.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="inputTokens">The tokens of the request. 0 or more.</param>
    /// <returns>Every candidate with its rank or the reason why it is left out.</returns>
    public RoutePlan Plan(TaskDefinition task, int inputTokens)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        var route = RouteOf(task, out var table);
        if (table.Rules is { } rules)
            route = rules.Apply(task, route, new() { Asked = task.Id, IsNamed = route.IsNamed, InputTokens = inputTokens, LatencyTicks = route.LatencyTicks });
        return PlanExplainer.Explain(task, route, inputTokens, Jitter, TimeProvider.GetTimestamp());
    }

    /// <summary>Puts another policy in the place of the one that holds. Calls that have begun keep theirs.</summary>
    /// <exception cref="SwitchyardConfigurationException">The policy is not usable; the old one holds on.</exception>
    internal void ReplacePolicy(Policy policy)
    {
        lock (_rebuilding)
        {
            var old = _policy;
            var problems = _registry.Replace(policy);
            if (problems.Count > 0)
                throw new SwitchyardConfigurationException(problems);
            try
            {
                _policy = policy;
                Rebuild();
            }
            catch
            {
                _registry.Replace(_policy = old);
                throw;
            }
        }
    }

    internal void Return(Call call) => _calls.Return(call);

    /// <summary>A task is seen for the first time: it gets its place in the table, once in the life of the process.</summary>
    private Route Learn(TaskDefinition task, out RoutingTable table)
    {
        lock (_rebuilding)
        {
            var isNew = _tasks.TryAdd(task, new());
            try
            {
                Rebuild();
            }
            catch when (isNew)
            {
                // One task that has no place must not take the others' from them.
                _tasks.Remove(task);
                throw;
            }

            table = Table;
            return table.Find(task)!;
        }
    }

    private void Rebuild()
    {
        lock (_rebuilding)
            Volatile.Write(ref _table, new RoutingTableBuilder(_policy, _registry.CandidatesOf, _registry.FindEntry).Build(_tasks));
    }

    private sealed class CallPooling(Router router) : PooledObjectPolicy<Call>
    {
        public override Call Create() => new(router);

        public override bool Return(Call call) => call.Lane.IsSmall;
    }
}

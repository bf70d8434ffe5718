using System.Diagnostics.Metrics;
using Switchyard.Testing;
using Switchyard.Tests.Metering;

namespace Switchyard.Tests.Execution;

/// <summary>Many calls at once over candidates that come and go.</summary>
public sealed class ConcurrencyTests
{
    private const int Calls = 10_000;
    private const int AtOnce = 256;

    [Fact]
    public async Task TenThousandCallsEachEndInExactlyOneResultOrOneError()
    {
        var gate = new EchoProvider.Gate(AtOnce);
        var providers = Enumerable.Range(0, 4).ToDictionary(index => $"p{index}", index => new EchoProvider(index, gate));
        var ledger = new MemoryLedger(Calls + 1);
        using var meters = new TestMeterFactory();
        using var counters = new Counters(meters);
        using var canary = new PoolCanary();
        await using var router = TestRouter.Create(
            TestCalls.Policy(null, [.. providers.Keys.Select(id => id + "/m")]),
            providers.ToDictionary(entry => entry.Key, IProvider (entry) => entry.Value),
            options =>
            {
                options.Ledger = ledger;
                options.MeterFactory = meters;
            });

        var (next, answered, failed) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(WorkAsync, TestContext.Current.CancellationToken)));

        Assert.Equal(Calls, answered + failed);
        Assert.InRange(answered, Calls * 9 / 10, Calls);

        // The ledger has each call once, and each attempt that a provider saw.
        var entries = ledger.Snapshot();
        Assert.Equal(Calls, entries.Select(entry => entry.Call.CallId).Distinct().Count());
        Assert.Equal(answered, entries.Count(entry => entry.Call.Outcome == Outcome.Completed));
        Assert.Equal(providers.Values.Sum(provider => provider.Requests), entries.Sum(entry => entry.Attempts.Count));

        // The counters say the same, outcome by outcome.
        Assert.Equal(
            entries.SelectMany(entry => entry.Attempts).CountBy(attempt => attempt.Outcome.ToString()).OrderBy(entry => entry.Key),
            counters.Attempts.OrderBy(entry => entry.Key));
        Assert.Equal(Calls, counters.Calls);
        foreach (var status in router.Health.Snapshot())
        {
            Assert.Equal(0, status.InFlight);
            Assert.Equal(providers[status.Model[..2]].Requests, status.Attempts);
        }

        // Nobody blocked a thread of the pool: it went on serving others, and did not grow by a thread for each call.
        Assert.True(canary.IsAlive);
        Assert.InRange(canary.ThreadsAdded, 0, AtOnce / 2);

        async Task WorkAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number <= Calls)
            {
                // Nobody gets another's answer, or a part of it: calls that are pooled are never shared.
                var message = $"message {number} of {Calls}";
                try
                {
                    Assert.Equal(message, await (number % 3 == 0 ? StreamAsync(router, message) : AskAsync(router, message)));
                    Interlocked.Increment(ref answered);
                }
                catch (RoutingException failure)
                {
                    if (failure is TruncatedException truncated)
                        Assert.StartsWith(truncated.PartialText, message, StringComparison.Ordinal);
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }

    private static async Task<string> AskAsync(Router router, string message) =>
        await TestCalls.Begin(router, message).CompleteAsync(TestContext.Current.CancellationToken);

    private static async Task<string> StreamAsync(Router router, string message) =>
        string.Concat(await TestCalls.Begin(router, message).StreamAsync(TestContext.Current.CancellationToken).ToListAsync());

    /// <summary>Adds up what the router's instruments say, from many threads.</summary>
    private sealed class Counters : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, int> _attempts = [];
        private int _calls;

        public Counters(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>(OnAttempt);
            _listener.SetMeasurementEventCallback<double>(OnDuration);
            _listener.Start();
        }

        public int Calls => _calls;

        public Dictionary<string, int> Attempts
        {
            get
            {
                lock (_attempts)
                    return new(_attempts);
            }
        }

        public void Dispose() => _listener.Dispose();

        private void OnAttempt(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            foreach (var (name, outcome) in tags)
            {
                if (instrument.Name != TelemetryNames.Attempts || name != TelemetryNames.Outcome)
                    continue;
                lock (_attempts)
                    _attempts[(string)outcome!] = _attempts.GetValueOrDefault((string)outcome!) + (int)value;
            }
        }

        private void OnDuration(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            if (instrument.Name == TelemetryNames.OperationDuration)
                Interlocked.Increment(ref _calls);
        }
    }

    /// <summary>Has the pool do something small over and over, from a thread that is not the pool's.</summary>
    private sealed class PoolCanary : IDisposable
    {
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

        private readonly int _threads = ThreadPool.ThreadCount;
        private readonly ManualResetEventSlim _over = new();
        private readonly Thread _thread;
        private volatile bool _isStarved;
        private volatile int _mostThreads;

        public PoolCanary()
        {
            _thread = new(Sing) { IsBackground = true };
            _thread.Start();
        }

        /// <summary>Whether the pool has always come to it. Ends it.</summary>
        public bool IsAlive
        {
            get
            {
                _over.Set();
                _thread.Join();
                return !_isStarved;
            }
        }

        public int ThreadsAdded => Math.Max(0, _mostThreads - _threads);

        public void Dispose()
        {
            _over.Set();
            _thread.Join();
            _over.Dispose();
        }

        private void Sing()
        {
            while (!_over.Wait(TimeSpan.FromMilliseconds(1)) && !_isStarved)
            {
                _mostThreads = Math.Max(_mostThreads, ThreadPool.ThreadCount);
                _isStarved = !Task.Run(static () => { }).Wait(s_patience);
            }
        }
    }
}

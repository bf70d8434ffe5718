using BenchmarkDotNet.Attributes;
using Polly;
using Polly.CircuitBreaker;

namespace Switchyard.Benchmarks.Planning;

/// <summary>
/// The breaker's part of a call: ask whether it lets one through, and book the result. Ours beside Polly.Core's, closed and open, for the decision of
/// 2026-11-23 that <c>src/Switchyard/Health/README.md</c> records.
/// </summary>
[MemoryDiagnoser]
public class BreakerBenchmarks
{
    private readonly Breaker _breaker = new(TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond * 15);
    private readonly Breaker _openBreaker = new(TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour);
    private readonly ResilienceContext _context = ResilienceContextPool.Shared.Get();
    private ResiliencePipeline<Switchyard.Outcome> _pipeline = null!;
    private ResiliencePipeline<Switchyard.Outcome> _openPipeline = null!;

    /// <summary>Makes the breakers; two of them are opened.</summary>
    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _pipeline = CreatePipeline(null);
        var manual = new CircuitBreakerManualControl();
        _openPipeline = CreatePipeline(manual);
        await manual.IsolateAsync();
        for (var call = 0; call < 10; call++)
            _openBreaker.Fail(1, isProbe: false);
    }

    /// <summary>Polly: a success through a closed breaker.</summary>
    [Benchmark(Baseline = true)]
    public async ValueTask<Switchyard.Outcome> PollyClosed() =>
        (await _pipeline.ExecuteOutcomeAsync(
            static (_, _) => new ValueTask<Polly.Outcome<Switchyard.Outcome>>(Polly.Outcome.FromResult(Switchyard.Outcome.Completed)), _context, 0)).Result;

    /// <summary>Polly: a call that an open breaker turns away.</summary>
    [Benchmark]
    public async ValueTask<bool> PollyOpen() =>
        (await _openPipeline.ExecuteOutcomeAsync(
            static (_, _) => new ValueTask<Polly.Outcome<Switchyard.Outcome>>(Polly.Outcome.FromResult(Switchyard.Outcome.Completed)), _context, 0)).Exception is null;

    /// <summary>Ours: a success through a closed breaker.</summary>
    [Benchmark]
    public bool OursClosed()
    {
        if (!_breaker.TryEnter(2, out var isProbe))
            return false;

        _breaker.Succeed(2, isProbe);
        return true;
    }

    /// <summary>Ours: a call that an open breaker turns away.</summary>
    [Benchmark]
    public bool OursOpen() => _openBreaker.IsReady(2);

    private static ResiliencePipeline<Switchyard.Outcome> CreatePipeline(CircuitBreakerManualControl? manual) =>
        new ResiliencePipelineBuilder<Switchyard.Outcome>()
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Switchyard.Outcome>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 5,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = TimeSpan.FromSeconds(15),
                ManualControl = manual,
                ShouldHandle = static arguments => new(arguments.Outcome.Result != Switchyard.Outcome.Completed),
            })
            .Build();
}

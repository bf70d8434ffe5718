using System.Diagnostics;
using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace Switchyard.Benchmarks.Planning;

/// <summary>
/// One routing decision: filter every candidate by capability, window, price, ceiling and latency, score it by expected cost, and pick the best that is
/// well. Beside it what a developer writes by hand: a switch that knows none of this.
/// </summary>
[MemoryDiagnoser]
public class PlanningBenchmarks
{
    private readonly long[] _scores = new long[Route.MaxCandidates];
    private readonly CandidateHealthStore _store = new(TimeProvider.System, new() { Tiers = new Dictionary<Tier, IReadOnlyList<string>>() });
    private Failover _failover = null!;
    private Route _route = null!;
    private readonly int _tokens = Environment.ProcessorCount + 1200;

    /// <summary>How many candidates the route has.</summary>
    [Params(8, 64)]
    public int Candidates { get; set; }

    /// <summary>Makes the route.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _failover = new(TimeProvider.System, static () => 0.5);
        _route = new(
            [.. Enumerable.Range(0, Candidates).Select(CreateCandidate)],
            Tier.Cheap,
            new() { MaxCostUsd = 0.05m, MaxLatency = TimeSpan.FromSeconds(4), MaxTokens = 800 },
            new(),
            new());
    }

    /// <summary>The baseline: three cases and no knowledge.</summary>
    [Benchmark(Baseline = true)]
    public string HandWrittenSwitch() => _tokens switch
    {
        < 1000 => "openai/gpt-6-luna",
        < 100_000 => "google/gemini-3.5-flash-lite",
        _ => "openai/gpt-6-astra",
    };

    /// <summary>Filters and scores.</summary>
    [Benchmark]
    public ulong Plan() => Planner.Plan(_route, Input(), static () => 0.5, _scores);

    /// <summary>Filters, scores and picks, as a call does.</summary>
    [Benchmark]
    public int PlanAndPick()
    {
        var eligible = Planner.Plan(_route, Input(), static () => 0.5, _failover.Scores);
        _failover.Start(_route, eligible, 4);
        return _failover.Next(Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(30), out _, out _);
    }

    private PlanInput Input() => new()
    {
        Requires = Capabilities.Tools,
        InputTokens = _tokens,
        OutputTokens = 256,
        MaxTokens = 800,
        CeilingNanoUsd = _route.CeilingNanoUsd,
        LatencyTicks = _route.LatencyTicks,
    };

    private Candidate CreateCandidate(int index)
    {
        var model = new ModelManifest
        {
            Id = $"model-{index}",
            Price = new() { Input = 0.1m + index, Output = 0.4m + BitOperations.PopCount((uint)index), CachedInput = 0.05m },
            ContextWindow = 128_000,
            Capabilities = index % 3 == 0 ? Capabilities.Tools : Capabilities.Tools | Capabilities.Schema,
        };
        var manifest = new ProviderManifest
        {
            File = "p.provider.json",
            Id = "p",
            Name = "p",
            Wire = "none",
            Endpoint = new("http://127.0.0.1/"),
            Models = [model],
        };
        return new(manifest, model, null!, new("KEY", "secret"), _store);
    }
}

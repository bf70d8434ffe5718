using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace Switchyard.Benchmarks.Engine;

/// <summary>What the engine adds to a provider that answers at once: writing, estimating, planning, metering, reading. Beside the bare provider.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private static readonly TaskDefinition s_task = new("Benchmarks.Engine", Tier.Cheap);

    private readonly InstantProvider _provider = new();
    private readonly ArrayBufferWriter<byte> _reply = new(4096);
    private Router _router = null!;
    private ProviderRequest _request;

    /// <summary>Makes the router.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var options = new RouterOptions
        {
            Policy = new() { Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ["p/m"] } },
        };
        options.AddProvider(
            new()
            {
                File = "p.provider.json",
                Id = "p",
                Name = "p",
                Wire = "none",
                Endpoint = new("http://127.0.0.1/"),
                Models = [new() { Id = "m", Price = new() { Input = 1, Output = 2 } }],
            },
            _provider);
        _router = Router.Create(options);
        _request = new() { Body = default, ModelStart = 0, ModelLength = 0, Model = "m", ModelJson = default, Key = new("none", "") };
    }

    /// <summary>The baseline: the provider alone.</summary>
    [Benchmark(Baseline = true)]
    public async ValueTask<Outcome> Provider()
    {
        _reply.Clear();
        return (await _provider.CompleteAsync(_request, _reply, default)).Outcome;
    }

    /// <summary>A whole call.</summary>
    [Benchmark]
    public ValueTask<string> Call()
    {
        var call = _router.Begin(s_task);
        call.WriteJson(",\"messages\":[{\"role\":\"system\",\"content\":\"You answer for a small bicycle shop.\"},{\"role\":\"user\",\"content\":\""u8);
        call.WriteText("Hello! My bicycle has been in your workshop since Monday. Could you tell me when it will be ready?");
        call.WriteJson("\"}]"u8);
        return call.CompleteAsync(default);
    }
}

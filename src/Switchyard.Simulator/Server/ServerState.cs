using System.Collections.Frozen;

namespace Switchyard.Simulator;

/// <summary>What outlives a restart: the models with their limits and caches, the faults and the records.</summary>
internal sealed class ServerState
{
    private readonly Lock _lock = new();
    private readonly Random _random;
    private readonly FrozenDictionary<string, ModelState> _models;

    public ServerState(SimulatorOptions options)
    {
        Options = options;
        _random = new Random(options.Seed);
        _models = options.Models.ToFrozenDictionary(m => m.Id, m => new ModelState(m, options.TimeProvider), StringComparer.Ordinal);
        Authenticator = new Authenticator(options);
        Faults = new FaultPlan(options.Seed);
        Log = new RequestLog(options.RecordCapacity, options.TimeProvider);
        Started = options.TimeProvider.GetUtcNow();
    }

    public SimulatorOptions Options { get; }

    public TimeProvider Time => Options.TimeProvider;

    public Authenticator Authenticator { get; }

    public FaultPlan Faults { get; }

    public RequestLog Log { get; }

    public DateTimeOffset Started { get; }

    public ModelState Find(string model) => _models.GetValueOrDefault(model) ?? throw new ApiException(new(
        404, $"The model `{model}` does not exist or you do not have access to it.", Param: "model", Code: "model_not_found"));

    public string NextId(string prefix)
    {
        lock (_lock)
            return $"{prefix}{_random.NextInt64():x16}{_random.NextInt64():x16}";
    }
}

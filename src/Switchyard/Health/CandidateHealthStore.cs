using System.Collections.Concurrent;

namespace Switchyard;

/// <summary>Keeps the health of every candidate across routing tables, reloads and replaced plugins.</summary>
internal sealed class CandidateHealthStore(TimeProvider time, Policy policy)
{
    private readonly TimeProvider _time = time;
    private readonly ConcurrentDictionary<string, Breaker> _providers = new();
    private readonly ConcurrentDictionary<(string Provider, string Key), KeyHealth> _keys = new();
    private readonly ConcurrentDictionary<(string Provider, string Model, string Key), CandidateHealth> _candidates = new();
    private readonly ConcurrentDictionary<(string Provider, string Model), TokenCalibration> _calibrations = new();

    /// <summary>What a model's tokenizer makes of our estimates; the same for all of its keys.</summary>
    public TokenCalibration CalibrationOf(string provider, string model) => _calibrations.GetOrAdd((provider, model), static _ => new());

    public CandidateHealth Of(string provider, string model, ProviderKey key)
    {
        var keyHealth = _keys.GetOrAdd((provider, key.Name), static _ => new());
        keyHealth.Adopt(key);
        var providerHealth = _providers.GetOrAdd(provider, static (_, time) => HealthTimes.NewBreaker(time), _time);
        return _candidates.GetOrAdd(
            (provider, model, key.Name),
            static (id, state) => new(state.Self._time, state.ProviderHealth, state.KeyHealth, state.Self.MaxConcurrency(id.Provider)),
            (Self: this, ProviderHealth: providerHealth, KeyHealth: keyHealth));
    }

    private int MaxConcurrency(string provider) =>
        policy.Providers.TryGetValue(provider, out var own) && own.MaxConcurrency is { } most ? most : ConcurrencyLimit.Unlimited;
}

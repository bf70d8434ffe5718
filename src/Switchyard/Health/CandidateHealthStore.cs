using System.Collections.Concurrent;

namespace Switchyard;

/// <summary>Keeps the health of every candidate across routing tables, reloads and replaced plugins.</summary>
internal sealed class CandidateHealthStore(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Provider, string Key), Cooldown> _keys = new();
    private readonly ConcurrentDictionary<(string Provider, string Model, string Key), CandidateHealth> _candidates = new();

    public CandidateHealth Of(string provider, string model, ProviderKey key) =>
        _candidates.GetOrAdd(
            (provider, model, key.Name),
            static (id, self) => new(self.Time, self.Store._keys.GetOrAdd((id.Provider, id.Key), static _ => new())),
            (Store: this, Time: time));
}

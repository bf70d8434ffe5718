namespace Switchyard;

/// <summary>How the candidates are, and the hand on the switch.</summary>
public sealed class RouterHealth
{
    private readonly ProviderRegistry _registry;

    internal RouterHealth(ProviderRegistry registry) => _registry = registry;

    /// <summary>Every candidate of every loaded provider, as it is now.</summary>
    /// <returns>A snapshot, ordered by provider and model.</returns>
    public IReadOnlyList<CandidateStatus> Snapshot() =>
        [.. _registry.AllCandidates.Select(candidate => candidate.Health.Status(candidate.FullId, candidate.Key.Name))];

    /// <summary>Takes candidates out of all routes until they are restored. Like one that is not well, an isolated candidate is never asked
    /// while another is left; unlike it, it is not asked as the last resort either.</summary>
    /// <param name="id">A provider's id (<c>openai</c>) or a model's full id (<c>openai/gpt-6-luna</c>).</param>
    /// <returns>How many candidates this concerns; 0 if the id is unknown.</returns>
    public int Isolate(string id) => ForEach(id, static candidate => candidate.Health.Isolate());

    /// <summary>Brings candidates back and forgets what is held against them, their keys and their providers.</summary>
    /// <param name="id">A provider's id or a model's full id.</param>
    /// <returns>How many candidates this concerns; 0 if the id is unknown.</returns>
    public int Restore(string id) => ForEach(id, static candidate =>
    {
        candidate.Health.Restore();
        candidate.Provider.Forgive();
    });

    private int ForEach(string id, Action<Candidate> action)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var count = 0;
        foreach (var candidate in _registry.AllCandidates)
        {
            if (candidate.ProviderId != id && candidate.FullId != id)
                continue;
            action(candidate);
            count++;
        }

        return count;
    }
}

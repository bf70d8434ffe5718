namespace Switchyard.Simulator;

/// <summary>What a model remembers between requests.</summary>
internal sealed class ModelState(SimulatedModel model, TimeProvider time)
{
    private int _atWork;

    public SimulatedModel Model => model;

    public RateLimiter? RateLimiter { get; } = model.RateLimit is { } limit ? new(limit, time) : null;

    public PromptCache? Cache { get; } = model.PromptCache is { } cache ? new(cache, time) : null;

    /// <summary>Takes a place among the requests that are served at once; every taken place is given back by <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _atWork) <= (model.MaxConcurrency ?? int.MaxValue))
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _atWork);
}

namespace Switchyard;

/// <summary>What a call can cost and take at most, whatever its arguments are and whatever the models do.</summary>
internal static class WorstCase
{
    /// <summary>What one attempt can cost at most, in USD; <see langword="null"/> if the manifest does not say enough.</summary>
    /// <param name="model">The model.</param>
    /// <param name="maxTokens">The most tokens of the answer; <see langword="null"/> for the model's own limit.</param>
    public static decimal? Attempt(ModelManifest model, int? maxTokens)
    {
        if (model.Price is not { } price || model.ContextWindow is not { } window)
            return null;

        // A full window, of which the answer has as much as it may: or none of it, should input be the dearer.
        var output = Math.Min(window, Stricter.Of(maxTokens, model.MaxOutput) ?? window);
        return Math.Max(Cost(price, window - output, output), Cost(price, window, 0));
    }

    /// <summary>What a whole call can cost at most, in USD: as many attempts as it may make at the dearest candidate, but no more than its ceiling.</summary>
    /// <param name="catalog">The task.</param>
    /// <param name="settings">What holds for it.</param>
    /// <param name="models">Its candidates.</param>
    /// <returns><see langword="null"/> if there is no ceiling and a manifest does not say enough.</returns>
    public static decimal? Call(TaskCatalog catalog, RoutePolicy settings, IReadOnlyList<ModelManifest> models)
    {
        decimal? dearest = 0;
        foreach (var model in models)
            dearest = dearest is { } known && Attempt(model, settings.MaxTokens) is { } cost ? Math.Max(known, cost) : null;
        return Stricter.Of(dearest * catalog.Attempts(settings), catalog.Ceiling(settings));
    }

    /// <summary>How long a whole call can take at most. The time that the reader of a stream takes is its own.</summary>
    public static TimeSpan Time(Limits limits, int attempts) =>
        attempts == 1 && limits.Attempt < limits.Deadline ? limits.Attempt : limits.Deadline;

    private static decimal Cost(ModelPrice price, int input, int output)
    {
        var step = price.LongContext.LastOrDefault(item => input > item.AboveTokens)?.Price ?? price;
        return ((input * Math.Max(step.Input, step.CacheWrite ?? 0)) + (output * step.Output)) / 1_000_000m;
    }
}

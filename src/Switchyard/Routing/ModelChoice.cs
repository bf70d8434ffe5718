namespace Switchyard;

/// <summary>Which candidates of a route a request may go to that names a model.</summary>
internal static class ModelChoice
{
    /// <summary>The candidates of that model, by its full id or the provider's own; all of them if the request names none.</summary>
    public static ulong Of(Route route, string? model)
    {
        if (model is null)
            return ulong.MaxValue;

        var mask = 0UL;
        for (var index = 0; index < route.Candidates.Length; index++)
        {
            var candidate = route.Candidates[index];
            if (model == candidate.FullId || model == candidate.Model.Id)
                mask |= 1UL << index;
        }

        return mask;
    }
}

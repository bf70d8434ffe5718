namespace Switchyard;

/// <summary>Where a forwarded request may go: what its <c>model</c> or <c>models</c> stood for when the routing table was built.</summary>
/// <param name="Task">What the call is accounted as: the name that was asked for.</param>
/// <param name="Table">The table.</param>
/// <param name="Route">The route.</param>
internal sealed record ForwardRoute(TaskDefinition Task, RoutingTable Table, Route Route)
{
    /// <summary>The route as it was asked for, where rules have made another of it; <see langword="null"/> if they have not.</summary>
    public Route? Before { get; init; }

    /// <summary>Whether the request bounds its call itself.</summary>
    public bool IsBounded { get; init; }

    /// <summary>How long it is until one of these models is worth asking again.</summary>
    /// <param name="models">The full ids of the models.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Zero if one is ready, or if nobody can say.</returns>
    public TimeSpan ReadyIn(IEnumerable<string> models, TimeProvider time)
    {
        var asked = models.ToHashSet(StringComparer.Ordinal);
        var now = time.GetTimestamp();
        var readyAt = Route.Candidates
            .Where(candidate => asked.Contains(candidate.FullId) && !candidate.Health.IsIsolated)
            .Select(candidate => candidate.Health.ReadyAt)
            .DefaultIfEmpty(now)
            .Min();
        return readyAt <= now ? TimeSpan.Zero : time.GetElapsedTime(now, readyAt);
    }
}

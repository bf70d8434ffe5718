namespace Switchyard;

/// <summary>By what the candidates of a route are ordered.</summary>
public enum RoutingStrategy
{
    /// <summary><c>lowest-cost</c>: by expected cost, given what each candidate's prompt cache would serve. The default.</summary>
    LowestCost = 0,

    /// <summary><c>lowest-latency</c>: by measured latency; one that was never measured comes first.</summary>
    LowestLatency = 1,

    /// <summary><c>weighted</c>: at random, in proportion to <see cref="RoutePolicy.Weights"/>.</summary>
    Weighted = 2,

    /// <summary><c>ordered</c>: as the policy lists them.</summary>
    Ordered = 3,
}

namespace Switchyard;

/// <summary>Why a candidate cannot answer a call.</summary>
public enum Rejection
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>Its model cannot do what the call requires.</summary>
    Capability = 1,

    /// <summary>The request does not fit its context window.</summary>
    ContextWindow = 2,

    /// <summary>There is a cost ceiling, and its price is unknown.</summary>
    UnknownPrice = 3,

    /// <summary>A useful answer could cost more than the ceiling.</summary>
    CostCeiling = 4,

    /// <summary>Its 95th percentile of latency is above the budget.</summary>
    LatencyBudget = 5,
}

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

    /// <summary>Task or policy do not let it go to this provider.</summary>
    Provider = 6,

    /// <summary>The provider may process it outside of the regions that task or policy allow, or does not say where.</summary>
    Residency = 7,

    /// <summary>No manifest has the model.</summary>
    UnknownModel = 8,
}

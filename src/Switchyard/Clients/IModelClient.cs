namespace Switchyard;

/// <summary>One model behind a router. What it can do follows from the interfaces that it has besides; the generator gives it those of its manifest.</summary>
public interface IModelClient
{
    /// <summary>The router that its calls go through, so that policy, limits, failover between keys, metering and ledger are the same as for tasks.</summary>
    Router Router { get; }

    /// <summary>What its calls are in metrics, ledger and policy. It names the one model.</summary>
    TaskDefinition Definition { get; }
}

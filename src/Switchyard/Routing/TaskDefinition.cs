namespace Switchyard;

/// <summary>What the build knows of a task. The generator emits one static instance per annotated method.</summary>
public sealed class TaskDefinition
{
    private static int s_count;

    /// <summary>A task.</summary>
    /// <param name="id">The identity in metrics, ledger and records: <c>Class.Method</c>.</param>
    /// <param name="tier">The tier of models that may answer.</param>
    public TaskDefinition(string id, Tier tier)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
        Tier = tier;
        Slot = Interlocked.Increment(ref s_count) - 1;
    }

    /// <summary>The identity in metrics, ledger and records: <c>Class.Method</c>.</summary>
    public string Id { get; }

    /// <summary>The tier of models that may answer.</summary>
    public Tier Tier { get; }

    /// <summary>What a model must be able to do. A candidate without it is left out of the route.</summary>
    public Capabilities Requires { get; init; }

    /// <summary>What the task itself says of its route. Goes before the policy.</summary>
    public RoutePolicy Route { get; init; } = new();

    /// <summary>The place of this task in every routing table of the process: an index, so that a call looks nothing up.</summary>
    internal int Slot { get; }
}

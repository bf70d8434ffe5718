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

    /// <summary>What the task itself says of its route. Goes before the policy; of two ceilings the stricter holds.</summary>
    public RoutePolicy Route { get; init; } = new();

    /// <summary>What the task itself says of where it may go.</summary>
    public RouteConstraints Constraints { get; init; } = new();

    /// <summary>What the build found out; <see langword="null"/> if it saw no policy or no manifests, or if the tier is decided per prompt.</summary>
    public TaskBuild? Build { get; init; }

    /// <summary>Whether a model whose answer does not fit the schema is asked once to mend it, before the next candidate is asked.</summary>
    public bool Repairs { get; init; }

    /// <summary>How many bytes at the front of the messages, as UTF-8 JSON, are the same in every call: what a prompt cache can serve.</summary>
    public int PrefixBytes { get; init; }

    /// <summary>A hash of those bytes (FNV-1a, 64 bits), the same in every build of the same prompt; 0 without any.</summary>
    public ulong PrefixHash { get; init; }

    /// <summary>The place of this task in every routing table of the process: an index, so that a call looks nothing up.</summary>
    internal int Slot { get; }
}

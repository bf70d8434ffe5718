namespace Switchyard;

/// <summary>
/// Who may answer which task, in which order, under which limits: one immutable snapshot. It is built off the hot path and published with
/// one volatile write; a call reads it once and keeps to it.
/// </summary>
internal sealed class RoutingTable(Policy policy, Route?[] routes)
{
    public Policy Policy { get; } = policy;

    /// <summary>The rules of the policy; <see langword="null"/> if it has none.</summary>
    public RuleBook? Rules { get; init; }

    public Limits Limits => Policy.Limits;

    /// <summary>The route of a task; <see langword="null"/> if the table was built before the task was first seen.</summary>
    public Route? Find(TaskDefinition task) => task.Slot < routes.Length ? routes[task.Slot] : null;
}

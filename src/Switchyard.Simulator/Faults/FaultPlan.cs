namespace Switchyard.Simulator;

/// <summary>
/// The faults of a server, changeable while it runs. A chat request that passed authentication, is valid JSON of the right shape and names a
/// known model is shown to the rules in the order in which they were added; the first that fires decides, and the rules after it do not see it.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly int _seed;
    private readonly List<FaultRule> _rules = [];
    private int _added;

    internal FaultPlan(int seed) => _seed = seed;

    /// <summary>The rules in order, as they are now.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_lock)
                return [.. _rules];
        }
    }

    /// <summary>Adds a rule at the end.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="schedule">For which requests; <see langword="null"/> for all.</param>
    /// <param name="model">The model it is for; <see langword="null"/> for all.</param>
    /// <param name="key">The name of the key it is for, as in <see cref="RequestRecord.Key"/>; <see langword="null"/> for all.</param>
    /// <returns>The rule, to switch it off or to see how often it was served.</returns>
    public FaultRule Add(Fault fault, FaultSchedule? schedule = null, string? model = null, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            var rule = new FaultRule(fault, schedule ?? FaultSchedule.Always, model, key, unchecked(_seed + (31 * _added++)));
            _rules.Add(rule);
            return rule;
        }
    }

    /// <summary>Removes a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(FaultRule rule)
    {
        lock (_lock)
            return _rules.Remove(rule);
    }

    /// <summary>Removes all rules: the server is healthy again.</summary>
    public void Clear()
    {
        lock (_lock)
            _rules.Clear();
    }

    internal Fault? Next(string model, string key)
    {
        lock (_lock)
        {
            foreach (var rule in _rules)
            {
                if (rule.Fires(model, key))
                    return rule.Fault;
            }

            return null;
        }
    }
}

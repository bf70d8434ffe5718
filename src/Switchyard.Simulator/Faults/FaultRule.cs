namespace Switchyard.Simulator;

/// <summary>A fault, the requests it is for, and whether it is switched on. Made by <see cref="FaultPlan.Add"/>.</summary>
public sealed class FaultRule
{
    private readonly Random _random;
    private volatile bool _isEnabled = true;
    private long _seen;
    private long _served;

    internal FaultRule(Fault fault, FaultSchedule schedule, string? model, string? key, int seed)
    {
        (Fault, Schedule, Model, Key) = (fault, schedule, model, key);
        _random = new Random(seed);
    }

    /// <summary>What goes wrong.</summary>
    public Fault Fault { get; }

    /// <summary>Which of the requests that the rule sees get the fault.</summary>
    public FaultSchedule Schedule { get; }

    /// <summary>The model that the rule is for; <see langword="null"/> for all.</summary>
    public string? Model { get; }

    /// <summary>The name of the key that the rule is for, as in <see cref="RequestRecord.Key"/>; <see langword="null"/> for all.</summary>
    public string? Key { get; }

    /// <summary>Whether the rule is at work. Switched off, it sees no requests and its count stands still. May be set at any time.</summary>
    public bool IsEnabled { get => _isEnabled; set => _isEnabled = value; }

    /// <summary>How many requests got the fault.</summary>
    public long Served => Volatile.Read(ref _served);

    // Called under the plan's lock, so the count and the draws are in the order of arrival.
    internal bool Fires(string model, string key)
    {
        if (!_isEnabled || (Model is not null && Model != model) || (Key is not null && Key != key))
            return false;
        if (!Schedule.Fires(++_seen, _random))
            return false;
        Volatile.Write(ref _served, _served + 1);
        return true;
    }
}

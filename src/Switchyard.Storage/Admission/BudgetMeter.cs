namespace Switchyard.Storage;

/// <summary>A budget while the gateway runs. Guarded by the gate's lock.</summary>
internal sealed class BudgetMeter
{
    private DateTimeOffset _start;
    private DateTimeOffset _end;
    private long _ceiling;
    private Budget _budget = null!;

    public BudgetMeter(Budget budget, DateTimeOffset now)
    {
        Budget = budget;
        (_start, _end) = (Calendar.StartOf(budget.Period, now), Calendar.EndOf(budget.Period, now));
    }

    public Budget Budget
    {
        get => _budget;
        set => (_budget, _ceiling) = (value, NanoUsd.Of(value.Limit));
    }

    public long Spent { get; private set; }

    public long Reserved { get; private set; }

    public long Ceiling => _ceiling;

    public DateTimeOffset? Resets => _end == DateTimeOffset.MaxValue ? null : _end;

    public BudgetStatus Status => new(Budget, NanoUsd.ToUsd(Spent), NanoUsd.ToUsd(Reserved), Resets);

    /// <summary>Begins anew if the period is over. What is still reserved belongs to the period that it was reserved in.</summary>
    public void Roll(DateTimeOffset now)
    {
        if (now < _end)
            return;

        (_start, _end) = (Calendar.StartOf(Budget.Period, now), Calendar.EndOf(Budget.Period, now));
        Spent = Reserved = 0;
    }

    /// <summary>Whether so much more can be reserved. A budget that is overdrawn lets nothing through, not even what is free.</summary>
    public bool Fits(long nanoUsd) => nanoUsd <= _ceiling - Spent - Reserved;

    public void Reserve(long nanoUsd) => Reserved += nanoUsd;

    /// <param name="nanoUsd">What was reserved.</param>
    /// <param name="when">When it was.</param>
    public void Release(long nanoUsd, DateTimeOffset when)
    {
        if (when >= _start)
            Reserved -= nanoUsd;
    }

    /// <param name="nanoUsd">What was spent.</param>
    /// <param name="when">When the call began: a budget that has begun anew since does not pay for it.</param>
    public void Charge(long nanoUsd, DateTimeOffset when)
    {
        if (when >= _start)
            Spent += nanoUsd;
    }
}

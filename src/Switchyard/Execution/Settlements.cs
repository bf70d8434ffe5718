namespace Switchyard;

/// <summary>Calls whose callers have their answers and that are still to be accounted for.</summary>
internal sealed class Settlements
{
    private readonly Lock _changing = new();
    private readonly HashSet<Task> _open = [];

    public void Add(Task settlement)
    {
        if (settlement.IsCompleted)
            return;

        lock (_changing)
            _open.Add(settlement);
        _ = settlement.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits for all of them.</summary>
    public Task WaitAsync()
    {
        lock (_changing)
            return Task.WhenAll(_open);
    }

    private void Remove(Task settlement)
    {
        lock (_changing)
            _open.Remove(settlement);
    }
}

namespace Switchyard.Storage;

/// <summary>Keys and budgets as they were last read. Never changed; a new one takes its place.</summary>
internal sealed class GateTable
{
    private readonly Dictionary<string, AcceptedSecret> _secrets;
    private readonly Dictionary<string, AcceptedSecret>.AlternateLookup<ReadOnlySpan<char>> _byHandle;

    public GateTable(IEnumerable<KeyState> keys, IEnumerable<StoredSecret> secrets, IEnumerable<BudgetMeter> budgets, long revision)
    {
        Keys = keys.ToDictionary(state => state.Key.Id, StringComparer.Ordinal);
        _secrets = secrets.ToDictionary(secret => secret.Handle, secret => new AcceptedSecret(secret, Keys[secret.Key]), StringComparer.Ordinal);
        _byHandle = _secrets.GetAlternateLookup<ReadOnlySpan<char>>();
        Budgets = [.. budgets];
        ByTag = Budgets.Where(meter => meter.Budget.Scope == BudgetScope.Tag)
            .GroupBy(meter => meter.Budget.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        Revision = revision;
    }

    public Dictionary<string, KeyState> Keys { get; }

    public BudgetMeter[] Budgets { get; }

    public Dictionary<string, BudgetMeter[]> ByTag { get; }

    public long Revision { get; }

    public AcceptedSecret? Find(ReadOnlySpan<char> handle) => _byHandle.TryGetValue(handle, out var secret) ? secret : null;

    /// <summary>The budgets that count a call. No new array unless the call has tags of its own that have budgets.</summary>
    public BudgetMeter[] BudgetsOf(KeyState key, IReadOnlyList<string>? tags)
    {
        if (tags is null || ByTag.Count == 0)
            return key.Budgets;

        List<BudgetMeter>? more = null;
        for (var index = 0; index < tags.Count; index++)
        {
            if (!ByTag.TryGetValue(tags[index], out var meters))
                continue;
            foreach (var meter in meters)
            {
                if (!key.Budgets.Contains(meter) && more?.Contains(meter) is not true)
                    (more ??= [.. key.Budgets]).Add(meter);
            }
        }

        return more?.ToArray() ?? key.Budgets;
    }

    /// <summary>A secret and the key that it opens.</summary>
    internal sealed record AcceptedSecret(StoredSecret Secret, KeyState State);
}

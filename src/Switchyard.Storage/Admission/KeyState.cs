namespace Switchyard.Storage;

/// <summary>A key while the gateway runs: what it has under way, and what counts its calls. Guarded by the gate's lock.</summary>
internal sealed class KeyState(GatewayKey key)
{
    public GatewayKey Key { get; set; } = key;

    public RateWindow Window { get; } = new();

    public int Running { get; set; }

    /// <summary>The budgets of the key, its team and its tags.</summary>
    public BudgetMeter[] Budgets { get; set; } = [];
}

namespace Switchyard;

/// <summary>The waits of one call, one for each thing that a provider does. Pooled with their call.</summary>
internal sealed class ProviderWaits(CallClock clock)
{
    public ProviderWait<ProviderResult> Answer { get; } = new(clock);

    public ProviderWait<ProviderStream> Open { get; } = new(clock);

    public ProviderWait<bool> Read { get; } = new(clock);

    public ProviderWait<bool> Close { get; } = new(clock);
}

namespace Switchyard.Tasks.Tests;

/// <summary>Tasks that say where they may go and what they may take.</summary>
[MaxTokens(200)]
internal sealed partial class Bounded(Router router)
{
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> DefaultAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Hello."), MaxTokens(300), Temperature(0.25)]
    public partial ValueTask<string> LongerAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Hello."), Model("loose/two", "strict/large")]
    public partial ValueTask<RoutedResult<string>> NamedAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Auto), Prompt("Hello."), Model("strict/large")]
    public partial ValueTask<RoutedResult<string>> NamedAutoAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Hello."), Only("loose")]
    public partial ValueTask<RoutedResult<string>> OnlyAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Hello."), Avoid("strict")]
    public partial ValueTask<RoutedResult<string>> AvoidAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Mid), Prompt("Hello."), Requires(Capabilities.Schema | Capabilities.Tools)]
    public partial ValueTask<RoutedResult<string>> CapableAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Hello."), Attempts(1)]
    public partial ValueTask<string> OnceAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Hello."), MaxCost(0.0005)]
    public partial ValueTask<RoutedResult<string>> PaidAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Hello."), Residency("eu")]
    public partial ValueTask<RoutedResult<string>> ResidentAsync(CancellationToken cancellationToken = default);

    [Tier(Tier.Cheap), Prompt("Hello."), MaxLatency(50)]
    public partial ValueTask<RoutedResult<string>> QuickAsync(CancellationToken cancellationToken = default);
}

using System.Threading.Tasks;
using Switchyard;

namespace Cases;

public sealed record Verdict(bool IsGood, string Why);

[MaxCost(0.01), Attempts(3), Repair]
public partial class Constraints(Router router)
{
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> InheritsAsync();

    [Tier(Tier.Cheap), Prompt("Hello."), MaxCost(0.25), MaxLatency(4000), MaxTokens(300), Hedge, Temperature(0.2)]
    public partial ValueTask<Verdict> OverridesAsync();

    [Tier(Tier.Mid), Prompt("Hello."), Only("local", "eu"), Avoid("local")]
    public partial ValueTask<string> FilteredAsync();

    [Tier(Tier.Mid), Prompt("Hello."), Residency("eu"), Attempts(1)]
    public partial ValueTask<string> ResidentAsync();

    [Tier(Tier.Cheap), Prompt("Hello."), Model("eu/large", "local/one")]
    public partial ValueTask<string> NamedAsync();

    [Tier(Tier.Auto), Prompt("Hello."), Requires(Capabilities.Tools | Capabilities.Schema)]
    public partial ValueTask<string> CapableAsync();

    [Tier(Tier.Cheap), Prompt("Hello."), Escalate]
    public partial ValueTask<Verdict> EscalatesAsync();

    [Tier(Tier.Mid), Prompt("What is on it?")]
    public partial ValueTask<string> SeesAsync(ImageContent photo);
}

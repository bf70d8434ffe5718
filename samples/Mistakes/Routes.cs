using Switchyard;

namespace Mistakes;

/// <summary>Tasks in the wrong tier, or in one that a single failure takes down.</summary>
public partial class Routes(Router router)
{
    [Tier(Tier.Cheap)] // SWY4001
    [Prompt("Prove that this holds for every natural number: {statement}")]
    public partial ValueTask<string> ProveAsync(string statement);

    [Tier(Tier.Frontier)] // SWY4002 SWY4003
    [Prompt("What does this customer want? {message}")]
    public partial ValueTask<Intent> ClassifyAsync(string message);
}

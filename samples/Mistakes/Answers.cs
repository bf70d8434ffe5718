using Switchyard;

namespace Mistakes;

/// <summary>Tasks whose answer, bounds or prompt cannot be.</summary>
public partial class Answers(Router router)
{
    [Tier(Tier.Mid)]
    [Prompt("Read the order: {text}")]
    public partial ValueTask<Dictionary<string, object>> ReadAsync(string text); // SWY1009

    [Tier(Tier.Mid)]
    [MaxCost(0)] // SWY1010
    [Prompt("Summarise: {text}")]
    public partial ValueTask<string> SummariseAsync(string text);

    [Tier(Tier.Mid)]
    [Prompt(File = "prompts/no-such-file.md")] // SWY2006
    public partial ValueTask<string> AskAsync(string text);
}

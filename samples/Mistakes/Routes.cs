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

    [Tier(Tier.Mid)]
    [Model("local/seeing", "far/short", "far/shrt")] // SWY3009
    [Prompt("Say hello.")]
    public partial ValueTask<string> MisspeltAsync();

    [Tier(Tier.Mid)]
    [Model("local/seeing", "far/short")]
    [MaxCost(0.00065)] // SWY4009
    [Prompt("Be polite, be short, and never promise a date. Answer in the customer's language. Do not speak of other shops. Ask one question.")]
    public partial ValueTask<string> TooLittleMoneyAsync();

    [Tier(Tier.Mid)]
    [Model("local/seeing", "far/short")]
    [MaxLatency(2000)] // SWY4010
    [Prompt("Say hello.")]
    public partial ValueTask<string> TooLittleTimeAsync();

    [Tier(Tier.Mid)] // SWY4011
    [Model("local/seeing", "far/short")]
    [Prompt("Reply to this customer: {message}")]
    public partial ValueTask<string> TooLittleRoomAsync(string message);

    [Tier(Tier.Mid)] // SWY4003 SWY4012
    [Model("local/seeing", "far/small", "far/old")]
    [Prompt("What do these have in common? {left} {right}")]
    public partial ValueTask<string> BlindAsync(ImageContent left, ImageContent right);
}

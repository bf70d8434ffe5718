using Switchyard;
using static Switchyard.Tier;

namespace Mistakes;

/// <summary>Prompts that say nothing, say it to nobody, or say it in an order that costs money.</summary>
public partial class Prompts(Router router)
{
    [Tier(Mid)]
    [Prompt("Write a reply to {mesage}")] // SWY2001
    public partial ValueTask<string> MisspeltAsync(string message);

    [Tier(Mid)]
    [Prompt("Write a reply to {message}")]
    public partial ValueTask<string> ForgottenAsync(string message, string name); // SWY2002

    [Tier(Mid)]
    [Prompt(" ")] // SWY2003
    public partial ValueTask<string> EmptyAsync();

    [Tier(Mid)]
    [Prompt("Write a reply to {message")] // SWY2004
    public partial ValueTask<string> OpenAsync();

    [Tier(Mid)]
    [Prompt("Write a reply to {message:N0}")] // SWY2005
    public partial ValueTask<string> FormattedAsync(string message);

    [Tier(Mid)]
    [Prompt("{customer} writes. Be polite, be short, and never promise a date. Answer in the customer's language. Do not speak of other shops. Ask one question.")] // SWY4004
    public partial ValueTask<string> VariableFirstAsync(string customer);

    [Tier(Mid)]
    [Prompt("Be polite, be short, and never promise a date. Answer in the customer's language. Do not speak of other. {customer}")]
    public partial ValueTask<string> AlmostCachedAsync(string customer); // SWY4005

    [Tier(Mid)]
    [System("It is {now}. You answer for a bicycle shop.")] // SWY4006
    [Prompt("{message}")]
    public partial ValueTask<string> ClockFirstAsync(DateTimeOffset now, string message);
}

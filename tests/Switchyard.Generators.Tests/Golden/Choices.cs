using System;
using System.Threading.Tasks;
using Switchyard;

namespace Cases;

public enum Light : byte
{
    Red,
    RED,
    Green = 7,
    Verde = 7,
    [Obsolete("Nobody says so.", error: true)]
    Amber,
}

public partial class Choices(Router router)
{
    [Tier(Tier.Cheap)]
    [System("You look at {place}.")]
    [Prompt("Which light is it?")]
    public partial ValueTask<Light> PlainAsync(string place);

    [Tier(Tier.Cheap), Prompt("Which light is it?")]
    public partial ValueTask<RoutedResult<Light>> ResultAsync();

    [Tier(Tier.Cheap), Prompt("Which light is it?")]
    public partial Task<RoutedResult<Light>> TaskResultAsync();

    [Tier(Tier.Cheap), Prompt("Which light is it?")]
    public partial Task<Light> TaskAsync();

    [Tier(Tier.Cheap), Prompt("Which day is it?")]
    public partial ValueTask<DayOfWeek> DayAsync();
}

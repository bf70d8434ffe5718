using System.Threading.Tasks;
using Switchyard;

namespace Cases;

public abstract class OverloadsBase
{
    public abstract ValueTask<string> OverriddenAsync(string text);

    public ValueTask<string> HiddenAsync() => default;
}

public partial class Overloads(Router router) : OverloadsBase
{
    [Tier(Tier.Cheap), Prompt("{text}")]
    public partial ValueTask<string> AskAsync(string text);

    [Tier(Tier.Mid), Prompt("{number}")]
    public partial ValueTask<string> AskAsync(int number);

    [Tier(Tier.Cheap), Prompt("Odd.")]
    public partial ValueTask<string> AskAsync_2();

    [Tier(Tier.Cheap), Prompt("{text}")]
    public sealed override partial ValueTask<string> OverriddenAsync(string text);

    [Tier(Tier.Cheap), Prompt("New.")]
    public new partial ValueTask<string> HiddenAsync();
}

// Differs from the class above in case only, so their files must not collide; and in arity only from the one below.
public partial class overLoads(Router router)
{
    [Tier(Tier.Cheap), Prompt("{text}")]
    internal partial ValueTask<string> AskAsync(string text);
}

public partial class Overloads<T>(Router router)
    where T : class
{
    [Tier(Tier.Cheap), Prompt("{text}")]
    public partial ValueTask<string> AskAsync(string text = "nothing");
}

using Switchyard;
using static Switchyard.Tier;

namespace Mistakes;

/// <summary>Tasks that are not declared as a task must be. Every comment at the end of a line names the rule that reports it.</summary>
public partial class Declarations(Router router)
{
    [Tier(Mid), Prompt("Say hello.")]
    public Task<string> BodyAsync() => Task.FromResult($"{router}"); // SWY1001

    [Tier(Mid), Prompt("Say hello.")]
    public partial string ReturnNoTask(); // SWY1005

    [Tier(Mid), Prompt("Say hello to {name}.")]
    public partial ValueTask<string> TakeSpanAsync(ReadOnlySpan<char> name); // SWY1006

    [Tier(Mid)]
    public partial ValueTask<string> PromptlessAsync(); // SWY1007

    [Tier(Mid), Prompt("Say hello.")]
    public partial ValueTask<string> GenericAsync<T>(); // SWY1008
}

/// <summary>A class that no router gets into.</summary>
public partial class Routerless
{
    [Tier(Mid), Prompt("Say hello.")]
    public partial ValueTask<string> AskAsync(); // SWY1003
}

/// <summary>A class with two routers.</summary>
public partial class Crossing
{
    private readonly Router _left = null!;
    private readonly Router _right = null!;

    [Tier(Mid), Prompt("Say hello.")]
    public partial ValueTask<string> AskAsync(); // SWY1004
}

using System.Threading.Tasks;
using Switchyard;

namespace Cases;

public partial class WithProperty
{
    public required Router Router { get; init; }

    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> AskAsync();
}

public partial class WithFieldAndProperty(Router router)
{
    private readonly Router _field = router;

    public Router Property => _field;

    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> AskAsync();
}

public abstract class Base<T>
{
    protected Router? Inherited { get; set; }

    private Router Hidden => Inherited!;

    protected Router Use() => Hidden;
}

public partial class WithBase : Base<int>
{
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> AskAsync();
}

public abstract class Between : Base<int>
{
    // Out of reach, so it hides nothing.
    private new int Inherited => Use().GetHashCode();

    protected int Number => Inherited;
}

public partial class WithBaseOfBase : Between
{
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> AskAsync();
}

public static partial class WithStatic<T>
{
    private static readonly Router s_router = null!;

    [Tier(Tier.Cheap), Prompt("Hello.")]
    public static partial ValueTask<string> AskAsync();
}

public static partial class WithExtension
{
    [Tier(Tier.Cheap), Prompt("Hello {name}.")]
    public static partial ValueTask<string> AskAsync(this Router @this, string name);
}

public partial class WithParameter(Router router)
{
    public Router Other => router;

    [Tier(Tier.Cheap), Prompt("Hello {call}.")]
    internal partial Task<string> AskAsync(Router router, string call);
}

public partial class WithNameOfLocal(Router call)
{
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> AskAsync();
}

public partial record class WithRecord(Router Router)
{
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> AskAsync();
}

public partial struct WithStruct(Router router)
{
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public readonly partial ValueTask<string> AskAsync();
}

public readonly partial record struct WithRecordStruct(Router Router)
{
    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial System.Collections.Generic.IAsyncEnumerable<string> AskAsync();
}

public partial interface IWithInterface
{
    Router Router { get; }

    [Tier(Tier.Cheap), Prompt("Hello.")]
    public partial ValueTask<string> AskAsync();
}

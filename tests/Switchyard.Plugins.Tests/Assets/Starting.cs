using Switchyard;

namespace Fixture;

/// <summary>Fails to start, in the way that its text says.</summary>
public sealed class Factory : IProviderFactory
{
    private static readonly int s_static = Build.Text switch
    {
        "static throws" => throw new InvalidOperationException("in the static initializer"),
        "static hangs" => Hang(),
        _ => 0,
    };

    public Factory()
    {
        if (Build.Text == "constructor throws")
            throw new InvalidOperationException("in the constructor");
        if (Build.Text == "constructor hangs")
            Hang();
    }

    public IProvider Create(ProviderSettings settings) =>
        Build.Text == "null" ? null! : throw new InvalidOperationException("in Create" + s_static);

    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Initialize()
    {
        if (Build.Text == "module throws")
            throw new InvalidOperationException("in the module initializer");
        if (Build.Text == "module hangs")
            Hang();
    }

    private static int Hang()
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
        return 0;
    }
}

public sealed class NoFactory;

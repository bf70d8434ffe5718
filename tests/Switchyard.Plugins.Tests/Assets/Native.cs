using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Switchyard;

namespace Fixture;

/// <summary>Answers with what native code says: a library beside the plugin, and one beside that which only the first needs.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Native();
}

internal sealed class Native : IProvider
{
    private delegate int Value();

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        reply.Write(Encoding.UTF8.GetBytes($"{ImportedValue()} {LoadedValue()}"));
        return new(new ProviderResult(Outcome.Completed));
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new(ProviderStream.Failed(new(Outcome.ServerError)));

    public ValueTask DisposeAsync() => default;

    [DllImport("fixture_a", EntryPoint = "fixture_value")]
    private static extern int ImportedValue();

    private static int LoadedValue()
    {
        var library = NativeLibrary.Load("fixture_a", typeof(Native).Assembly, null);
        return Marshal.GetDelegateForFunctionPointer<Value>(NativeLibrary.GetExport(library, "fixture_value"))();
    }
}

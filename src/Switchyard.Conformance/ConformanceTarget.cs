using Switchyard.Simulator;

namespace Switchyard.Conformance;

/// <summary>A provider to be checked.</summary>
public sealed class ConformanceTarget
{
    /// <summary>Makes the provider for a vendor that listens at an address. Each check makes one, and disposes it.</summary>
    public required Func<Uri, IProvider> CreateProvider { get; init; }

    /// <summary>The base address of the simulated vendor that the provider's wire is spoken at. Default: that of the OpenAI wire.</summary>
    public Func<SimulatorServer, Uri> Endpoint { get; init; } = static server => server.Endpoint;

    /// <summary>A target that makes providers by a plugin's factory.</summary>
    /// <param name="factory">The plugin's entry type.</param>
    /// <param name="manifest">The manifest's text, from which the provider reads its own settings.</param>
    /// <returns>The target.</returns>
    public static ConformanceTarget Of(IProviderFactory factory, string manifest)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(manifest);
        return new()
        {
            CreateProvider = endpoint => factory.Create(new()
            {
                Id = "conformance",
                Endpoint = endpoint,
                Manifest = System.Text.Encoding.UTF8.GetBytes(manifest),
            }),
        };
    }
}

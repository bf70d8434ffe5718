using Switchyard;
using Switchyard.Sdk;

namespace AcmeProvider;

/// <summary>The entry type that the manifest names.</summary>
public sealed class Factory : IProviderFactory
{
    /// <inheritdoc/>
    public IProvider Create(ProviderSettings settings)
    {
        // A vendor that speaks the OpenAI wire needs no more than this; its quirks stand under "options" in the manifest.
        // For another wire, implement IProvider.
        return new OpenAIWireProvider(settings);
    }
}

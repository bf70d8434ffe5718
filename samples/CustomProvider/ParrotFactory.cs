using Switchyard;
using Switchyard.Sdk;

namespace CustomProvider;

/// <summary>The entry type that the manifest names.</summary>
public sealed class ParrotFactory : IProviderFactory
{
    /// <inheritdoc/>
    public IProvider Create(ProviderSettings settings) => new ParrotProvider(new OpenAIWireProvider(settings));
}

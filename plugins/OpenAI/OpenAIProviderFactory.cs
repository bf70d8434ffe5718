using Switchyard.Sdk;

namespace Switchyard.Provider.OpenAI;

/// <summary>Makes a provider of any manifest whose wire is <c>openai</c>.</summary>
public sealed class OpenAIProviderFactory : IProviderFactory
{
    /// <inheritdoc/>
    public IProvider Create(ProviderSettings settings) => new OpenAIWireProvider(settings);
}

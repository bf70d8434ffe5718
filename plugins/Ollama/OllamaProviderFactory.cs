namespace Switchyard.Provider.Ollama;

/// <summary>Makes a provider of any manifest whose wire is <c>ollama</c>.</summary>
public sealed class OllamaProviderFactory : IProviderFactory
{
    /// <inheritdoc/>
    public IProvider Create(ProviderSettings settings) => new OllamaProvider(settings);
}

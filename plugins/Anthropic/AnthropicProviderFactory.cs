namespace Switchyard.Provider.Anthropic;

/// <summary>Makes a provider of any manifest whose wire is <c>anthropic</c>.</summary>
public sealed class AnthropicProviderFactory : IProviderFactory
{
    /// <inheritdoc/>
    public IProvider Create(ProviderSettings settings) => new AnthropicProvider(settings);
}

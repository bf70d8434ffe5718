namespace Switchyard.Provider.Gemini;

/// <summary>Makes a provider of any manifest whose wire is <c>gemini</c>.</summary>
public sealed class GeminiProviderFactory : IProviderFactory
{
    /// <inheritdoc/>
    public IProvider Create(ProviderSettings settings) => new GeminiProvider(settings);
}

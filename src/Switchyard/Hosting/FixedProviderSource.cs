namespace Switchyard;

/// <summary>Providers made in code: no plugin is loaded, so this also works under ahead-of-time compilation.</summary>
internal sealed class FixedProviderSource(ProviderManifest manifest, IProvider provider) : IProviderSource
{
    public string ProviderId => manifest.Id;

    public void Start(IProviderRegistry registry) => registry.Set(manifest, provider);

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}

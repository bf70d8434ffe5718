namespace Switchyard;

/// <summary>The entry type of a plugin assembly: public, with a public parameterless constructor, named by the manifest.</summary>
public interface IProviderFactory
{
    /// <summary>Makes the provider that one manifest describes. Called once per manifest; must not wait for the network.</summary>
    /// <param name="settings">What the manifest and the policy say of the provider.</param>
    /// <returns>The provider. The host disposes it before it unloads the plugin.</returns>
    IProvider Create(ProviderSettings settings);
}

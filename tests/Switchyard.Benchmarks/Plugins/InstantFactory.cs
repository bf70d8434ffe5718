using Switchyard.Benchmarks.Engine;

namespace Switchyard.Benchmarks.Plugins;

/// <summary>The entry type of this assembly as a plugin.</summary>
public sealed class InstantFactory : IProviderFactory
{
    /// <inheritdoc/>
    public IProvider Create(ProviderSettings settings) => new InstantProvider();
}

namespace Switchyard.Plugins;

/// <summary>What a plugin assembly's metadata says of it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="ContractVersion">The contract version it was built against.</param>
internal sealed record PluginFacts(Version Version, Version ContractVersion);

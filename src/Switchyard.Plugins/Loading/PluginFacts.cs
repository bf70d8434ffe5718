namespace Switchyard.Plugins;

/// <summary>What a plugin assembly's metadata says of it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="ContractVersion">The contract version it was built against.</param>
/// <param name="ThreadStatic">What it, or a library that it brings, keeps per thread; null for nothing.</param>
internal sealed record PluginFacts(Version Version, Version ContractVersion, string? ThreadStatic = null);

using Switchyard.Conformance.Xunit;

namespace CustomProvider.Tests;

/// <summary>The plugin as it ships: loaded and unloaded for every check.</summary>
public sealed class ParrotPluginTests : PluginConformanceTests
{
    /// <inheritdoc/>
    protected override string Folder => "plugin";
}

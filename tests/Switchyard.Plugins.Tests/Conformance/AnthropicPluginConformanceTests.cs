using Switchyard.Conformance.Xunit;

namespace Switchyard.Plugins.Tests;

/// <summary>The Anthropic plugin as it ships.</summary>
public sealed class AnthropicPluginConformanceTests : PluginConformanceTests
{
    protected override string Folder => "plugins/Anthropic";
}

using Switchyard.Conformance.Xunit;

namespace Switchyard.Plugins.Tests;

/// <summary>The OpenAI plugin as it ships.</summary>
public sealed class OpenAIPluginConformanceTests : PluginConformanceTests
{
    protected override string Folder => "plugins/OpenAI";
}

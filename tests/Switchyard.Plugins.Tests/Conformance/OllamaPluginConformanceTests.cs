using Switchyard.Conformance.Xunit;

namespace Switchyard.Plugins.Tests;

/// <summary>The Ollama plugin as it ships.</summary>
public sealed class OllamaPluginConformanceTests : PluginConformanceTests
{
    protected override string Folder => "plugins/Ollama";
}

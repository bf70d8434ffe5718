using Switchyard.Conformance.Xunit;

namespace Switchyard.Plugins.Tests;

/// <summary>The Gemini plugin as it ships.</summary>
public sealed class GeminiPluginConformanceTests : PluginConformanceTests
{
    protected override string Folder => "plugins/Gemini";
}

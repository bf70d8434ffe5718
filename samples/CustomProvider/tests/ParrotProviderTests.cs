using Switchyard.Conformance;
using Switchyard.Conformance.Xunit;

namespace CustomProvider.Tests;

/// <summary>The provider does what every provider must do.</summary>
public sealed class ParrotProviderTests : ProviderConformanceTests
{
    /// <summary>Made here, with the manifest that ships.</summary>
    protected override ConformanceTarget Target =>
        ConformanceTarget.Of(new ParrotFactory(), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plugin", "parrot.provider.json")));
}

namespace Switchyard.Conformance.Xunit;

/// <summary>
/// The suite against a provider that the tests make themselves: quick, and a breakpoint in it is hit. Whether its plugin loads and unloads is for
/// <see cref="PluginConformanceTests"/>.
/// </summary>
public abstract class ProviderConformanceTests : ConformanceTests
{
    /// <summary>The provider to check, as <see cref="ConformanceTarget.Of"/> makes it of a factory and a manifest.</summary>
    protected abstract ConformanceTarget Target { get; }

    private protected sealed override Task<ConformanceResult> RunAsync(string check, CancellationToken cancellationToken) =>
        ConformanceSuite.RunAsync(check, Target, cancellationToken);
}

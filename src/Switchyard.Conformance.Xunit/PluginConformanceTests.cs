using Xunit;

namespace Switchyard.Conformance.Xunit;

/// <summary>
/// The suite against a plugin as it ships: each test loads it from its folder as an application would, and proves afterwards that it is gone from memory.
/// </summary>
public abstract class PluginConformanceTests : ConformanceTests
{
    /// <summary>The plugin's folder; a relative one starts at the tests' own output.</summary>
    protected abstract string Folder { get; }

    /// <summary>The provider to check; <see langword="null"/> for the one whose manifest brings the assembly.</summary>
    protected virtual string? Provider => null;

    /// <summary>The plugin loads without being refused, and is gone from memory when it is unloaded.</summary>
    /// <returns>A task that ends with the check.</returns>
    [Fact]
    public async Task LoadsAndUnloads() =>
        Judge(await RunAsync(PluginVerification.Load, TestContext.Current.CancellationToken).ConfigureAwait(false));

    private protected sealed override Task<ConformanceResult> RunAsync(string check, CancellationToken cancellationToken) =>
        PluginVerifier.CheckAsync(Path.Combine(AppContext.BaseDirectory, Folder), check, Provider, cancellationToken);
}

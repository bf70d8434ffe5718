using Xunit;

namespace Switchyard.Conformance.Xunit;

/// <summary>A test for each check of the suite. Derive from <see cref="ProviderConformanceTests"/> or <see cref="PluginConformanceTests"/>.</summary>
public abstract class ConformanceTests
{
    private protected ConformanceTests()
    {
    }

    /// <summary>The names of all checks: <see cref="ConformanceSuite.Checks"/>.</summary>
    public static TheoryData<string> Checks => [.. ConformanceSuite.Checks];

    /// <summary>The provider does what every provider must do. A check that makes no sense on its wire is skipped, with the reason.</summary>
    /// <param name="check">One of <see cref="Checks"/>.</param>
    /// <returns>A task that ends with the check.</returns>
    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Conforms(string check) => Judge(await RunAsync(check, TestContext.Current.CancellationToken).ConfigureAwait(false));

    private protected abstract Task<ConformanceResult> RunAsync(string check, CancellationToken cancellationToken);

    private protected static void Judge(ConformanceResult result)
    {
        // Not Assert.Null: the message is the sentence, and nothing around it.
        if (result.Failure is { } failure)
            Assert.Fail(failure);
        if (result.Skipped is { } reason)
            Assert.Skip(reason);
    }
}

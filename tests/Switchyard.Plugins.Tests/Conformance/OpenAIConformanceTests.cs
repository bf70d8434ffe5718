using Switchyard.Conformance;
using Switchyard.Sdk;

namespace Switchyard.Plugins.Tests;

/// <summary>The OpenAI wire keeps what every provider must keep.</summary>
public sealed class OpenAIConformanceTests
{
    public static TheoryData<string> Checks => [.. ConformanceSuite.Checks];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_provider_passes(string check)
    {
        var target = ConformanceTarget.Of(new Factory(), "{}");
        var result = await ConformanceSuite.RunAsync(check, target, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
    }

    private sealed class Factory : IProviderFactory
    {
        public IProvider Create(ProviderSettings settings) => new OpenAIWireProvider(settings);
    }
}

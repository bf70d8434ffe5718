using Switchyard.Conformance;
using Switchyard.Conformance.Xunit;
using Switchyard.Sdk;

namespace Switchyard.Plugins.Tests;

/// <summary>The OpenAI wire of the SDK keeps what every provider must keep.</summary>
public sealed class OpenAIConformanceTests : ProviderConformanceTests
{
    protected override ConformanceTarget Target => ConformanceTarget.Of(new Factory(), "{}");

    private sealed class Factory : IProviderFactory
    {
        public IProvider Create(ProviderSettings settings) => new OpenAIWireProvider(settings);
    }
}

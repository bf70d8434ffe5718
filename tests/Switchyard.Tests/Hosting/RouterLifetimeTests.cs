using Switchyard.Testing;

namespace Switchyard.Tests.Hosting;

public sealed class RouterLifetimeTests
{
    [Fact]
    public async Task ADisposedRouterSaysSo()
    {
        var router = TestCalls.Pair(new(), new());
        await router.DisposeAsync();
        await router.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => router.Begin(TestCalls.Ask));
    }

    [Fact]
    public void AProviderIsAddedOnce()
    {
        var options = new RouterOptions().AddProvider(Manifest("acme"), new ScriptedProvider());

        var failure = Assert.Throws<ArgumentException>(() => options.AddProvider(Manifest("acme"), new ScriptedProvider()));

        Assert.StartsWith("A provider with the id \"acme\" has been added already", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APolicyWithoutTiersIsRefused()
    {
        var failure = Assert.Throws<SwitchyardConfigurationException>(
            () => Router.Create(new() { Policy = new() { Tiers = new Dictionary<Tier, IReadOnlyList<string>>() } }));

        Assert.Equal("The policy has no tiers; name at least one with its models.", failure.Message);
    }

    [Fact]
    public void AModelThatNobodyHasIsNamed()
    {
        var options = new RouterOptions { Policy = TestCalls.Policy(null, "acme/one", "acme/two") }
            .AddProvider(Manifest("acme"), new ScriptedProvider());

        var failure = Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(options));

        Assert.Equal("The policy names acme/two in tier cheap, but acme.provider.json has no model two; mend the id or add the model.", failure.Message);
    }

    [Fact]
    public async Task ACallbackThatThrowsHurtsNobody()
    {
        var provider = new CallbackProvider();
        await using var router = TestRouter.Create(
            TestCalls.Policy(new() { Deadline = TimeSpan.FromMilliseconds(50), Attempt = TimeSpan.FromMilliseconds(50) }, "a/one"),
            new Dictionary<string, IProvider> { ["a"] = provider });

        var failure = await Assert.ThrowsAsync<RoutingException>(
            () => TestCalls.AskAsync(router, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(Outcome.TimedOut, failure.Outcome);
        Assert.True(provider.WasCalledBack);
    }

    private static ProviderManifest Manifest(string id) => new()
    {
        File = id + ProviderManifest.FileSuffix,
        Id = id,
        Name = id,
        Wire = "none",
        Endpoint = new("http://127.0.0.1/"),
        Models = [new() { Id = "one" }],
    };
}

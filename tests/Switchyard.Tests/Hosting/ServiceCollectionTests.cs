using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Switchyard.Testing;

namespace Switchyard.Tests.Hosting;

public sealed class ServiceCollectionTests
{
    private static readonly ProviderManifest s_manifest = new()
    {
        File = "acme.provider.json",
        Id = "acme",
        Name = "Acme",
        Wire = "none",
        Endpoint = new("http://127.0.0.1/"),
        Keys = ["ACME_API_KEY"],
        Models = [new() { Id = "one" }],
    };

    [Theory]
    [InlineData("ACME_API_KEY")]
    [InlineData("Switchyard:Providers:acme:ApiKey")]
    public async Task TheKeyComesFromTheConfiguration(string name)
    {
        var provider = new ScriptedProvider();
        using var services = Services(provider, new() { [name] = "secret" });

        var result = await TestCalls.AskAsync(services.GetRequiredService<Router>(), TestContext.Current.CancellationToken);

        Assert.Equal(("ok", name), (result.Value, provider.Requests.Single().Key));
    }

    [Fact]
    public void RegisteredTwiceItIsOneRouterWithTheSettingsOfBoth()
    {
        var ledger = new MemoryLedger();
        var collection = Collection(new ScriptedProvider(), new() { ["ACME_API_KEY"] = "secret" });
        collection.AddSwitchyard(options => options.Ledger = ledger);
        collection.AddSwitchyard();
        using var services = collection.BuildServiceProvider();

        Assert.Same(ledger, services.GetRequiredService<Router>().Ledger);
        Assert.Single(services.GetServices<Router>());
    }

    [Fact]
    public void EachTierIsAChatClient()
    {
        using var services = Services(new ScriptedProvider(), new() { ["ACME_API_KEY"] = "secret" });

        Assert.NotNull(services.GetRequiredService<IChatClient>().GetService<Router>());
        Assert.Same(services.GetRequiredKeyedService<IChatClient>("cheap"), services.GetRequiredKeyedService<IChatClient>(Tier.Cheap));
    }

    [Fact]
    public async Task AMistakeStopsTheStartOfTheHost()
    {
        var collection = Collection(new ScriptedProvider(), []);
        await using var services = collection.BuildServiceProvider();

        var failure = Assert.Throws<SwitchyardConfigurationException>(() => services.GetServices<IHostedService>().ToList());

        Assert.Contains("ACME_API_KEY is not set", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("true", true)]
    public async Task ASectionNamesTheFeedbackFile(string? prompts, bool storesPrompts)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("feedback.jsonl");
        var section = Configuration(new() { ["Switchyard:FeedbackFile"] = path, ["Switchyard:FeedbackPrompts"] = prompts }).GetSection("Switchyard");
        var collection = Collection(new ScriptedProvider(), new() { ["ACME_API_KEY"] = "secret" });
        collection.AddSwitchyard(section);
        await using (var services = collection.BuildServiceProvider())
        {
            var router = services.GetRequiredService<Router>();
            Assert.True(router.Report((await TestCalls.AskAsync(router, TestContext.Current.CancellationToken)).CallId, 1));
        }

        // The container disposed the file, so all of it is there.
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.Equal(storesPrompts, lines[0].Contains("\"prompt\":", StringComparison.Ordinal));
    }

    [Fact]
    public void AWrongFlagOfTheFeedbackFileIsASentence()
    {
        var section = Configuration(new() { ["Switchyard:FeedbackFile"] = "f.jsonl", ["Switchyard:FeedbackPrompts"] = "perhaps" }).GetSection("Switchyard");
        using var services = new ServiceCollection().AddSwitchyard(section).BuildServiceProvider();

        Assert.Contains(
            "\"perhaps\" is no Switchyard:FeedbackPrompts; write true or false.", Assert.Throws<SwitchyardConfigurationException>(() => services.GetRequiredService<Router>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASectionNamesThePolicyFileAndEndpoints()
    {
        var section = Configuration(new() { ["Switchyard:PolicyFile"] = "no-such.json", ["Switchyard:Endpoints:acme"] = "http://127.0.0.1:9/v1" })
            .GetSection("Switchyard");
        using var services = new ServiceCollection().AddSwitchyard(section).BuildServiceProvider();

        var failure = Assert.Throws<SwitchyardConfigurationException>(() => services.GetRequiredService<Router>());

        Assert.Contains("no-such.json cannot be read", Assert.Single(failure.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void AnAddressThatIsNoneIsOneSentence()
    {
        var section = Configuration(new() { ["Switchyard:Endpoints:acme"] = "nonsense" }).GetSection("Switchyard");
        using var services = new ServiceCollection().AddSwitchyard(section).BuildServiceProvider();

        var failure = Assert.Throws<SwitchyardConfigurationException>(() => services.GetRequiredService<Router>());

        Assert.Equal("Switchyard:Endpoints:acme holds no http or https address; mend or remove it.", failure.Message);
    }

    private static ServiceProvider Services(ScriptedProvider provider, Dictionary<string, string?> settings) =>
        Collection(provider, settings).BuildServiceProvider();

    private static IServiceCollection Collection(ScriptedProvider provider, Dictionary<string, string?> settings) =>
        new ServiceCollection().AddSingleton<IConfiguration>(Configuration(settings)).AddSwitchyard(options =>
        {
            options.Policy = TestCalls.Policy(null, "acme/one");
            options.AddProvider(s_manifest, provider);
        });

    private static IConfigurationRoot Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}

using QuickStart;
using Switchyard.Plugins;

namespace Switchyard.Tests;

/// <summary>The sample's tasks, end to end: generated code, the plugin in its own load context, and HTTP to vendors of which one dies.</summary>
public sealed class QuickStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Output => AppContext.BaseDirectory;

    [Fact]
    public async Task EveryMessageIsAnsweredAlthoughThePrimaryDies()
    {
        await using var vendors = await SimulatedVendors.StartAsync();
        var ledger = new MemoryLedger();
        var options = new RouterOptions { Ledger = ledger }.UsePlugins("plugins");
        vendors.Configure(options);
        await using var router = Router.Create(options);
        var messages = Messages.Read(Path.Combine(Output, "messages.txt"));
        var run = new SupportRun(new SupportDesk(router), messages) { HalfWay = vendors.KillPrimaryAsync };

        await run.RunAsync(static () => { }, Token);

        Assert.Empty(run.Failures);
        Assert.Equal((messages.Count, messages.Count * 3), (run.Answered, run.Answers.Count));
        Assert.True(messages.Count >= 30);
        Assert.Equal(["deepseek", "google", "openai"], run.Answers.Select(answer => answer.Model.Split('/')[0]).Distinct().Order());
        Assert.Contains(run.Answers, answer => answer.Attempts is [{ Provider: "openai", Outcome: Outcome.NetworkError }, ..]);
        Assert.All(run.Answers, answer => Assert.True(answer.Cost > 0));
        Assert.Equal(run.Answers.Sum(answer => answer.Cost), ledger.Snapshot().Sum(entry => entry.Call.Cost));
    }

    [Fact]
    public void AbsentPluginFolderIsOneClearSentence()
    {
        var failure = Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(new RouterOptions().UsePlugins("no-such-folder")));

        Assert.Contains(failure.Problems, problem => problem.Contains("no-such-folder", StringComparison.Ordinal));
    }

    [Fact]
    public void KeysThatAreNotSetAreNamed()
    {
        var options = new RouterOptions { Variables = static _ => null }.UsePlugins("plugins");

        var failure = Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(options));

        Assert.Equal(3, failure.Problems.Count);
        Assert.Equal(
            "The tier frontier has no usable model: openai is disabled because OPENAI_API_KEY is not set.",
            failure.Problems.Single(problem => problem.Contains("frontier", StringComparison.Ordinal)));
    }

    [Fact]
    public void MissingManifestFieldIsOneClearSentence()
    {
        var folder = Directory.CreateTempSubdirectory("switchyard-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "broken.provider.json"), """{ "id": "broken", "endpoint": "http://127.0.0.1/", "models": [] }""");
            var options = new RouterOptions().UsePlugins("plugins", host => host.ManifestDirectories.Add(folder));

            var failure = Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(options));

            var problem = Assert.Single(failure.Problems);
            Assert.EndsWith("broken.provider.json(1,1): $: \"wire\" is missing; add it.", problem, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

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

        Assert.Equal(
            $"The plugin directory \"{Path.Combine(Output, "no-such-folder")}\" does not exist; create it, or name the right one in UsePlugins.",
            Assert.Single(failure.Problems));
    }

    [Fact]
    public void BrokenManifestOfThePluginItselfIsOneClearSentence() =>
        Assert.EndsWith("openai.provider.json(1,1): $: \"endpoint\" is missing; add it.", Problem(static folder =>
        {
            var manifest = Path.Combine(folder, "OpenAI", "openai.provider.json");
            var lines = File.ReadAllLines(manifest);
            File.WriteAllLines(manifest, lines.Where(line => !line.Contains("\"endpoint\"", StringComparison.Ordinal)));
            Assert.Equal(lines.Length - 1, File.ReadAllLines(manifest).Length);
        }), StringComparison.Ordinal);

    [Fact]
    public void ManifestThatIsNoJsonIsOneClearSentence() =>
        Assert.Contains("openai.provider.json(1,", Problem(static folder =>
            File.WriteAllText(Path.Combine(folder, "OpenAI", "openai.provider.json"), "{ \"id\": \"")), StringComparison.Ordinal);

    [Theory]
    [InlineData(200)]
    [InlineData(2048)]
    [InlineData(4000)]
    public void TruncatedPluginIsOneClearSentence(int bytes) =>
        Assert.EndsWith(
            Path.Combine("OpenAI", "Switchyard.Provider.OpenAI.dll") + ": the file is damaged or half copied; copy it again, the manifest last.",
            Problem(folder =>
            {
                using var file = File.OpenWrite(Path.Combine(folder, "OpenAI", "Switchyard.Provider.OpenAI.dll"));
                Assert.True(file.Length > bytes);
                file.SetLength(bytes);
            }),
            StringComparison.Ordinal);

    [Fact]
    public void MissingLibraryOfThePluginIsOneClearSentence() =>
        Assert.EndsWith(
            Path.Combine("OpenAI", "Switchyard.Sdk.dll") + ": the plugin's library is missing; copy the whole build output of the plugin, the manifest last.",
            Problem(static folder => File.Delete(Path.Combine(folder, "OpenAI", "Switchyard.Sdk.dll"))),
            StringComparison.Ordinal);

    [Fact]
    public void WrongOptionIsOneClearSentence()
    {
        var problem = Problem(static folder =>
        {
            var manifest = Path.Combine(folder, "OpenAI", "groq.provider.json");
            File.WriteAllText(manifest, string.Concat("{ \"options\": { \"proxy\": 1 },", File.ReadAllText(manifest).TrimStart().AsSpan(1)));
        });

        Assert.EndsWith(Path.Combine("OpenAI", "groq.provider.json") + ": $.options.proxy: this must be true or false.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void KeysThatAreNotSetAreNamed()
    {
        var options = new RouterOptions { Variables = static _ => null }.UsePlugins("plugins");

        var failure = Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(options));

        Assert.Equal(
            "No tier has a usable model: openai is disabled because OPENAI_API_KEY is not set; google is disabled because GEMINI_API_KEY is not set; "
                + "deepseek is disabled because DEEPSEEK_API_KEY is not set.",
            Assert.Single(failure.Problems));
    }

    [Theory]
    [InlineData("sk-line\nbreak")]
    [InlineData("sk-\u00fc")]
    public async Task KeyThatNoHeaderCarriesIsNamedAndLeftOut(string secret)
    {
        var options = new RouterOptions { Variables = name => name == "OPENAI_API_KEY" ? secret : null }.UsePlugins("plugins");

        var failure = Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(options));

        Assert.StartsWith(
            "No tier has a usable model: openai is disabled because OPENAI_API_KEY holds a line break or a non-ASCII character; set it again; google",
            Assert.Single(failure.Problems),
            StringComparison.Ordinal);

        // The other vendors go on without it, and a line break at the end is none of the key's.
        var others = new RouterOptions
        {
            Variables = name => name switch { "OPENAI_API_KEY" => secret, "DEEPSEEK_API_KEY" => "sk-good\n", _ => null },
        };
        await using var router = Router.Create(others.UsePlugins("plugins"));
        Assert.Empty(router.Registry.CandidatesOf("openai/gpt-6-luna"));
        Assert.Single(router.Registry.CandidatesOf("deepseek/deepseek-v4-flash"));
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

    /// <summary>The one sentence that a start with a damaged copy of the real plugin folder ends in.</summary>
    private static string Problem(Action<string> damage)
    {
        var folder = Directory.CreateTempSubdirectory("switchyard-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "OpenAI"));
            foreach (var file in Directory.GetFiles(Path.Combine(Output, "plugins", "OpenAI")))
                File.Copy(file, Path.Combine(folder, "OpenAI", Path.GetFileName(file)));
            damage(folder);

            var failure = Assert.Throws<SwitchyardConfigurationException>(() => Router.Create(new RouterOptions().UsePlugins(folder)));
            var problem = Assert.Single(failure.Problems);
            Assert.DoesNotContain("switchyard-plugins-", problem, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", problem, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', problem);
            return problem;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

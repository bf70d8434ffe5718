using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>The constants and clients of models: their names, which there are, what they can do, and what a change of the files runs.</summary>
public sealed class ModelNameTests
{
    private const string Policy = """{ "tiers": { "cheap": { "models": ["acme/text"] } } }""";

    private const string Manifest = """
        {
          "id": "acme", "name": "Acme", "wire": "openai", "endpoint": "http://localhost/v1",
          "models": [
            { "id": "text", "price": { "input": 1, "output": 2 } },
            { "id": "eyes", "capabilities": ["images"] },
            { "id": "vector", "capabilities": ["embeddings"] },
            { "id": "old", "successor": "acme/text" }
          ]
        }
        """;

    private const string Other = """{ "id": "other", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }] }""";

    private static readonly TextFile s_policy = new("switchyard.json", Policy);
    private static readonly TextFile s_manifest = new("acme.provider.json", Manifest);
    private static readonly TextFile s_other = new("other.provider.json", Other);

    [Theory]
    [InlineData("gpt-6-luna", "Gpt6Luna")]
    [InlineData("gpt-4.1-mini", "Gpt4_1Mini")]
    [InlineData("claude-opus-4-5", "ClaudeOpus4_5")]
    [InlineData("Qwen/Qwen3-235B-A22B:nebius", "QwenQwen3_235BA22BNebius")]
    [InlineData("o3", "O3")]
    [InlineData("01-ai/yi", "_01AiYi")]
    [InlineData("class", "Class")]
    [InlineData("llama_3__3", "Llama3_3")]
    [InlineData("модель-один", "МодельОдин")]
    [InlineData("模型 v2", "模型V2")]
    [InlineData("e\u0301te\u0301", "E\u0301te\u0301")]
    [InlineData("zero\u200bwidth", "ZeroWidth")]
    [InlineData("\U0001F600smile", "Smile")]
    [InlineData("???", "_")]
    [InlineData("", "_")]
    public void A_name_is_made_of_letters_and_digits(string id, string name) => Assert.Equal(name, MemberNames.Of(id));

    [Fact]
    public void A_name_that_two_share_belongs_to_neither()
    {
        var names = MemberNames.Of(["a.1", "b", "a-1", "Equals", "taken"], "Taken");
        Assert.Equal(5, names.Distinct().Count());
        Assert.Equal("B", names[1]);
        Assert.All([names[0], names[2]], name => Assert.Matches("^A1_[0-9a-f]{8}$", name));
        Assert.Matches("^Equals_[0-9a-f]{8}$", names[3]);
        Assert.Matches("^Taken_[0-9a-f]{8}$", names[4]);

        // Whatever else there is: the same id keeps the same name.
        Assert.Equal(names[0], MemberNames.Of(["a_1", "a.1"])[1]);
    }

    [Fact]
    public void Providers_of_one_name_go_by_their_ids()
    {
        TextFile[] files =
        [
            new("switchyard.json", """{ "tiers": { "cheap": { "models": ["b/one", "a/one"] } } }"""),
            .. new[] { "a", "b" }.Select(id => new TextFile($"{id}.provider.json", $$"""{ "id": "{{id}}", "name": "Same", "wire": "w", "endpoint": "http://localhost/", "models": [{ "id": "one" }] }""")),
        ];
        Assert.Equal(["A", "B"], Providers(files).Select(provider => provider.Name));
    }

    [Theory]
    [InlineData("await models.Text.AskAsync(\"Hello.\");", "")]
    [InlineData("models.Text.StreamAsync(\"Hello.\");", "")]
    [InlineData("await models.Eyes.AskWithImagesAsync(\"What is it?\", [image]);", "")]
    [InlineData("await models.Vector.EmbedAsync([\"Hello.\"]);", "")]
    [InlineData("await models.Text.AskWithImagesAsync(\"What is it?\", [image]);", "CS1929")]
    [InlineData("await models.Eyes.AskWithFilesAsync(\"What is it?\", []);", "CS1929")]
    [InlineData("await models.Eyes.AskWithToolsAsync([], []);", "CS1929")]
    [InlineData("await models.Eyes.AskForAsync<string>(\"What is it?\", null!);", "CS1929")]
    [InlineData("await models.Eyes.ContinueAsync(\"What is it?\", \"It\");", "CS1929")]
    [InlineData("await models.Eyes.EmbedAsync([\"Hello.\"]);", "CS1929")]
    [InlineData("await models.Vector.AskAsync(\"Hello.\");", "CS1929")]
    [InlineData("models.Vector.StreamAsync(\"Hello.\");", "CS1929")]
    [InlineData("_ = models.Old;", "CS0618")]
    [InlineData("_ = Models.Acme.Old;", "CS0618")]
    [InlineData("_ = Models.Other.One;", "CS0117")]
    public void What_a_model_cannot_do_does_not_compile(string statement, string expected)
    {
        var source = $$"""
            using System.Threading.Tasks;
            using Switchyard;

            /// <summary>Calls.</summary>
            public static class Caller
            {
                /// <summary>Calls.</summary>
                public static async Task CallAsync(Router router, ImageContent image)
                {
                    var models = new AcmeModels(router);
                    await Task.Yield();
                    {{statement}}
                }
            }
            """;
        GeneratorVerifier.Run(GeneratorVerifier.Driver([s_policy, s_manifest, s_other]), TestCompilation.Create(source), out var output);
        Assert.Equal(expected.Length == 0 ? [] : [expected], TestCompilation.Faults(output).Select(fault => fault.Id));
        if (expected == "CS0618")
            Assert.Contains("acme/old is deprecated; its successor is Models.Acme.Text (acme/text).", Assert.Single(TestCompilation.Faults(output)).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("using static Switchyard.Models.Acme;", "Eyes")]
    [InlineData("using static Switchyard.Models;", "Acme.Eyes")]
    [InlineData("using Everything = Switchyard.Models;", "Everything.Acme.Eyes")]
    [InlineData("", "Models.Acme.Eyes")]
    [InlineData("", "Elsewhere.Eyes")]
    [InlineData("", "(Models.@Acme.Eyes)")]
    [InlineData("", "new[] { Models.Acme.Eyes }")]
    public async Task A_constant_is_understood_however_it_is_named(string directive, string argument)
    {
        var source = Desk(directive, argument);
        const string Global = "global using Elsewhere = Switchyard.Models.Acme;";
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver([s_policy, s_manifest]), TestCompilation.Create([source, Global]), out var output);
        Assert.DoesNotContain(TestCompilation.Faults(output), fault => fault.Id != "CS1591");
        Assert.Contains("Models = [\"acme/eyes\"]", Source(driver, "Desk.g.cs"), StringComparison.Ordinal);
        Assert.Empty(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create([source, Global]), s_policy, s_manifest));
    }

    [Theory]
    [InlineData("\"acme/\" + \"eyes\"", "")]
    [InlineData("\"\" + Models.Acme.Eyes", "SWY1010")]
    [InlineData("$\"{Models.Acme.Eyes}\"", "SWY1010")]
    public async Task What_the_generator_could_not_know_is_reported(string argument, string expected)
    {
        var source = Desk("", argument);
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver([s_policy, s_manifest]), TestCompilation.Create(source), out var output);
        Assert.DoesNotContain(TestCompilation.Faults(output), fault => fault.Id != "CS1591");
        Assert.Equal(expected.Length > 0, Source(driver, "Desk.g.cs").Contains("throw new global::System.NotSupportedException", StringComparison.Ordinal));
        var diagnostics = await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(source), s_policy, s_manifest);
        Assert.Equal(expected.Length == 0 ? [] : [expected], diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void A_name_that_does_not_exist_is_the_compilers_to_report()
    {
        GeneratorVerifier.Run(GeneratorVerifier.Driver([s_policy, s_manifest]), TestCompilation.Create(Desk("", "Models.Acme.Ears")), out var output);
        Assert.Equal(["CS0117"], TestCompilation.Faults(output).Select(fault => fault.Id).Where(id => id != "CS1591").Distinct());
    }

    [Fact]
    public async Task The_policy_may_set_what_holds_for_a_client()
    {
        var policy = new TextFile("switchyard.json", Policy.Replace("} } }", "} }, \"tasks\": { \"AcmeModels.Eyes\": { \"maxTokens\": 5 } } }"));
        Assert.Empty(await AnalyzerVerifier.DiagnosticsAsync(TestCompilation.Create(Desk("", "Models.Acme.Eyes")), policy, s_manifest));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("policy", 1)]
    [InlineData("All", 101)]
    [InlineData("none", 0)]
    [InlineData("nonsense", 1)]
    [InlineData("7", 1)]
    public void Of_a_large_catalog_only_what_the_policy_names_is_emitted(string? selection, int expected)
    {
        var models = string.Join(",", Enumerable.Range(0, 100).Select(index => $$"""{ "id": "m{{index}}" }""").Prepend("""{ "id": "text" }"""));
        var manifest = new TextFile("acme.provider.json", $$"""{ "id": "acme", "wire": "w", "endpoint": "http://localhost/", "models": [{{models}}] }""");
        var settings = selection is null ? new Dictionary<string, string>() : new() { [ProviderParser.SelectionKey] = selection };
        var driver = GeneratorVerifier.Run(
            GeneratorVerifier.Driver([s_policy, manifest]).WithUpdatedAnalyzerConfigOptions(new AnalyzerSettings(settings)), TestCompilation.WithoutSources);
        Assert.Equal(expected, GeneratorVerifier.Sources(driver).Sum(file => file.SourceText.Lines.Count(line => line.ToString().Contains("public const string", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("""{ "tiers": { "cheap": { "models": ["acme/text"], } } """, Manifest)]
    [InlineData("""{ "tiers": { "cheap": { "models": ["acme/text"] } }, "limit": {} }""", Manifest)]
    [InlineData(Policy, """{ "id": "acme", "wire": "w", "endpoint": "http://localhost/", "models": [{ "id": "text", "tear": "cheap" }] }""")]
    public void A_mistake_in_a_file_does_not_take_the_names_away(string policy, string manifest) =>
        Assert.Equal("Text", Assert.Single(Providers(new("switchyard.json", policy), new("acme.provider.json", manifest), s_other)).Models[0].Name);

    [Fact]
    public void Without_a_policy_there_are_none() => Assert.Empty(Providers(s_manifest));

    [Fact]
    public void A_price_runs_its_provider_only()
    {
        var both = new TextFile("switchyard.json", """{ "tiers": { "cheap": { "models": ["acme/text", "other/one"] } } }""");
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver([both, s_manifest, s_other]), TestCompilation.Create("class One;"));
        Assert.Equal(["Switchyard-Models-acme.g.cs", "Switchyard-Models-other.g.cs", RouteMapEmitter.HintName], GeneratorVerifier.Sources(driver).Select(file => file.HintName));

        driver = GeneratorVerifier.Run(driver, TestCompilation.Create("class Two;"));
        GeneratorVerifier.AssertNothingRan(driver);

        var before = GeneratorVerifier.Sources(driver);
        driver = GeneratorVerifier.Run(driver.ReplaceAdditionalText(s_manifest, new TextFile("acme.provider.json", Manifest.Replace("\"input\": 1", "\"input\": 3"))), TestCompilation.Create("class Two;"));
        var after = GeneratorVerifier.Sources(driver);
        Assert.NotEqual(before[0].SourceText.ToString(), after[0].SourceText.ToString());
        Assert.Same(before[1].SourceText, after[1].SourceText);
        Assert.Single(Outputs(driver), reason => reason == IncrementalStepRunReason.Modified);

        var spaced = new TextFile("switchyard.json", both.Text + "\n");
        driver = GeneratorVerifier.Run(driver.ReplaceAdditionalText(both, spaced), TestCompilation.Create("class Two;"));
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, Outputs(driver));

        driver = GeneratorVerifier.Run(driver.ReplaceAdditionalText(spaced, s_policy), TestCompilation.Create("class Two;"));
        Assert.Equal(["Switchyard-Models-acme.g.cs", RouteMapEmitter.HintName], GeneratorVerifier.Sources(driver).Select(file => file.HintName));
    }

    [Fact]
    public async Task A_build_takes_the_constants()
    {
        Assert.Empty(await RealBuild.DiagnosticsAsync(("Desk.cs", Desk("", "Models.Acme.Eyes")), (s_policy.Path, Policy), (s_manifest.Path, Manifest)));

        // Were the constants gone, the compiler would end before it came to the mistake.
        Assert.Equal(
            ["switchyard.json(2): SWY3002"],
            await RealBuild.DiagnosticsAsync(("Desk.cs", Desk("", "Models.Acme.Eyes")), (s_policy.Path, Policy.TrimEnd('}', ' ') + "\n]"), (s_manifest.Path, Manifest)));
    }

    private static string Desk(string directive, string argument) => $$"""
        using System.Threading.Tasks;
        using Switchyard;
        {{directive}}

        partial class Desk(Router router)
        {
            [Tier(Tier.Cheap), Prompt("Hello."), Model({{argument}})]
            public partial ValueTask<string> AskAsync();
        }
        """;

    private static string Source(GeneratorDriver driver, string name) => GeneratorVerifier.Sources(driver).Single(file => file.HintName == name).SourceText.ToString();

    private static EquatableArray<TypedProvider> Providers(params TextFile[] files) => ProviderParser.Parse(
        ConfigurationParser.Join(
            [.. files.Where(file => ConfigurationParser.IsPolicy(file.Path)).Select(file => ConfigurationParser.ParsePolicy(file.Path, file.Text))],
            [.. files.Where(file => ConfigurationParser.IsManifest(file.Path)).Select(file => ConfigurationParser.ParseManifest(file.Path, file.Text))]),
        ModelSelection.Automatic);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorDriver driver) =>
        GeneratorVerifier.Steps(driver).Where(step => step.Step == "SourceOutput").Select(step => step.Reason);
}

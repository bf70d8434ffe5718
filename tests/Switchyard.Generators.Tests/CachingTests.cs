using Microsoft.CodeAnalysis;

namespace Switchyard.Generators.Tests;

/// <summary>What an edit re-runs, beyond what every golden case asserts: several classes, and the files.</summary>
public sealed class CachingTests
{
    private const string Policy = """{ "tiers": { "cheap": { "models": ["local/one"] }, "mid": { "models": ["local/two"] } } }""";
    private const string Manifest = """{ "id": "local", "wire": "openai", "endpoint": "http://localhost/v1", "models": [{ "id": "one" }, { "id": "two" }] }""";
    private const string Cheap = "partial class One(Switchyard.Router router) { [Switchyard.Tier(Switchyard.Tier.Cheap), Switchyard.Prompt(\"One.\")] public partial System.Threading.Tasks.ValueTask<string> AskAsync(); }";
    private const string Mid = "partial class Two(Switchyard.Router router) { [Switchyard.Tier(Switchyard.Tier.Mid), Switchyard.Prompt(\"Two.\")] public partial System.Threading.Tasks.ValueTask<string> AskAsync(); }";

    private readonly TextFile _policy = new("switchyard.json", Policy);

    [Fact]
    public void An_edit_of_one_task_runs_its_class_only()
    {
        var driver = Start();
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([Cheap.Replace("One.", "1."), Mid]));
        AssertRan(driver, "One.g.cs");
    }

    [Fact]
    public void A_new_task_runs_its_class_only()
    {
        var driver = Start();
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([Cheap, Mid, Cheap.Replace("class One", "class Zero")]));
        Assert.Equal(["One.g.cs", "Two.g.cs", "Zero.g.cs", RouteMapEmitter.HintName], GeneratorVerifier.Sources(driver).Select(source => source.HintName));
        Assert.Equal(
            [IncrementalStepRunReason.New], Outputs(driver).Where(reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)));
    }

    [Fact]
    public void A_removed_task_takes_its_file_along()
    {
        var driver = GeneratorVerifier.Run(Start(), TestCompilation.Create([Mid]));
        Assert.Equal(["Two.g.cs", RouteMapEmitter.HintName], GeneratorVerifier.Sources(driver).Select(source => source.HintName));
    }

    [Fact]
    public void A_change_of_one_tier_runs_what_uses_it()
    {
        var driver = Start().ReplaceAdditionalText(_policy, new TextFile("switchyard.json", Policy.Replace("local/two", "local/three")));
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([Cheap, Mid]));
        AssertRan(driver, "Two.g.cs");
    }

    [Fact]
    public void A_change_of_the_policy_that_says_the_same_runs_nothing()
    {
        var driver = Start().ReplaceAdditionalText(_policy, new TextFile("switchyard.json", Policy + "\n\n"));
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([Cheap, Mid]));
        AssertRan(driver);
    }

    [Fact]
    public void A_manifest_that_loses_a_model_runs_what_used_it()
    {
        var manifest = new TextFile("local.provider.json", Manifest);
        var driver = GeneratorVerifier.Run(Start().AddAdditionalTexts([manifest]), TestCompilation.Create([Cheap, Mid]));
        driver = driver.ReplaceAdditionalText(manifest, new TextFile("local.provider.json", Manifest.Replace(", { \"id\": \"two\" }", "")));
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([Cheap, Mid]));
        AssertRan(driver, "Two.g.cs");
    }

    [Fact]
    public void A_manifest_that_says_more_of_nothing_that_counts_runs_nothing()
    {
        var manifest = new TextFile("local.provider.json", Manifest);
        var driver = GeneratorVerifier.Run(Start().AddAdditionalTexts([manifest]), TestCompilation.Create([Cheap, Mid]));
        driver = driver.ReplaceAdditionalText(
            manifest, new TextFile("local.provider.json", Manifest.Replace("\"two\" }", "\"two\" }, { \"id\": \"three\", \"source\": \"a price list\" }")));
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([Cheap, Mid]));
        AssertRan(driver);
    }

    [Fact]
    public void A_constraint_of_a_class_runs_that_class()
    {
        var driver = GeneratorVerifier.Run(Start(), TestCompilation.Create(["[Switchyard.MaxCost(0.5)] " + Cheap, Mid]));
        AssertRan(driver, "One.g.cs");
    }

    [Fact]
    public void A_type_in_an_answer_runs_what_returns_it()
    {
        const string Type = "public record Answer(int Count);";
        var cheap = Cheap.Replace("ValueTask<string>", "ValueTask<Answer>");
        var driver = GeneratorVerifier.Run(GeneratorVerifier.Driver([_policy]), TestCompilation.Create([cheap, Mid, Type]));
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([cheap, Mid, Type + " // A remark."]));
        AssertRan(driver);
        driver = GeneratorVerifier.Run(driver, TestCompilation.Create([cheap, Mid, Type.Replace("int Count", "int Count, string? Why")]));
        AssertRan(driver, "One.g.cs");
    }

    [Fact]
    public void Other_files_are_not_read()
    {
        var driver = Start().AddAdditionalTexts([new TextFile("appsettings.json", "{}"), new TextFile("myswitchyard.json", "{}")]);
        GeneratorVerifier.AssertNothingRan(GeneratorVerifier.Run(driver, TestCompilation.Create([Cheap, Mid])));
    }

    private GeneratorDriver Start() => GeneratorVerifier.Run(GeneratorVerifier.Driver([_policy]), TestCompilation.Create([Cheap, Mid]));

    private static void AssertRan(GeneratorDriver driver, params string[] files)
    {
        // Both steps give one value per class, in the order of the files.
        Assert.Equal(files.Length, Outputs(driver).Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.All(
            GeneratorVerifier.Sources(driver).Where(file => !file.HintName.StartsWith("Switchyard-", StringComparison.Ordinal)).Zip(Outputs(driver)),
            pair => Assert.Equal(files.Contains(pair.First.HintName), pair.Second == IncrementalStepRunReason.Modified));
    }

    private static IReadOnlyList<IncrementalStepRunReason> Outputs(GeneratorDriver driver) =>
        [.. GeneratorVerifier.Steps(driver).Where(step => step.Step == TrackingNames.RoutedClasses).Select(step => step.Reason)];
}

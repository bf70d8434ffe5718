using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Switchyard.Cli;

namespace Switchyard.Tests.Hosting;

/// <summary>The classifier that a policy asks for: taken up while calls run, and refused in one sentence.</summary>
public sealed class ClassifierSourceTests
{
    private static readonly byte[] s_prompt = Encoding.UTF8.GetBytes("What is the capital of France?");

    [Theory]
    [InlineData(0, 0, Tier.Frontier)]
    [InlineData(0, 1.01, Tier.Mid)]
    [InlineData(1.01, 1.01, Tier.Cheap)]
    public void Thresholds_of_the_policy_decide(double mid, double frontier, Tier tier)
    {
        using var source = Source(new());
        Assert.Equal(tier, source.For(new() { MidFrom = mid, FrontierFrom = frontier }).Classify(s_prompt).Tier);
    }

    [Fact]
    public void The_same_policy_is_the_same_classifier()
    {
        using var source = Source(new());
        var policy = new ClassifierPolicy { MidFrom = 0.1 };
        Assert.Same(source.For(policy), source.For(policy));
        Assert.Same(PromptClassifier.Default, source.For(null));
    }

    [Fact]
    public void A_model_lies_beside_the_policy_and_is_read_anew_when_it_changes()
    {
        using var folder = new TemporaryFolder();
        Save(folder.File("ours.bin"), 0, 2);
        using var source = Source(new() { PolicyFile = folder.File("switchyard.json") });
        var policy = new ClassifierPolicy { Model = "ours.bin" };
        source.Start(policy);
        Assert.Equal(Tier.Mid, source.For(policy).Classify(s_prompt).Tier);

        // Garbage changes nothing.
        File.WriteAllText(folder.File("ours.bin"), "garbage");
        Assert.Equal(Tier.Mid, source.For(policy).Classify(s_prompt).Tier);

        Save(folder.File("ours.bin"), 0, 0);
        Assert.True(SpinWait.SpinUntil(() => source.For(policy).Classify(s_prompt).Tier == Tier.Frontier, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void A_wrong_file_is_one_sentence_and_no_router()
    {
        using var folder = new TemporaryFolder();
        var garbage = folder.Write("garbage.bin", "nothing that a classifier is");
        using var source = Source(new());
        Assert.Contains("garbage.bin cannot be used (This is not a classifier model)", Refusal(new() { Model = garbage }), StringComparison.Ordinal);
        Assert.Contains("missing.bin cannot be used (FileNotFoundException)", Refusal(new() { Model = folder.File("missing.bin") }), StringComparison.Ordinal);
        Assert.Contains("in that order", Refusal(new() { MidFrom = 2 }), StringComparison.Ordinal);

        string Refusal(ClassifierPolicy policy) => Assert.Single(Assert.Throws<SwitchyardConfigurationException>(() => source.Start(policy)).Problems);
    }

    [Fact]
    public void A_policy_that_is_replaced_by_a_wrong_one_keeps_the_classifier()
    {
        using var source = Source(new());
        var before = source.For(new() { MidFrom = 0, FrontierFrom = 0 });
        Assert.Same(before, source.For(new() { Model = "nowhere.bin" }));
    }

    [Fact]
    public void What_calibrate_prints_is_what_the_policy_reads()
    {
        using var folder = new TemporaryFolder();
        var sample = folder.Write("s.jsonl", [.. SamplePrompts.Make(50).Select((p, i) => $$"""{"id":"{{i}}","prompt":{{System.Text.Json.JsonSerializer.Serialize(p)}}}""")]);
        var run = Fixture.Run("calibrate", "--sample", sample, "--shares", "50,50,0");
        var member = run.Output.Split('\n').Single(line => line.StartsWith("\"classifier\"", StringComparison.Ordinal));
        var errors = new List<ConfigurationError>();
        var policy = PolicyReader.Read("p", $$"""{ "tiers": { "cheap": { "models": ["a/b"] } }, {{member}} }""", errors)!;
        Assert.Empty(errors);
        Assert.Equal(1.01, policy.Classifier!.FrontierFrom!.Value, 0.001);
        Assert.InRange(policy.Classifier.MidFrom!.Value, 0.01, 0.99);
    }

    private static ClassifierSource Source(RouterOptions options) => new(options, new(NullLogger.Instance));

    private static void Save(string path, float mid, float frontier)
    {
        var model = PromptClassifier.Default.Model;
        ModelFile.Save(model.With(model.Difficulty, [mid, frontier], model.Models, model.Heads, model.Provenance), path);
    }
}

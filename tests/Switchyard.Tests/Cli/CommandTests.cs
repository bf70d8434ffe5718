using System.Text.Json;

namespace Switchyard.Tests;

public class CommandTests
{
    [Fact]
    public void Predict_ranks_for_two_models_and_says_the_same_twice()
    {
        using var folder = new TemporaryFolder();
        string[] Args(string output) => ["predict", "--train", Fixture.Path("outcomes.jsonl"), "--weak", "small", "--strong", "large", "--in", Fixture.Path("outcomes.jsonl"), "--out", folder.File(output)];
        Assert.Equal(0, Fixture.Run(Args("a.jsonl")).Code);
        Assert.Equal(0, Fixture.Run(Args("b.jsonl")).Code);
        Assert.Equal(120, File.ReadAllLines(folder.File("a.jsonl")).Length);
        Assert.Equal(File.ReadAllText(folder.File("a.jsonl")), File.ReadAllText(folder.File("b.jsonl")));
    }

    [Fact]
    public void Predict_works_for_models_that_no_row_knows_and_without_rows()
    {
        using var folder = new TemporaryFolder();
        var unknown = Fixture.Run("predict", "--train", Fixture.Path("outcomes.jsonl"), "--weak", "x", "--strong", "y", "--in", Fixture.Path("outcomes.jsonl"), "--out", folder.File("a.jsonl"));
        Assert.Equal(0, unknown.Code);
        Assert.Contains("no training row holds x and y", unknown.Output, StringComparison.Ordinal);
        Assert.Equal(0, Fixture.Run("predict", "--weak", "x", "--strong", "y", "--in", Fixture.Path("outcomes.jsonl"), "--out", folder.File("b.jsonl")).Code);
        Assert.True(File.ReadLines(folder.File("b.jsonl")).Distinct().Count() == 120);
    }

    [Fact]
    public void A_decision_does_not_depend_on_the_other_prompts()
    {
        using var folder = new TemporaryFolder();
        var one = folder.Write("one.jsonl", File.ReadLines(Fixture.Path("outcomes.jsonl")).ElementAt(17));
        Fixture.Run("predict", "--train", Fixture.Path("outcomes.jsonl"), "--pool", "small,medium,large", "--in", Fixture.Path("outcomes.jsonl"), "--out", folder.File("all"));
        Fixture.Run("predict", "--train", Fixture.Path("outcomes.jsonl"), "--pool", "small,medium,large", "--in", one, "--out", folder.File("alone"));
        Assert.Equal(File.ReadLines(folder.File("all")).ElementAt(17), File.ReadLines(folder.File("alone")).Single());
    }

    [Theory]
    [InlineData("--ref", "large")]
    [InlineData("--pool", "small,medium,large")]
    public void A_cascade_pays_for_every_call(string option, string value)
    {
        using var folder = new TemporaryFolder();
        var run = Fixture.Run("predict", "--train", Fixture.Path("outcomes.jsonl"), "--cascade", "small,medium", option, value, "--answers", Fixture.Path("outcomes.jsonl"), "--in", Fixture.Path("outcomes.jsonl"), "--out", folder.File("c"));
        Assert.Equal("", run.Error);
        foreach (var line in File.ReadLines(folder.File("c")))
        {
            using var row = JsonDocument.Parse(line);
            var called = row.RootElement.GetProperty("called").EnumerateArray().Select(c => c.GetString()).ToArray();
            Assert.Equal(row.RootElement.GetProperty("model").GetString() == "large" ? ["small", "medium", "large"] : ["small", "medium"], called);
        }
    }

    [Fact]
    public void Eval_measures_out_of_fold_and_draws()
    {
        using var folder = new TemporaryFolder();
        var run = Fixture.Run("eval", "--data", Fixture.Path("outcomes.jsonl"), "--pool", "small,medium,large", "--boot", "50", "--json", "--out", folder.File("p"), "--svg", folder.File("c.svg"));
        Assert.Equal(0, run.Code);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(120, report.RootElement.GetProperty("parts")[0].GetProperty("n").GetInt32());
        Assert.StartsWith("<svg", File.ReadAllText(folder.File("c.svg")), StringComparison.Ordinal);
        Assert.Equal(120, File.ReadAllLines(folder.File("p")).Length);
    }

    [Fact]
    public void Eval_says_where_routing_cannot_help()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 60).Select(i => $$$"""{"id":"{{{i}}}","prompt":"question {{{i}}}","scores":{"good":1,"bad":{{{i % 2}}},"worse":0},"cost":{"good":0.001,"bad":0.002,"worse":0.003}}""").ToArray();
        var data = folder.Write("d.jsonl", rows);

        // Twice: each run has its own output, tables too.
        foreach (var run in new[] { Fixture.Run("eval", "--data", data, "--boot", "20"), Fixture.Run("eval", "--data", data, "--boot", "20") })
        {
            Assert.Equal("", run.Error);
            Assert.Contains("non-inferior", run.Output, StringComparison.Ordinal);
            Assert.Contains("Routing cannot help here: good is the best of these models and costs the least.", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Train_writes_a_model_and_refuses_a_worse_one()
    {
        using var folder = new TemporaryFolder();
        string good = folder.File("good.bin"), output = folder.File("new.bin");
        Assert.Equal(0, Fixture.Run("train", "--data", folder.Write("true.jsonl", Lessons(_ => true)), "--current", "none", "--out", good).Code);
        Assert.Equal(0, Fixture.Run("classify", "Prove it.", "--model", good, "--json").Code);
        Assert.Equal(0, Fixture.Run("train", "--data", folder.Write("more.jsonl", Lessons(_ => true)), "--current", good, "--out", output).Code);

        // All rows but the held-out ones teach the opposite of what is true.
        File.WriteAllText(output, "kept");
        var wrong = folder.Write("wrong.jsonl", Lessons(id => Switchyard.Cli.Folds.Of(id, 5, 1) == 0));
        var run = Fixture.Run("train", "--data", wrong, "--current", good, "--out", output);
        Assert.Equal(3, run.Code);
        Assert.Contains("worse than the current one", run.Error, StringComparison.Ordinal);
        Assert.Equal("kept", File.ReadAllText(output));
    }

    [Fact]
    public void Train_learns_from_feedback_lines()
    {
        using var folder = new TemporaryFolder();
        var lines = Enumerable.Range(0, 300).Select(i => $$"""{"prompt":"Name city {{i}}.","model":"m{{i % 2}}","score":{{i % 2}},"cost":0.001}""").ToArray();
        var run = Fixture.Run("train", "--data", folder.Write("f.jsonl", lines), "--current", "none", "--out", folder.File("m.bin"));
        Assert.Equal(0, run.Code);
        Assert.Contains("Trained on 300 prompts", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_meets_the_usual_split()
    {
        using var folder = new TemporaryFolder();
        var sample = folder.Write("s.jsonl", [.. SamplePrompts.Make(400).Select((p, i) => JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = $"{i}", ["prompt"] = p }))]);
        var run = Fixture.Run("calibrate", "--sample", sample, "--json");
        using var result = JsonDocument.Parse(run.Output);
        var shares = result.RootElement.GetProperty("shares").EnumerateArray().Select(s => s.GetDouble()).ToArray();
        Assert.Equal(0.6, shares[0], 0.02);
        Assert.Equal(0.3, shares[1], 0.02);
        Assert.Equal(0.1, shares[2], 0.02);
    }

    [Fact]
    public void Calibrate_keeps_cost_and_quality()
    {
        var cost = Fixture.Run("calibrate", "--sample", Fixture.Path("outcomes.jsonl"), "--cost", "0.001", "--tier-costs", "0.0001,0.0006,0.004", "--json");
        using var byCost = JsonDocument.Parse(cost.Output);
        Assert.Equal(0.001, byCost.RootElement.GetProperty("cost").GetDouble(), 0.0001);
        var quality = Fixture.Run("calibrate", "--sample", Fixture.Path("outcomes.jsonl"), "--quality", "0.95", "--tier-models", "small,medium,large", "--json");
        using var byQuality = JsonDocument.Parse(quality.Output);
        Assert.True(byQuality.RootElement.GetProperty("qualityShare").GetDouble() >= 0.95);
    }

    [Fact]
    public void Classify_explains()
    {
        var run = Fixture.Run("classify", "Translate this to French: good morning");
        Assert.StartsWith("cheap: rewrites or picks from what is given", run.Output, StringComparison.Ordinal);
    }

    // Copper fails and velvet succeeds, or the other way round where it is not true. The rules know neither.
    private static string[] Lessons(Func<string, bool> isTrue) => [.. Enumerable.Range(0, 400).Select(i =>
    {
        var hard = i % 2 == 0;
        var good = hard != isTrue($"l{i}");
        return $$$"""{"id":"l{{{i}}}","prompt":"{{{(hard ? "Tell about copper" : "Tell about velvet")}}} {{{i}}}","scores":{"m":{{{(good ? 1 : 0)}}}},"cost":{"m":0.001}}""";
    })];
}

using Switchyard.Storage;
using Switchyard.Testing;

namespace Switchyard.Tests;

/// <summary>The whole loop: calls, reports, training, the judgement on the new model, and what it changes.</summary>
public class FeedbackLoopTests
{
    private static readonly TaskDefinition s_task = new("Tests.Loop", Tier.Auto);

    [Fact]
    public async Task What_an_application_reports_changes_where_its_prompts_go()
    {
        using var folder = new TemporaryFolder();
        string feedback = folder.File("feedback.jsonl"), model = folder.File("ours.bin");

        // Before: both kinds of prompts look easy. The cheap model fails on what is about contracts.
        await using (var file = new FeedbackFile(feedback))
        await using (var router = Router(null, options => options.FeedbackFile = file))
            await AskAndReportAsync(router);

        var train = Fixture.Run("train", "--data", feedback, "--out", model);
        Assert.Equal("", train.Error);
        Assert.Equal(0, train.Code);
        Assert.Equal(0, Fixture.Run("eval", "--data", feedback, "--model", model).Code);

        await using (var router = Router(new ClassifierPolicy { Model = model }, _ => { }))
        {
            Assert.NotEqual("p/cheap", (await AskAsync(router, Contract(1000))).Model);
            Assert.Equal("p/cheap", (await AskAsync(router, City(1000))).Model);
        }

        // A model that learned the opposite is refused, by training and by evaluation.
        var wrong = folder.Write("wrong.jsonl", [.. File.ReadLines(feedback).Select(Contradict)]);
        var opposite = folder.File("opposite.bin");
        Assert.Equal(0, Fixture.Run("train", "--data", wrong, "--out", opposite).Code);
        var eval = Fixture.Run("eval", "--data", feedback, "--model", opposite, "--current", model);
        Assert.Equal(3, eval.Code);
        Assert.Contains("worse than the current one", eval.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_is_learned_from_as_a_file_is()
    {
        using var folder = new TemporaryFolder();
        string data = folder.File("data"), model = folder.File("ours.bin");
        await using (var ledger = SqliteLedger.Open(new() { Folder = new(data), KeepsFeatures = true }))
        {
            await using var router = Router(null, options => options.Ledger = ledger);
            await AskAndReportAsync(router);
        }

        var train = Fixture.Run("train", "--data", data, "--out", model);
        Assert.Equal("", train.Error);
        Assert.Equal(0, train.Code);
        Assert.Contains("Trained on 120 prompts", train.Output, StringComparison.Ordinal);
        Assert.Equal(0, Fixture.Run("eval", "--data", data, "--model", model).Code);
        await using (var router = Router(new ClassifierPolicy { Model = model }, _ => { }))
        {
            Assert.NotEqual("p/cheap", (await AskAsync(router, Contract(1000))).Model);
            Assert.Equal("p/cheap", (await AskAsync(router, City(1000))).Model);
        }
    }

    [Theory]
    [InlineData(false, "has no feedback yet")]
    [InlineData(true, "kept no features")]
    public async Task A_ledger_without_what_it_takes_says_so(bool reports, string sentence)
    {
        using var folder = new TemporaryFolder();
        await using (var ledger = SqliteLedger.Open(new() { Folder = new(folder.File("data")) }))
        {
            await using var router = Router(null, options => options.Ledger = ledger);
            var result = await AskAsync(router, City(1));
            if (reports) router.Report(result.CallId, 1);
        }

        var run = Fixture.Run("train", "--data", folder.File("data"), "--out", folder.File("out"));
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_ledger_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = Fixture.Run("train", "--data", folder.File("."), "--out", folder.File("out"));
        Assert.Equal(2, run.Code);
        Assert.Contains("There is no ledger in the folder", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.File(".")));
    }

    [Theory]
    [InlineData("predict", "--train", "DATA", "--weak", "a", "--strong", "b", "--in", "DATA", "--out", "OUT")]
    [InlineData("eval", "--data", "DATA")]
    [InlineData("train", "--data", "DATA", "--current", "none", "--out", "OUT")]
    public void What_needs_prompts_says_so(params string[] command)
    {
        using var folder = new TemporaryFolder();
        var features = PromptFeatures.Of("Name a city."u8, PromptClassifier.Default.Model).Pack();
        var data = folder.Write("f.jsonl", [.. Enumerable.Range(0, 60).Select(i => $$"""{"id":"{{i}}","call":"{{i}}","features":"{{features}}","attempts":[{"model":"a","outcome":"InvalidReply"}]}""")]);
        if (command[0] == "predict") folder.Write("in.jsonl", """{"id":"1","prompt":"p"}""");
        string[] args = [.. command.Select((a, i) => a == "OUT" ? folder.File("out") : a == "DATA" && command[i - 1] == "--in" ? folder.File("in.jsonl") : a == "DATA" ? data : a)];
        var run = Fixture.Run(args);
        Assert.Equal(2, run.Code);
        Assert.Contains("prompt", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.False(File.Exists(folder.File("out")));
    }

    [Theory]
    [InlineData("""{"call":"1","score":2}""", "must be a number from 0 to 1")]
    [InlineData("""{"call":"1","score":1}""", "No report belongs to a call")]
    [InlineData("""{"call":"1","features":"x","attempts":[{"model":"m","outcome":"Completed"}]}""", "another version of Switchyard")]
    [InlineData("""{"call":1}""", "has no text \"call\"")]
    public void A_malformed_line_is_named(string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        var run = Fixture.Run("train", "--data", folder.Write("f.jsonl", line), "--out", folder.File("out"));
        Assert.Equal(2, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    private static async Task AskAndReportAsync(Router router)
    {
        for (var i = 0; i < 120; i++)
        {
            var hard = i % 2 == 0;
            var result = await AskAsync(router, hard ? Contract(i) : City(i));
            Assert.Equal("p/cheap", result.Model);
            router.Report(result.CallId, hard ? 0 : 1);
        }
    }

    private static string Contract(int i) => $"Which contract clause {i} does the court name?";

    private static string City(int i) => $"Which city {i} do the people name?";

    private static string Contradict(string line) =>
        line.EndsWith("\"score\":0}", StringComparison.Ordinal) ? line.Replace("\"score\":0}", "\"score\":1}", StringComparison.Ordinal)
        : line.Replace("\"score\":1}", "\"score\":0}", StringComparison.Ordinal);

    private static ValueTask<RoutedResult<string>> AskAsync(Router router, string prompt)
    {
        var call = router.Begin(s_task);
        call.WriteJson(",\"messages\":[{\"role\":\"user\",\"content\":\""u8);
        call.WriteText(prompt);
        call.WriteJson("\"}]"u8);
        return call.CompleteResultAsync(TestContext.Current.CancellationToken);
    }

    private static Router Router(ClassifierPolicy? classifier, Action<RouterOptions> configure) => TestRouter.Create(
        new Policy
        {
            Tiers = new[] { Tier.Cheap, Tier.Mid, Tier.Frontier }.ToDictionary(tier => tier, IReadOnlyList<string> (tier) => ["p/" + tier.ToString().ToLowerInvariant()]),
            Classifier = classifier,
        },
        new Dictionary<string, IProvider> { ["p"] = new ScriptedProvider() },
        configure);
}

using System.Text;
using System.Text.Json;
using Switchyard.Testing;

namespace Switchyard.Tests.Metering;

/// <summary>What becomes known about answers, and where it is kept.</summary>
public sealed class FeedbackTests
{
    private const string Secret = "My neighbour Wilhelmine owes 4711 crowns";

    [Fact]
    public async Task A_report_goes_to_the_ledger()
    {
        var ledger = new MemoryLedger();
        await using var router = TestCalls.Pair(new(), new(), options => options.Ledger = ledger);
        var result = await TestCalls.AskAsync(router, TestContext.Current.CancellationToken);

        Assert.True(router.Report(result.CallId, 0.25));

        var feedback = Assert.Single(ledger.SnapshotFeedback());
        Assert.Equal((result.CallId, FeedbackSignal.Reported, 0.25), (feedback.CallId, feedback.Signal, feedback.Score));
        Assert.Equal(result.CallId, ledger.Snapshot().Single().Call.CallId);
    }

    [Fact]
    public async Task Failover_and_answers_that_do_not_fit_are_signals()
    {
        var ledger = new MemoryLedger();
        var a = new ScriptedProvider().Then(ScriptedReply.Answer("no number"));
        await using var router = TestCalls.Pair(a, new ScriptedProvider().Then(ScriptedReply.Answer("5")), options => options.Ledger = ledger);

        var result = await TestCalls.Begin(router).CompleteResultAsync<int>(ReadNumber, TestContext.Current.CancellationToken);

        Assert.Equal("b/two", result.Model);
        var signals = ledger.SnapshotFeedback();
        Assert.Contains(signals, s => s is { Signal: FeedbackSignal.InvalidReply, Model: "a/one", Score: 0 } && s.CallId == result.CallId);
        Assert.Contains(signals, s => s is { Signal: FeedbackSignal.FailedOver, Model: "a/one", Score: null });
        Assert.DoesNotContain(signals, s => s.Model == "b/two");
    }

    [Fact]
    public async Task Nobody_who_keeps_it_is_said()
    {
        await using var router = TestCalls.Pair(new(), new());
        Assert.False(router.Report(Guid.NewGuid(), 1));
    }

    [Fact]
    public async Task A_report_that_means_nothing_is_refused()
    {
        await using var router = TestCalls.Pair(new(), new());
        Assert.Throws<ArgumentException>(() => router.Report(Guid.Empty, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => router.Report(Guid.NewGuid(), 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => router.Report(Guid.NewGuid(), double.NaN));
    }

    [Fact]
    public async Task A_ledger_that_throws_takes_no_answer_away()
    {
        await using var router = TestCalls.Pair(new(), new(), options => options.Ledger = new ThrowingLedger());
        var result = await TestCalls.AskAsync(router, TestContext.Current.CancellationToken);
        Assert.Equal("ok", result.Value);
        Assert.True(router.Report(result.CallId, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_file_holds_no_word_of_a_prompt_unless_it_is_asked_to(bool storePrompts)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("feedback.jsonl");
        await using (var file = new FeedbackFile(path, storePrompts))
        await using (var router = TestCalls.Pair(new(), new(), options => options.FeedbackFile = file))
        {
            var result = await TestCalls.Begin(router, Secret).CompleteResultAsync(TestContext.Current.CancellationToken);
            Assert.True(router.Report(result.CallId, 1));
        }

        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(storePrompts, text.Contains("Wilhelmine", StringComparison.Ordinal));
        var lines = text.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(lines[0].GetProperty("call").GetGuid(), lines[1].GetProperty("call").GetGuid());
        Assert.Equal(1, lines[1].GetProperty("score").GetDouble());
        var features = PromptFeatures.Unpack(lines[0].GetProperty("features").GetString()!)!;
        Assert.Equal(PromptFeatures.Of(Encoding.UTF8.GetBytes(Secret), PromptClassifier.Default.Model).Counts, features.Counts);
        Assert.Equal("a/one", lines[0].GetProperty("attempts")[0].GetProperty("model").GetString());
    }

    [Fact]
    public async Task What_cannot_be_written_is_counted()
    {
        using var folder = new TemporaryFolder();
        var directory = Directory.CreateDirectory(folder.File("taken-away"));
        var file = new FeedbackFile(Path.Combine(directory.FullName, "feedback.jsonl"));
        await using (var router = TestCalls.Pair(new(), new(), options => options.FeedbackFile = file))
        {
            directory.Delete(recursive: true);
            await TestCalls.AskAsync(router, TestContext.Current.CancellationToken);
        }

        await file.DisposeAsync();
        Assert.Equal(1, file.Lost);
    }

    [Fact]
    public void A_file_that_cannot_be_written_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        var file = new FeedbackFile(Path.Combine(folder.File("missing"), "feedback.jsonl"));

        var failure = Assert.Throws<SwitchyardConfigurationException>(() => TestCalls.Pair(new(), new(), options => options.FeedbackFile = file));

        Assert.Contains($"The feedback file {file.Path} cannot be written", Assert.Single(failure.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_its_users_own()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        await using var file = new FeedbackFile(folder.File("feedback.jsonl"));
        await using var router = TestCalls.Pair(new(), new(), options => options.FeedbackFile = file);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void Kept_features_are_judged_as_the_prompt_is()
    {
        foreach (var prompt in SamplePrompts.Make(200))
        {
            var bytes = Encoding.UTF8.GetBytes(prompt);
            var kept = PromptFeatures.Unpack(PromptFeatures.Of(bytes, PromptClassifier.Default.Model).Pack())!;
            Assert.Equal(PromptClassifier.Default.Classify(bytes).Difficulty, PromptClassifier.Default.DifficultyOf(kept), 0.002f);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("AQAAAAA=")]
    [InlineData("AgAAAABdAAAA")]
    public void What_is_no_features_is_not_unpacked(string packed) => Assert.Null(PromptFeatures.Unpack(packed));

    private static bool ReadNumber(ReadOnlySpan<byte> text, out int value) => int.TryParse(text, out value);

    private sealed class ThrowingLedger : ILedger, IFeedbackLedger
    {
        public void Record(in CallRecord call, ReadOnlySpan<Attempt> attempts) => throw new InvalidOperationException();

        public void Record(in Feedback feedback) => throw new InvalidOperationException();
    }
}

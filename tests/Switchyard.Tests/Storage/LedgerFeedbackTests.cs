using System.Text;
using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

/// <summary>What became known about answers, in the ledger.</summary>
public sealed class LedgerFeedbackTests
{
    private const string Secret = "My neighbour Wilhelmine owes 4711 crowns";

    [Fact]
    public async Task AReportJoinsItsCallAndTheLastOneHolds()
    {
        using var store = new TestStore();
        var (judged, silent, misfit) = (TestStore.Call() with { Features = "AQID" }, TestStore.Call(), TestStore.Call());
        await using (var ledger = SqliteLedger.Open(store.Options()))
        {
            // Feedback may come before its call is committed, and about a call that is not there.
            ledger.Record(Report(judged.CallId, 0.25));
            ledger.Record(judged, TestStore.Answered);
            ledger.Record(silent, TestStore.Answered);
            ledger.Record(misfit, TestStore.Answered);
            ledger.Record(Report(judged.CallId, 0.75));
            ledger.Record(Report(Guid.NewGuid(), 1));
            ledger.Record(new Feedback { CallId = misfit.CallId, At = DateTimeOffset.UnixEpoch, Signal = FeedbackSignal.InvalidReply, Model = "a/one", Score = 0 });
            ledger.Record(new Feedback { CallId = silent.CallId, At = DateTimeOffset.UnixEpoch, Signal = FeedbackSignal.FailedOver, Model = "a/one" });
            Assert.True(ledger.Flush());

            // Feedback is not counted among the calls.
            Assert.Equal(new LedgerStatus(3, 3, 0, 0, false), ledger.Status);
        }

        var read = new List<JudgedCall>();
        Administration.Open(store.Options()).Feedback.ForEach(read.Add);

        Assert.Equal([(judged.CallId, "AQID", 0.75), (misfit.CallId, null, (double?)null)], read.Select(call => (call.Call.Id, call.Features, call.Score)));
        Assert.Equal(["a/one", "b/two"], read[0].Call.Attempts.Select(attempt => attempt.Model));
        Assert.Equal(["InvalidReply|a/one|0", "FailedOver|a/one|"], store.Rows("SELECT signal, model, score FROM feedback WHERE signal <> 'Reported' ORDER BY sequence"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ItHoldsFeaturesIfAskedToAndNeverAWordOfThePrompt(bool keepsFeatures)
    {
        using var store = new TestStore();
        await using (var ledger = SqliteLedger.Open(store.Options(options => options.KeepsFeatures = keepsFeatures)))
        {
            await using var router = TestCalls.Pair(new(), new(), options => options.Ledger = ledger);
            var result = await TestCalls.Begin(router, Secret).CompleteResultAsync(TestContext.Current.CancellationToken);
            Assert.True(router.Report(result.CallId, 1));
            AssertNoSecret(store);
        }

        AssertNoSecret(store);
        var read = new List<JudgedCall>();
        Administration.Open(store.Options()).Feedback.ForEach(read.Add);
        Assert.Equal((1d, "a/one"), (read.Single().Score!.Value, read[0].Call.Model));
        Assert.Equal(keepsFeatures, read[0].Features is not null);
        if (keepsFeatures)
            Assert.Equal(PromptFeatures.Of(Encoding.UTF8.GetBytes(Secret), PromptClassifier.Default.Model).Pack(), read[0].Features);
    }

    [Fact]
    public void ALongPromptsFeaturesFitIntoARecord()
    {
        using var store = new TestStore();
        var longest = SamplePrompts.Make(200).Max(prompt => PromptFeatures.Of(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(prompt + "\n", 40))), PromptClassifier.Default.Model).Pack().Length);
        Assert.InRange(longest, 60, RecordWriter.MaxText);
    }

    [Fact]
    public void ACallOfAnOlderJournalIsRead()
    {
        using var store = new TestStore();
        Directory.CreateDirectory(store.Folder.Path);
        var call = TestStore.Call(origin: new() { KeyId = "k1" });

        // As it was written before there were features: their empty text stands before the number of attempts.
        var record = RecordWriter.Write(RecordKind.Call, call, []).ToArray();
        byte[] older = [RecordKind.CallWithoutFeatures, .. record[1..^3], 0];
        using (var writer = new LedgerWriter(new(store.Folder.Database, Schema.Store)))
        {
            writer.Begin();
            Assert.True(writer.Insert(new(1, 64), older));
            Assert.False(writer.Insert(new(1, 128), [99, .. record[1..]]));
            writer.Commit(new(1, 192));
        }

        Assert.Equal(["k1|Tests.Ask|0|"], store.Rows("SELECT key, task, attempts, features FROM calls"));
        Assert.Equal("k1", Administration.Open(store.Options()).Costs.Find(call.CallId)!.Key);
        Assert.Null(Administration.Open(store.Options()).Costs.Find(Guid.NewGuid()));
    }

    private static Feedback Report(Guid call, double score) => new() { CallId = call, At = DateTimeOffset.UnixEpoch, Signal = FeedbackSignal.Reported, Score = score };

    private static void AssertNoSecret(TestStore store)
    {
        foreach (var path in Directory.EnumerateFiles(store.Folder.Path, "*", SearchOption.AllDirectories))
        {
            // Held by whoever owns the folder, and empty.
            if (path == store.Folder.Lock)
                continue;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            file.CopyTo(copy);
            Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf("Wilhelmine"u8));
        }
    }
}

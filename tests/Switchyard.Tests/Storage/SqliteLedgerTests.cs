using Switchyard.Storage;
using Switchyard.Testing;

namespace Switchyard.Tests.Storage;

public sealed class SqliteLedgerTests
{
    [Fact]
    public async Task ARowSaysWhatACallAndItsAttemptsWere()
    {
        using var store = new TestStore();
        var call = TestStore.Call(origin: new() { KeyId = "k1", Team = "blue", Tags = ["x", "ü\"y"], Asked = "cheap", RequestId = "r-9", Reserved = 0.25m }) with { Cost = null };
        await using (var ledger = SqliteLedger.Open(store.Options()))
        {
            ledger.Record(call, TestStore.Answered);
            Assert.True(ledger.Flush());
            Assert.Equal(new LedgerStatus(1, 1, 0, 0, false), ledger.Status);
        }

        Assert.Equal(
            [$"{TestStore.Hex(call.CallId)}|1795428000000000|k1|blue|[\"x\",\"ü\\u0022y\"]|cheap|Tests.Ask|Cheap|b|b/two|Completed|2|100|10|5|20|8||250000000|0||43000|7000|r-9"],
            store.Rows("SELECT lower(hex(id)), started, key, team, replace(tags, '\\u00FC', 'ü'), asked, task, tier, provider, model, outcome, attempts, input_tokens, cached_tokens, written_tokens, output_tokens, reasoning_tokens, cost, charged, is_cached, saved, duration, first_token, request_id FROM calls"));
        Assert.Equal(
            ["1|a|a/one|A_KEY|TimedOut|Idle||3000|0|0|0|0|0||", "2|b|b/two|B_KEY|Completed||200|40000|100|10|5|20|8|1000000|req-1"],
            store.Rows("SELECT number, provider, model, provider_key, outcome, time_limit, http_status, duration, input_tokens, cached_tokens, written_tokens, output_tokens, reasoning_tokens, cost, request_id FROM attempts ORDER BY number"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ACorrectionStandsInThePlaceOfItsCall(bool isWrittenBetween)
    {
        using var store = new TestStore();
        var call = TestStore.Call(origin: new() { KeyId = "k1" });
        await using (var ledger = SqliteLedger.Open(store.Options()))
        {
            ledger.Record(TestStore.Call(origin: new() { KeyId = "k1" }), TestStore.Answered);
            ledger.Record(call, TestStore.Answered);
            ledger.Record(TestStore.Call(origin: new() { KeyId = "k1" }), TestStore.Answered);
            if (isWrittenBetween)
                Assert.True(ledger.Flush());
            ledger.Correct(call with { Cost = 0.004m }, [TestStore.Answered[0] with { Cost = 0.003m }, TestStore.Answered[1]]);
            Assert.True(ledger.Flush());
            Assert.Equal(new LedgerStatus(4, 4, 0, 0, false), ledger.Status);
        }

        Assert.Equal(["1000000|2", "4000000|2", "1000000|2"], store.Rows("SELECT charged, attempts FROM calls ORDER BY sequence"));
        Assert.Equal(TestStore.Hex(call.CallId), store.Ids()[1]);
        Assert.Equal(["1|3000000", "2|1000000"], store.Rows("SELECT number, cost FROM attempts WHERE call = (SELECT sequence FROM calls WHERE charged = 4000000) ORDER BY number"));
        Assert.Equal(["6"], store.Rows("SELECT count(*) FROM attempts"));
        Assert.Equal(["3|6000000"], store.Rows("SELECT sum(calls), sum(charged) FROM spend"));
    }

    [Fact]
    public async Task ACorrectionOfACallThatFoundNoRoomIsTheCall()
    {
        using var store = new TestStore();
        await using (var ledger = SqliteLedger.Open(store.Options()))
            ledger.Correct(TestStore.Call(), TestStore.Answered);

        Assert.Equal(["1|1000000"], store.Rows("SELECT calls, charged FROM spend"));
        Assert.Single(store.Ids());
    }

    [Fact]
    public async Task AnswersOfTheCacheAreBookedAsSaved()
    {
        using var store = new TestStore();
        await using (var ledger = SqliteLedger.Open(store.Options()))
            ledger.Record(TestStore.Call() with { Cost = 0, CachedModel = "b/two", Saved = 0.5m }, []);

        Assert.Equal(["b|b/two|0|1|500000000|0"], store.Rows("SELECT provider, model, cost, is_cached, saved, attempts FROM calls"));
    }

    [Fact]
    public async Task ARoutersCallsArriveWithTheirOrigin()
    {
        using var store = new TestStore();
        await using (var ledger = SqliteLedger.Open(store.Options()))
        {
            await using var router = TestCalls.Pair(
                new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.RateLimited, 429)),
                new ScriptedProvider().Then(ScriptedReply.Answer("yes"), ScriptedReply.Answer("yes")),
                options => options.Ledger = ledger);
            var call = TestCalls.Begin(router);
            call.Origin = new() { KeyId = "k1", Asked = "auto" };
            await call.CompleteAsync(TestContext.Current.CancellationToken);

            // A pooled call must not book the next caller's spend under the last one's key.
            await TestCalls.AskAsync(router, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["k1|auto|Tests.Ask|b/two|2", "||Tests.Ask|b/two|1"], store.Rows("SELECT key, asked, task, model, attempts FROM calls ORDER BY sequence"));
    }

    [Fact]
    public async Task TextIsKeptWithinBoundsAndNeverRefused()
    {
        using var store = new TestStore();
        var text = new string('ä', 10_000) + "\ud800";
        var tags = Enumerable.Range(0, 100).Select(index => index + text).ToList();
        var attempts = Enumerable.Repeat(TestStore.Answered[0] with { Model = text, RequestId = text }, 300).ToArray();
        await using (var ledger = SqliteLedger.Open(store.Options(options => options.SegmentBytes = 1 << 20)))
        {
            ledger.Record(TestStore.Call(origin: new() { Asked = text, RequestId = "\ud800", Tags = tags }) with { Cost = decimal.MaxValue, Task = null! }, attempts);
            ledger.Record(TestStore.Call(), []);
            Assert.Equal(2, ledger.Status.Recorded);
        }

        Assert.Equal(["256|\ufffd|32|255|1000000000000000000", "0||0|0|1000000"], store.Rows("SELECT ifnull(length(asked), 0), request_id, json_array_length(tags), attempts, cost FROM calls ORDER BY sequence"));
    }

    [Fact]
    public async Task CallsFromManyThreadsAreWrittenOnceAcrossManyFiles()
    {
        using var store = new TestStore();
        var ids = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using (var ledger = SqliteLedger.Open(store.Options(options => options.SegmentBytes = 64 << 10)))
        {
            await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (_, _) =>
            {
                for (var index = 0; index < 1000; index++)
                {
                    var call = TestStore.Call();
                    ledger.Record(call, TestStore.Answered);
                    ids.Add(TestStore.Hex(call.CallId));
                }

                return ValueTask.CompletedTask;
            });
        }

        Assert.Equal(ids.Order(), store.Ids().Order());
        Assert.Empty(Directory.EnumerateFileSystemEntries(store.Folder.Journal));
    }

    [Fact]
    public async Task ASecondLedgerOnTheSameFolderIsRefusedInOneSentence()
    {
        using var store = new TestStore();
        await using var ledger = SqliteLedger.Open(store.Options());

        var refusal = Assert.Throws<StorageException>(() => SqliteLedger.Open(store.Options()));

        Assert.Contains("is in use by another gateway", refusal.Message, StringComparison.Ordinal);
        SqliteLedger.CatchUp(store.Options());
    }

    [Fact]
    public async Task ADatabaseThatCannotBeWrittenHarmsNoCallAndLosesNone()
    {
        using var store = new TestStore();
        await using var ledger = SqliteLedger.Open(store.Options(options => options.CommitInterval = TimeSpan.FromSeconds(10)));
        store.Rows("CREATE TRIGGER full BEFORE INSERT ON calls BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        ledger.Record(TestStore.Call(), TestStore.Answered);
        Assert.False(ledger.Flush());
        Assert.True(ledger.Status.IsFailing);
        ledger.Record(TestStore.Call(), TestStore.Answered);
        store.Rows("DROP TRIGGER full");

        Assert.True(ledger.Flush());
        Assert.Equal(new LedgerStatus(2, 2, 0, 0, false), ledger.Status);
        Assert.Equal(["2|2000000"], store.Rows("SELECT calls, charged FROM spend"));
    }

    [Fact]
    public async Task WhatDoesNotFitTheBacklogIsCountedAndTheRestIsWritten()
    {
        using var store = new TestStore();
        await using var ledger = SqliteLedger.Open(store.Options(options => (options.SegmentBytes, options.MaxBacklogBytes) = (64 << 10, 128 << 10)));
        store.Rows("CREATE TRIGGER full BEFORE INSERT ON calls BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        for (var index = 0; index < 1000; index++)
            ledger.Record(TestStore.Call(), TestStore.Answered);
        store.Rows("DROP TRIGGER full");

        Assert.True(ledger.Flush());
        var status = ledger.Status;
        Assert.True(status.Lost > 0);
        Assert.Equal((1000, status.Recorded), (status.Recorded + status.Lost, status.Written));
    }

    [Fact]
    public async Task WithoutRoomForJournalFilesMemoryDoes()
    {
        using var store = new TestStore();
        await using (var ledger = SqliteLedger.Open(store.Options(options => options.SegmentBytes = 64 << 10)))
        {
            // No file can be made in a folder that is not there.
            Directory.Move(store.Folder.Journal, store.Folder.Journal + ".away");
            for (var index = 0; index < 1000; index++)
                ledger.Record(TestStore.Call(), TestStore.Answered);
            Assert.True(ledger.Status.AtRisk > 0);
            Assert.Equal(0, ledger.Status.Lost);
        }

        Assert.Equal(1000, store.Ids().Count);
    }
}

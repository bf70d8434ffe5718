using Microsoft.Extensions.Time.Testing;
using Switchyard.Storage;

namespace Switchyard.Tests.Storage;

public sealed class GateTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task TwoHundredAtOnceOnABudgetForFifty()
    {
        using var folder = new TestStore();
        await using var store = Store.Open(folder.Options());
        var key = store.Administration.Keys.Create(new() { Name = "a" }).Key;
        store.Administration.Budgets.Set(BudgetScope.Key, "a", BudgetPeriod.Month, 0.50m);

        var admissions = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => store.Gate.Admit(key, new() { WorstCost = 0.01m }))));

        var refused = admissions.Where(admission => !admission.IsAllowed).ToList();
        Assert.Equal(150, refused.Count);
        Assert.All(refused, admission => Assert.Equal((Verdict.BudgetExhausted, 1), (admission.Verdict, admission.RetryAfterSeconds)));
        foreach (var admission in admissions)
        {
            if (admission.IsAllowed)
                admission.Settle(0.01m, null);
            admission.Dispose();
        }

        Assert.Equal((0.50m, 0m, 0m), (store.Gate.Budgets[0].Spent, store.Gate.Budgets[0].Reserved, store.Gate.Budgets[0].Remaining));
    }

    [Fact]
    public async Task NeverMoreIsSpentAndReservedThanTheLimits()
    {
        using var folder = new TestStore();
        await using var store = Store.Open(folder.Options());
        var keys = new[] { "blue", "blue", "green" }.Select((team, index) => store.Administration.Keys.Create(new() { Name = $"k{index}", Team = team, Tags = [$"t{index % 2}"] }).Key).ToArray();
        store.Administration.Budgets.Set(BudgetScope.Key, "k0", BudgetPeriod.Day, 3);
        store.Administration.Budgets.Set(BudgetScope.Team, "blue", BudgetPeriod.Week, 5);
        store.Administration.Budgets.Set(BudgetScope.Tag, "t0", BudgetPeriod.Month, 6);
        store.Administration.Budgets.Set(BudgetScope.Tag, "job", BudgetPeriod.Total, 4);
        var spent = new decimal[4];
        var watching = true;
        var watcher = Task.Run(() =>
        {
            while (Volatile.Read(ref watching))
                Assert.All(store.Gate.Budgets, status => Assert.InRange(status.Spent + status.Reserved, 0, status.Budget.Limit));
        }, TestContext.Current.CancellationToken);

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, async (worker, _) =>
        {
            var random = new Random(worker);
            for (var round = 0; round < 400; round++)
            {
                var which = random.Next(keys.Length);
                string[]? tags = random.Next(2) == 0 ? ["job", "t0"] : null;
                var worst = random.Next(1, 100) / 1000m;
                using var admission = store.Gate.Admit(keys[which], new() { WorstCost = worst, Tags = tags });
                if (!admission.IsAllowed)
                    continue;
                if (random.Next(4) == 0)
                    await Task.Yield();

                // Sometimes nobody knows what it cost, and sometimes nobody settles.
                decimal? cost = random.Next(5) == 0 ? null : Math.Round(worst * random.Next(0, 101) / 100, 6);
                if (random.Next(10) == 0)
                    cost = null;
                else
                    admission.Settle(cost, null);
                bool[] counted = [which == 0, which < 2, which is 0 or 2 || tags is not null, tags is not null];
                lock (spent)
                {
                    for (var index = 0; index < spent.Length; index++)
                        spent[index] += counted[index] ? cost ?? worst : 0;
                }
            }
        });
        Volatile.Write(ref watching, false);
        await watcher;

        Assert.Equal(spent, store.Gate.Budgets.Select(status => status.Spent));
        Assert.All(store.Gate.Budgets, status => Assert.Equal(0, status.Reserved));
        Assert.Contains(store.Gate.Budgets, status => status.Remaining < 0.1m);
    }

    [Fact]
    public async Task WhatAKilledProcessReservedIsFreeAndWhatItAnsweredIsCharged()
    {
        using var folder = new TestStore();
        await using (var store = Open(folder))
        {
            var key = store.Administration.Keys.Create(new() { Name = "a", Team = "blue", Tags = ["x"] }).Key;
            foreach (var (scope, name) in new[] { (BudgetScope.Key, "a"), (BudgetScope.Team, "blue"), (BudgetScope.Tag, "x"), (BudgetScope.Tag, "own") })
                store.Administration.Budgets.Set(scope, name, BudgetPeriod.Month, 1);

            // Answered and recorded, but never settled; answered at an unknown cost; admitted and never answered.
            var answered = store.Gate.Admit(key, new() { WorstCost = 0.2m, Tags = ["own"] });
            store.Ledger.Record(TestStore.Call(origin: answered.Origin) with { Cost = 0.1m }, TestStore.Answered);
            var unknown = store.Gate.Admit(key, new() { WorstCost = 0.3m });
            store.Ledger.Record(TestStore.Call(origin: unknown.Origin) with { Cost = null }, TestStore.Answered);
            store.Gate.Admit(key, new() { WorstCost = 0.4m });

            // Of last month.
            store.Ledger.Record(TestStore.Call(origin: answered.Origin) with { Started = _time.GetUtcNow().AddMonths(-1) }, TestStore.Answered);
        }

        await using var again = Open(folder);
        Assert.Equal([0.4m, 0.4m, 0.4m, 0.1m], again.Gate.Budgets.Select(status => status.Spent));
        Assert.Equal([0.4m, 0.4m, 0.4m, 0.1m], again.Administration.Budgets.List().Select(status => status.Spent));
        Assert.All(again.Gate.Budgets, status => Assert.Equal(0, status.Reserved));
    }

    [Fact]
    public async Task ABudgetSetLaterCountsWhatWasSpentBefore()
    {
        using var folder = new TestStore();
        await using var store = Open(folder);
        var key = store.Administration.Keys.Create(new() { Name = "a" }).Key;
        var admission = store.Gate.Admit(key, default);
        store.Ledger.Record(TestStore.Call(origin: admission.Origin) with { Cost = 0.7m }, TestStore.Answered);
        admission.Settle(0.7m, null);
        var underWay = store.Gate.Admit(key, default);

        store.Administration.Budgets.Set(BudgetScope.Key, "a", BudgetPeriod.Day, 1);
        Assert.Equal(0.7m, store.Gate.Budgets[0].Spent);
        underWay.Settle(0.2m, null);
        Assert.Equal(0.9m, store.Gate.Budgets[0].Spent);
        Assert.Equal(Verdict.BudgetExhausted, store.Gate.Admit(key, new() { WorstCost = 0.2m }).Verdict);
        store.Administration.Budgets.Set(BudgetScope.Key, "a", BudgetPeriod.Day, 2);
        Assert.True(store.Gate.Admit(key, new() { WorstCost = 0.2m }).IsAllowed);
        Assert.Equal(Verdict.CostUnknown, store.Gate.Admit(key, default).Verdict);
        store.Administration.Budgets.Remove(BudgetScope.Key, "a", BudgetPeriod.Day);
        Assert.True(store.Gate.Admit(key, default).IsAllowed);
    }

    [Fact]
    public async Task WhatTheWholeBudgetDoesNotPayForIsNotAskedToWait()
    {
        using var folder = new TestStore();
        await using var store = Open(folder);
        var key = store.Administration.Keys.Create(new() { Name = "a" }).Key;
        store.Administration.Budgets.Set(BudgetScope.Key, "a", BudgetPeriod.Day, 1);

        var refused = store.Gate.Admit(key, new() { WorstCost = 1.5m });

        Assert.Equal((Verdict.BudgetExhausted, null), (refused.Verdict, refused.RetryAfterSeconds));
        Assert.Equal(
            "This request may cost 1.5 USD, more than the whole of the key's budget for this day (1 USD): ask a cheaper model, or limit the answer's tokens.",
            refused.Message);
    }

    [Theory]
    [InlineData(BudgetPeriod.Day, "2026-11-24", 50400)]
    [InlineData(BudgetPeriod.Week, "2026-11-30", 568800)]
    [InlineData(BudgetPeriod.Month, "2026-12-01", 655200)]
    [InlineData(BudgetPeriod.Total, null, null)]
    public async Task ABudgetBeginsAnewWithItsPeriod(BudgetPeriod period, string? resets, int? retryAfter)
    {
        using var folder = new TestStore();
        await using var store = Open(folder);
        var key = store.Administration.Keys.Create(new() { Name = "a" }).Key;
        store.Administration.Budgets.Set(BudgetScope.Key, "a", period, 1);
        var first = store.Gate.Admit(key, new() { WorstCost = 1m });
        first.Settle(1m, null);
        var refused = store.Gate.Admit(key, new() { WorstCost = 0.5m });

        Assert.Equal((Verdict.BudgetExhausted, retryAfter), (refused.Verdict, refused.RetryAfterSeconds));
        Assert.Equal(resets, refused.Budget!.Resets?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("may cost 0.5 USD", refused.Message, StringComparison.Ordinal);
        if (retryAfter is null)
            return;

        // A call of the old period that ends in the new one neither frees nor charges anything in it.
        _time.Advance(TimeSpan.FromSeconds(retryAfter.Value - 1));
        Assert.False(store.Gate.Admit(key, new() { WorstCost = 0.5m }).IsAllowed);
        store.Administration.Budgets.Set(BudgetScope.Key, "a", period, 2);
        var late = store.Gate.Admit(key, new() { WorstCost = 1m });
        Assert.True(late.IsAllowed);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(store.Gate.Admit(key, new() { WorstCost = 0.5m }).IsAllowed);
        late.Settle(1m, null);
        Assert.Equal((0m, 0.5m), (store.Gate.Budgets[0].Spent, store.Gate.Budgets[0].Reserved));
    }

    [Fact]
    public async Task RequestsAMinuteAreNeverExceededAndComeBackAfterSixtySeconds()
    {
        using var folder = new TestStore();
        await using var store = Open(folder);
        var key = store.Administration.Keys.Create(new() { Name = "a", RequestsPerMinute = 3 }).Key;
        for (var index = 0; index < 3; index++)
        {
            Assert.True(store.Gate.Admit(key, default).IsAllowed);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var refused = store.Gate.Admit(key, default);
        Assert.Equal((Verdict.RateLimited, 30), (refused.Verdict, refused.RetryAfterSeconds));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(store.Gate.Admit(key, default).IsAllowed);
        Assert.Equal(10, store.Gate.Admit(key, default).RetryAfterSeconds);
    }

    [Fact]
    public async Task TokensAMinuteAreCorrectedWhenTheyAreKnown()
    {
        using var folder = new TestStore();
        await using var store = Open(folder);
        var key = store.Administration.Keys.Create(new() { Name = "a", TokensPerMinute = 1000 }).Key;
        var first = store.Gate.Admit(key, new() { Tokens = 900 });
        Assert.Equal((Verdict.RateLimited, 60), Of(store.Gate.Admit(key, new() { Tokens = 200 })));
        first.Settle(0, 300);
        Assert.True(store.Gate.Admit(key, new() { Tokens = 700 }).IsAllowed);
        Assert.Equal((Verdict.RateLimited, 60), Of(store.Gate.Admit(key, new() { Tokens = 1 })));
        Assert.Equal((Verdict.RequestTooLarge, null), Of(store.Gate.Admit(key, new() { Tokens = 1001 })));
    }

    [Fact]
    public async Task ParallelRequestsHoldAPlaceUntilTheyAreOut()
    {
        using var folder = new TestStore();
        await using var store = Open(folder);
        var key = store.Administration.Keys.Create(new() { Name = "a", Parallel = 2 }).Key;
        var first = store.Gate.Admit(key, default);
        store.Gate.Admit(key, default);
        first.Settle(0, 0);
        Assert.Equal((Verdict.TooManyParallel, 1), Of(store.Gate.Admit(key, default)));

        // Giving a place up twice frees one place. A refusal holds none, so it has none to give up.
        first.Dispose();
        first.Dispose();
        store.Gate.Admit(key, new() { Model = "x/y" }).Dispose();
        Assert.True(store.Gate.Admit(key, default).IsAllowed);
        Assert.False(store.Gate.Admit(key, default).IsAllowed);
    }

    [Fact]
    public async Task AKeyIsHeldToItsModelsAndTiers()
    {
        using var folder = new TestStore();
        await using var store = Open(folder);
        var key = store.Administration.Keys.Create(new() { Name = "a", Models = ["a/one"], Tiers = [Tier.Cheap] }).Key;

        Assert.True(store.Gate.Admit(key, new() { Model = "a/one" }).IsAllowed);
        Assert.True(store.Gate.Admit(key, new() { Tier = Tier.Cheap }).IsAllowed);
        Assert.Equal("The key a does not allow b/two.", store.Gate.Admit(key, new() { Model = "b/two", Tier = Tier.Cheap }).Message);
        Assert.Equal("The key a does not allow the tier auto.", store.Gate.Admit(key, new() { Tier = Tier.Auto }).Message);
    }

    [Fact]
    public void NoSixtySecondsHoldMoreThanTheWindowAllows()
    {
        var random = new Random(5);
        for (var round = 0; round < 20; round++)
        {
            var (window, limit) = (new RateWindow(), random.Next(1, 40));
            var admitted = new List<long>();
            for (long now = 0; now < 400_000; now += random.Next(0, 2500))
            {
                window.Advance(now);
                if (window.Requests < limit)
                {
                    window.Add(now, 1);
                    admitted.Add(now);
                }
                else
                {
                    // After the wait that is named there is room, at the latest.
                    Assert.InRange(window.MillisecondsUntilRequest(now, limit), 1, 60_000);
                }
            }

            Assert.All(admitted, begin => Assert.InRange(admitted.Count(time => time >= begin && time < begin + 60_000), 1, limit));
        }
    }

    private static (Verdict, int?) Of(Admission admission) => (admission.Verdict, admission.RetryAfterSeconds);

    private Store Open(TestStore folder) => Store.Open(folder.Options(options => options.TimeProvider = _time));
}

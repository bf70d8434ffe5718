using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>Many calls at once over candidates that come and go.</summary>
public sealed class ConcurrencyTests
{
    private const int Calls = 10_000;
    private const int AtOnce = 256;

    [Fact]
    public async Task TenThousandCallsEachEndInExactlyOneResultOrOneError()
    {
        var gate = new EchoProvider.Gate(AtOnce);
        var providers = Enumerable.Range(0, 4).ToDictionary(index => $"p{index}", index => new EchoProvider(index, gate));
        var ledger = new MemoryLedger(Calls + 1);
        await using var router = TestRouter.Create(
            TestCalls.Policy(null, [.. providers.Keys.Select(id => id + "/m")]),
            providers.ToDictionary(entry => entry.Key, IProvider (entry) => entry.Value),
            options => options.Ledger = ledger);

        var (next, answered, failed) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(WorkAsync, TestContext.Current.CancellationToken)));

        Assert.Equal(Calls, answered + failed);
        Assert.InRange(answered, Calls * 9 / 10, Calls);

        // The ledger has each call once, and each attempt that a provider saw.
        var entries = ledger.Snapshot();
        Assert.Equal(Calls, entries.Select(entry => entry.Call.CallId).Distinct().Count());
        Assert.Equal(answered, entries.Count(entry => entry.Call.Outcome == Outcome.Completed));
        Assert.Equal(providers.Values.Sum(provider => provider.Requests), entries.Sum(entry => entry.Attempts.Count));
        foreach (var status in router.Health.Snapshot())
        {
            Assert.Equal(0, status.InFlight);
            Assert.Equal(providers[status.Model[..2]].Requests, status.Attempts);
        }

        async Task WorkAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number <= Calls)
            {
                // Nobody gets another's answer, or a part of it: calls that are pooled are never shared.
                var message = $"message {number} of {Calls}";
                try
                {
                    Assert.Equal(message, await (number % 3 == 0 ? StreamAsync(router, message) : AskAsync(router, message)));
                    Interlocked.Increment(ref answered);
                }
                catch (RoutingException failure)
                {
                    if (failure is TruncatedException truncated)
                        Assert.StartsWith(truncated.PartialText, message, StringComparison.Ordinal);
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }

    private static async Task<string> AskAsync(Router router, string message) =>
        await TestCalls.Begin(router, message).CompleteAsync(TestContext.Current.CancellationToken);

    private static async Task<string> StreamAsync(Router router, string message) =>
        string.Concat(await TestCalls.Begin(router, message).StreamAsync(TestContext.Current.CancellationToken).ToListAsync());
}

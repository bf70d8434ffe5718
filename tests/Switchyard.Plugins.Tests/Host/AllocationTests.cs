using System.Buffers;

namespace Switchyard.Plugins.Tests;

/// <summary>The boundary adds nothing to the heap: measured over a fixture that answers on another thread without allocating.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    private const int Calls = 2000;

    [BoundedFact]
    public async Task A_call_adds_no_bytes()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Echo" });
        var provider = harness.Provider;
        using var caller = new CancellationTokenSource();
        var reply = new ArrayBufferWriter<byte>();
        var request = Requests.Make();

        await RunAsync(Calls);
        Assert.InRange(await MeasureAsync(RunAsync), 0, Calls / 10);

        async Task RunAsync(int calls)
        {
            for (var call = 0; call < calls; call++)
            {
                reply.ResetWrittenCount();
                Assert.Equal(Outcome.Completed, (await provider.CompleteAsync(request, reply, caller.Token)).Outcome);
            }
        }
    }

    [BoundedFact]
    public async Task A_stream_adds_no_bytes_to_the_plugins_own()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Echo" });
        var provider = harness.Provider;
        using var caller = new CancellationTokenSource();
        var chunk = new ArrayBufferWriter<byte>();
        var request = Requests.Make();

        await RunAsync(Calls);
        var perStream = await MeasureAsync(RunAsync) / Calls;

        // The fixture makes one stream object each time.
        Assert.InRange(perStream, 1, 160);

        async Task RunAsync(int calls)
        {
            for (var call = 0; call < calls; call++)
            {
                var stream = await provider.OpenStreamAsync(request, caller.Token);
                while (await stream.ReadAsync(chunk, caller.Token))
                    chunk.ResetWrittenCount();
                await stream.DisposeAsync();
            }
        }
    }

    private static async Task<long> MeasureAsync(Func<int, Task> run)
    {
        // The smallest of several: other threads of the test runner allocate too.
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await run(Calls);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}

using System.Buffers;

namespace Switchyard.Plugins.Tests;

/// <summary>What the boundary adds to the heap: nothing for a call, one object for a stream; measured over a fixture that answers on another thread without allocating.</summary>
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

        var bytes = await MeasureAsync(RunAsync);
        // Less than a byte a call: what remains is the loop's own task.
        Assert.True(bytes < Calls, $"{Calls} calls allocated {bytes} bytes.");

        async Task RunAsync(int calls)
        {
            for (var call = 0; call < calls; call++)
            {
                reply.ResetWrittenCount();
                if ((await provider.CompleteAsync(request, reply, caller.Token)).Outcome != Outcome.Completed)
                    Assert.Fail("A call did not complete.");
            }
        }
    }

    [BoundedFact]
    public async Task A_stream_adds_one_object_to_the_plugins_own()
    {
        await using var harness = PluginHarness.Start(new() { Asset = "Echo" });
        var provider = harness.Provider;
        using var caller = new CancellationTokenSource();
        var chunk = new ArrayBufferWriter<byte>();
        var request = Requests.Make();

        // The fixture makes one stream object each time, and the host one that holds the result.
        var perStream = await MeasureAsync(RunAsync) / Calls;
        Assert.InRange(perStream, 1, 320);

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

    // On the thread pool: the test runner's synchronisation context allocates for every continuation.
    private static Task<long> MeasureAsync(Func<int, Task> run) => Task.Run(async () =>
    {
        await run(Calls);

        // The smallest of several: other threads of the test runner allocate too.
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await run(Calls);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    });
}

using System.Buffers;
using System.Diagnostics;

namespace Switchyard.Plugins.Tests;

/// <summary>
/// What the boundary adds to the heap: nothing for a call, one object for a stream; measured over a fixture that answers on another thread without
/// allocating. Each is measured in a process of its own: what other tests leave running allocates too.
/// </summary>
public sealed class AllocationTests
{
    private const int Calls = 2000;
    private const int Processes = 4;

    [Fact]
    public Task A_call_adds_no_bytes() => MeasuredAloneAsync(nameof(A_call_measured));

    [Fact]
    public Task A_stream_adds_one_object_to_the_plugins_own() => MeasuredAloneAsync(nameof(A_stream_measured));

    [Fact(Explicit = true)]
    public async Task A_call_measured()
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

    [Fact(Explicit = true)]
    public async Task A_stream_measured()
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

    // What the code allocates it allocates in every process; what the runtime does, such as when its pool of state machines belongs to the other
    // core, in some.
    private static async Task MeasuredAloneAsync(string method)
    {
        var output = "";
        for (var process = 0; process < Processes; process++)
        {
            (var code, output) = await RunAsync(method);
            if (code == 0)
                return;
        }

        Assert.Fail(output);
    }

    private static async Task<(int Code, string Output)> RunAsync(string method)
    {
        var program = typeof(AllocationTests).Assembly.Location;
        string[] arguments = ["--filter-method", $"*.{nameof(AllocationTests)}.{method}", "--explicit", "only", "--minimum-expected-tests", "1"];
        var start = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? new ProcessStartInfo(Environment.ProcessPath!, ["exec", program, .. arguments])
            : new ProcessStartInfo(Environment.ProcessPath!, arguments);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
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

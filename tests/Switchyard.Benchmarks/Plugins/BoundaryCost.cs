using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Switchyard.Benchmarks.Engine;
using Switchyard.Plugins;

namespace Switchyard.Benchmarks.Plugins;

/// <summary>
/// What the plugin boundary adds to a call: the same provider by a direct reference, and through the host in a load context of its own. The least of many
/// short blocks, in turns: a busy machine only ever adds to a block.
/// </summary>
internal static class BoundaryCost
{
    private const int Calls = 20_000;
    private const int Blocks = 300;

    /// <summary>Prints the table.</summary>
    public static async Task<int> RunAsync()
    {
        var (collectible, fixedHost) = (Load(true), Load(false));
        using var source = new CancellationTokenSource();
        (string Name, IProvider Provider, CancellationToken Token)[] ways =
        [
            ("direct reference", new InstantProvider(), default),
            ("through the host", collectible.Provider, default),
            ("through the host, not collectible", fixedHost.Provider, default),
            ("through the host, and the caller can give up", collectible.Provider, source.Token),
        ];

        // Each way its own loop and the compiler's last tier, before anything counts.
        for (var round = 0; round < 20; round++)
        {
            foreach (var (_, provider, token) in ways)
                Measure(provider, token);
            await Task.Delay(20);
        }

        var least = Enumerable.Repeat((Nanoseconds: double.MaxValue, Bytes: double.MaxValue), ways.Length).ToArray();
        for (var block = 0; block < Blocks; block++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var (nanoseconds, bytes) = Measure(ways[way].Provider, ways[way].Token);
                least[way] = (Math.Min(least[way].Nanoseconds, nanoseconds), Math.Min(least[way].Bytes, bytes));
            }
        }

        Console.WriteLine("| call | ns | more than direct, ns | bytes |\n| --- | ---: | ---: | ---: |");
        for (var way = 0; way < ways.Length; way++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {ways[way].Name} | {least[way].Nanoseconds:0.0} | {(way == 0 ? "" : (least[way].Nanoseconds - least[0].Nanoseconds).ToString("0.0", CultureInfo.InvariantCulture))} | {least[way].Bytes:0} |"));
        }

        foreach (var (host, folder, _) in new[] { collectible, fixedHost })
        {
            await host.DisposeAsync();
            folder.Dispose();
        }

        return 0;
    }

    private static (double Nanoseconds, double Bytes) Measure(IProvider provider, CancellationToken cancellationToken)
    {
        var request = new ProviderRequest { Body = default, ModelStart = 0, ModelLength = 0, Model = "m", ModelJson = default, Key = new("none", "") };
        var reply = new ArrayBufferWriter<byte>(4096);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var call = 0; call < Calls; call++)
        {
            reply.ResetWrittenCount();
            if (provider.CompleteAsync(request, reply, cancellationToken) is not { IsCompletedSuccessfully: true, Result.Outcome: Outcome.Completed })
                throw new InvalidOperationException("A provider that answers at once did not.");
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        return (elapsed.TotalNanoseconds / Calls, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / Calls);
    }

    private static (PluginHost Host, PluginFolder Folder, IProvider Provider) Load(bool isCollectible)
    {
        var folder = PluginFolder.OfThisAssembly(isCollectible);
        var host = new PluginHost(new() { Directory = folder.Directories, CacheDirectory = folder.Cache });
        var registry = new BenchmarkRegistry();
        host.Start(registry);
        return (host, folder, registry.Provider);
    }
}

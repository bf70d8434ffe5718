using System.Diagnostics;
using System.Runtime.Loader;
using Switchyard.Benchmarks.Calls;
using Switchyard.Plugins;

namespace Switchyard.Benchmarks.Plugins;

/// <summary>Reloads a plugin again and again while callers call and read streams through it, and prints what becomes of the memory.</summary>
internal static class ReloadLoad
{
    private const int Cycles = 50;
    private const int Callers = 4;

    /// <summary>Prints a row for every tenth cycle.</summary>
    /// <returns>0 if every call was answered and every old version is gone.</returns>
    public static async Task<int> RunAsync()
    {
        using var upstream = new UpstreamProcess();
        using var folder = PluginFolder.OfOpenAI(isCollectible: true);
        var registry = new BenchmarkRegistry(upstream.Endpoint);
        await using var host = new PluginHost(new() { Directory = folder.Directories, CacheDirectory = folder.Cache });
        host.Start(registry);

        using var stopping = new CancellationTokenSource();
        long answered = 0, failed = 0;
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(CallAsync)).ToList();

        Console.WriteLine("| after cycles | calls answered | not answered | heap KiB | working set MiB | load contexts |\n| ---: | ---: | ---: | ---: | ---: | ---: |");
        for (var cycle = 0; cycle <= Cycles; cycle++)
        {
            // What is there anyway: a host that has loaded, and callers that are under way.
            if (cycle > 0)
                await host.ReloadAsync(force: true);
            await Task.Delay(100);
            await host.WhenSettledAsync();
            if (cycle % 10 == 0 || cycle == 1)
                Print(cycle);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(callers);
        var stuck = host.Plugins.Count(plugin => plugin.State is not PluginState.Loaded);
        Console.WriteLine($"{answered} calls and streams answered, {failed} not; {stuck} versions not unloaded.");
        return failed == 0 && stuck == 0 ? 0 : 1;

        async Task CallAsync()
        {
            for (var call = 0; !stopping.IsCancellationRequested; call++)
            {
                var isWhole = await (call % 2 == 0 ? WireCall.CompleteAsync(registry.Provider) : WireCall.StreamAsync(registry.Provider));
                Interlocked.Increment(ref isWhole ? ref answered : ref failed);
            }
        }

        void Print(int cycle)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var contexts = AssemblyLoadContext.All.Count(context => context.IsCollectible);
            Console.WriteLine(
                $"| {cycle} | {Volatile.Read(ref answered)} | {Volatile.Read(ref failed)} | {GC.GetTotalMemory(false) / 1024} | {process.WorkingSet64 / 1024 / 1024} | {contexts} |");
        }
    }
}

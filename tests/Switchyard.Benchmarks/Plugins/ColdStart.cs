using System.Diagnostics;
using System.Globalization;
using System.Text;
using Switchyard.Benchmarks.Calls;
using Switchyard.Plugins;
using Switchyard.Sdk;

namespace Switchyard.Benchmarks.Plugins;

/// <summary>What the first load of a plugin and the first calls through it take, each time in a new process: everything is cold once only.</summary>
internal static class ColdStart
{
    private const int Rounds = 15;

    /// <summary>Prints the table.</summary>
    /// <param name="readyToRun">The folder of the same plugin, compiled ahead of time; <see langword="null"/> to leave it out.</param>
    public static async Task<int> RunAsync(string? readyToRun)
    {
        using var upstream = new UpstreamProcess();
        List<(string Name, string Kind, string Folder)> ways = [("made in code", "code", "-"), ("plugin, collectible", "collectible", "-"), ("plugin, for good", "fixed", "-")];
        if (readyToRun is not null)
            ways.AddRange([("plugin, ready to run, collectible", "collectible", readyToRun), ("plugin, ready to run, for good", "fixed", readyToRun)]);

        var figures = ways.ToDictionary(way => way, _ => new List<double[]>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var way in ways)
                figures[way].Add(await MeasureAsync(way.Kind, way.Folder, upstream.Endpoint));
        }

        Console.WriteLine("| the provider | load ms | first call ms | second call ms |\n| --- | ---: | ---: | ---: |");
        foreach (var way in ways)
        {
            var medians = Enumerable.Range(0, 3).Select(part => figures[way].Select(figure => figure[part]).Order().ElementAt(Rounds / 2));
            Console.WriteLine($"| {way.Name} | {string.Join(" | ", medians.Select(median => median.ToString("0.0", CultureInfo.InvariantCulture)))} |");
        }

        return 0;
    }

    /// <summary>What a process of its own does: loads, calls twice, and prints three times in milliseconds.</summary>
    public static async Task<int> RunOneAsync(string kind, string folder, Uri endpoint)
    {
        using var files = PluginFolder.OfOpenAI(kind == "collectible", folder == "-" ? null : folder);
        var started = Stopwatch.GetTimestamp();
        PluginHost? host = null;
        IProvider provider;
        if (kind == "code")
        {
            provider = new OpenAIWireProvider(new() { Id = "openai", Endpoint = endpoint, Manifest = Encoding.UTF8.GetBytes("{}") });
        }
        else
        {
            var registry = new BenchmarkRegistry(endpoint);
            host = new(new() { Directory = files.Directories, CacheDirectory = files.Cache });
            host.Start(registry);
            provider = registry.Provider;
        }

        var load = Stopwatch.GetElapsedTime(started);
        var (first, second) = (await TimeAsync(provider), await TimeAsync(provider));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.TotalMilliseconds} {first.TotalMilliseconds} {second.TotalMilliseconds}"));
        await (host?.DisposeAsync() ?? provider.DisposeAsync());
        return 0;
    }

    private static async Task<TimeSpan> TimeAsync(IProvider provider)
    {
        var started = Stopwatch.GetTimestamp();
        if (!await WireCall.CompleteAsync(provider))
            throw new InvalidOperationException("The call was not answered.");
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<double[]> MeasureAsync(string kind, string folder, Uri endpoint)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["cold-one", kind, folder, endpoint.ToString()]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"The process that measures {kind} ended with {process.ExitCode}.");
    }
}

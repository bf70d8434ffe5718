using System.Globalization;
using System.Runtime.InteropServices;

namespace Switchyard.Benchmarks.Calls;

/// <summary>
/// The same question asked in several ways over loopback. Each way has a process of its own, because what one leaves behind in the shared HTTP code
/// (garbage, profiles of the compiler) is no other's cost. The processes take turns, so that whatever else the machine does meets all of them.
/// Read the ratios; the absolute figures are this machine's.
/// </summary>
internal static class CallComparison
{
    public static async Task<int> RunAsync(bool isQuick)
    {
        var (rounds, calls) = isQuick ? (3, 1000) : (9, 4000);
        using var upstream = new UpstreamProcess();
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores; {rounds} rounds of {calls} calls, medians; in brackets the least and the greatest ratio of a round.");
        Console.WriteLine();
        foreach (var isStream in new[] { false, true })
        {
            var costs = Callers.Names.Select(_ => new List<CallCost>()).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                for (var turn = 0; turn < costs.Length; turn++)
                {
                    var caller = (round + turn) % costs.Length;
                    costs[caller].Add(await CallerProcess.MeasureAsync(Callers.Names[caller], upstream.Endpoint, isStream, calls));
                }
            }

            Write(isStream ? "Stream of 24 pieces" : "Call", costs);
        }

        return 0;
    }

    private static void Write(string what, List<CallCost>[] costs)
    {
        Console.WriteLine($"| {what} | time µs | ratio | CPU µs | ratio | bytes | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        var baseline = costs[0];
        for (var caller = 0; caller < costs.Length; caller++)
        {
            var median = CallCost.Median(costs[caller]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {Callers.Names[caller]} | {median.Time:0.0} | {Ratio(static cost => cost.Time)} | {median.Cpu:0.0} | {Ratio(static cost => cost.Cpu)} | {median.Bytes:0} | {median.Bytes / CallCost.Median(baseline).Bytes:0.00} |"));

            string Ratio(Func<CallCost, double> of)
            {
                var ratios = costs[caller].Zip(baseline, (cost, other) => of(cost) / of(other)).Order().ToArray();
                return caller == 0 ? "1.00" : string.Create(CultureInfo.InvariantCulture, $"{ratios[ratios.Length / 2]:0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00})");
            }
        }

        Console.WriteLine();
    }
}

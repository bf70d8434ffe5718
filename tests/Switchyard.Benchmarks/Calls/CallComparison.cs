using System.Globalization;
using System.Runtime.InteropServices;

namespace Switchyard.Benchmarks.Calls;

/// <summary>
/// The same question asked in three ways over loopback, round by round in turn, so that whatever else the machine does meets all three. Read the
/// ratios; the absolute figures are this machine's.
/// </summary>
internal static class CallComparison
{
    private const string Message = "Hello! My bicycle has been in your workshop since Monday (order 48213). Could you tell me when it will be ready, and "
        + "whether the \"new\" gear cable was included? I would need it on Friday at the latest, because we are going on a tour.\nMany thanks, Jonas";

    public static async Task<int> RunAsync(bool isQuick)
    {
        using var upstream = new UpstreamProcess();
        await using var switchyard = SwitchyardCaller.WithPlugin(upstream.Endpoint);
        await using var inProcess = SwitchyardCaller.InProcess(upstream.Endpoint);
        using var handWritten = new HandWrittenCaller(upstream.Endpoint);
        ICaller[] callers = [handWritten, new OpenAISdkCaller(upstream.Endpoint), switchyard, inProcess];
        var (rounds, calls) = isQuick ? (3, 300) : (15, 2000);

        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores; {rounds} rounds of {calls} calls, medians.");
        Console.WriteLine();
        await CompareAsync("Call", callers, static caller => caller.CompleteAsync(Message), rounds, calls);
        await CompareAsync("Stream of 24 pieces", callers, static caller => caller.StreamAsync(Message), rounds, calls);
        return 0;
    }

    private static async Task CompareAsync(string what, ICaller[] callers, Func<ICaller, Task<int>> ask, int rounds, int calls)
    {
        var costs = callers.ToDictionary(caller => caller, _ => new List<CallCost>());
        var length = await ask(callers[0]);
        for (var round = -2; round < rounds; round++)
        {
            foreach (var caller in callers)
            {
                var cost = await CallCost.MeasureAsync(() => ask(caller), calls, length);

                // The first rounds are the warm-up: tiered compilation settles.
                if (round >= 0)
                    costs[caller].Add(cost);
            }
        }

        Write(what, [.. callers.Select(caller => (caller.Name, CallCost.Median(costs[caller])))]);
    }

    private static void Write(string what, (string Name, CallCost Cost)[] rows)
    {
        var baseline = rows[0].Cost;
        Console.WriteLine($"| {what} | time µs | ratio | CPU µs | ratio | bytes | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, cost) in rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {cost.Time:0.0} | {cost.Time / baseline.Time:0.00} | {cost.Cpu:0.0} | {cost.Cpu / baseline.Cpu:0.00} | {cost.Bytes:0} | {cost.Bytes / baseline.Bytes:0.00} |"));
        }

        Console.WriteLine();
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Switchyard.Benchmarks.Planning;

/// <summary>
/// Routing decisions in batches of some microseconds, far shorter than a time slice: on a machine that is busy with other work most batches run
/// undisturbed, where the mean of a long run says more about that work.
/// </summary>
internal static class PlanningComparison
{
    private const int Batches = 20_000;
    private const int Decisions = 64;

    public static int Run()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Batches} batches of {Decisions} decisions; ns for each, the fastest tenth and the median of the batches."));
        Console.WriteLine();
        Console.WriteLine("| candidates | | fastest tenth | median |");
        Console.WriteLine("| ---: | --- | ---: | ---: |");
        foreach (var candidates in new[] { 8, 64 })
        {
            var benchmarks = new PlanningBenchmarks { Candidates = candidates };
            benchmarks.SetUp();
            Measure(candidates, "a hand-written switch", () => benchmarks.HandWrittenSwitch().Length);
            Measure(candidates, "filter and score", () => (long)benchmarks.Plan());
            Measure(candidates, "filter, score and pick", () => benchmarks.PlanAndPick());
        }

        return 0;
    }

    private static void Measure(int candidates, string what, Func<long> decide)
    {
        var times = new double[Batches];
        var sum = 0L;

        // The first rounds are the compiler's: it goes to its last tier between them.
        for (var round = 0; round < 4; round++)
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                var started = Stopwatch.GetTimestamp();
                for (var index = 0; index < Decisions; index++)
                    sum += decide();
                times[batch] = Stopwatch.GetElapsedTime(started).TotalNanoseconds / Decisions;
            }

            Thread.Sleep(150);
        }

        GC.KeepAlive(sum);
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {candidates} | {what} | {times[Batches / 10]:0.0} | {times[Batches / 2]:0.0} |"));
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Switchyard.Benchmarks.Calls;

/// <summary>What a call cost this process: microseconds of time, microseconds of processor, bytes.</summary>
internal readonly record struct CallCost(double Time, double Cpu, double Bytes)
{
    public static async Task<CallCost> MeasureAsync(Func<Task<int>> call, int calls, int expectedLength)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        for (var index = 0; index < calls; index++)
        {
            if (await call() != expectedLength)
                throw new InvalidOperationException("The answer is not the one that was sent.");
        }

        var time = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new(time.TotalMicroseconds / calls, cpu.TotalMicroseconds / calls, (double)bytes / calls);
    }

    public static CallCost Median(IReadOnlyList<CallCost> rounds) => new(
        Middle(rounds.Select(round => round.Time)),
        Middle(rounds.Select(round => round.Cpu)),
        Middle(rounds.Select(round => round.Bytes)));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static CallCost Parse(string text)
    {
        var figures = text.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new(figures[0], figures[1], figures[2]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time:R} {Cpu:R} {Bytes:R}");

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}

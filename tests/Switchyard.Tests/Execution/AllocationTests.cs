using System.Diagnostics;
using System.Globalization;

namespace Switchyard.Tests.Execution;

/// <summary>What a call allocates between the caller and the provider, counted in a process of its own: nothing but what it returns.</summary>
public sealed class AllocationTests
{
    [Fact]
    public async Task ACallAllocatesNothingButWhatItReturns()
    {
        var bytes = await LeastOfSomeAsync();

        Assert.Equal(0, bytes["call"]);
        Assert.Equal(0, bytes["call-after-two-failovers"]);
        Assert.Equal(0, bytes["call-under-rules"]);
        Assert.Equal(0, bytes["call-with-a-ledger-after-two-failovers"]);
        Assert.Equal(0, bytes["key-check"]);
        Assert.Equal(0, bytes["chunks"]);
        Assert.Equal(0, bytes["chunks-after-two-failovers"]);
        Assert.Equal(0, bytes["call-that-would-hedge"]);
        Assert.Equal(0, bytes["chunks-that-would-hedge"]);
        Assert.Equal(bytes["string"], bytes["call-for-a-string"]);

        // The stream itself is returned too: an object of the caller's own, which outlives the pooled call.
        var stream = bytes["stream-of-three-strings"] - (3 * bytes["string"]);
        Assert.InRange(stream, 1, 64);
        Assert.Equal(bytes["stream-of-three-strings"], bytes["stream-of-three-strings-after-two-failovers"]);
    }

    /// <summary>
    /// What the code allocates it allocates in every process. What the runtime does it does in some: if a process happens to begin its calls on one
    /// core and to end them on the other, the runtime's pool of state machines, which is one for each core, misses every time.
    /// </summary>
    private static async Task<Dictionary<string, double>> LeastOfSomeAsync()
    {
        var least = await MeasureAsync();
        for (var process = 1; process < 4; process++)
        {
            foreach (var (name, bytes) in await MeasureAsync())
                least[name] = Math.Min(least[name], bytes);
        }

        return least;
    }

    private static async Task<Dictionary<string, double>> MeasureAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Switchyard.Allocations.dll");
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet", [program])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}

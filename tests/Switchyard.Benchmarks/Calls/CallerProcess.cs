using System.Diagnostics;
using System.Globalization;

namespace Switchyard.Benchmarks.Calls;

/// <summary>One way to ask, measured in a process of its own.</summary>
internal static class CallerProcess
{
    private const int Blocks = 3;
    private const int WarmUps = 4;

    private const string Message = "Hello! My bicycle has been in your workshop since Monday (order 48213). Could you tell me when it will be ready, and "
        + "whether the \"new\" gear cable was included? I would need it on Friday at the latest, because we are going on a tour.\nMany thanks, Jonas";

    /// <summary>Starts the process and waits for its figures.</summary>
    public static async Task<CallCost> MeasureAsync(string caller, Uri endpoint, bool isStream, int calls)
    {
        string[] arguments = ["caller", caller, endpoint.ToString(), isStream ? "stream" : "call", calls.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? CallCost.Parse(line)
            : throw new InvalidOperationException($"The process that measures {caller} ended with {process.ExitCode}.");
    }

    /// <summary>What that process does: asks until compilation has settled, then measures and prints the figures.</summary>
    public static async Task<int> RunAsync(string name, Uri endpoint, bool isStream, int calls)
    {
        var caller = Callers.Create(name, endpoint);
        Func<Task<int>> ask = isStream ? () => caller.StreamAsync(Message) : () => caller.CompleteAsync(Message);
        var length = await ask();
        for (var round = 0; round < WarmUps; round++)
        {
            await CallCost.MeasureAsync(ask, calls / 2, length);

            // The compiler goes to its last tier only when nothing new has been compiled for a tenth of a second.
            await Task.Delay(150);
        }

        var costs = new List<CallCost>();
        for (var block = 0; block < Blocks; block++)
            costs.Add(await CallCost.MeasureAsync(ask, calls, length));
        Console.WriteLine(CallCost.Median(costs));
        await (caller is IAsyncDisposable disposable ? disposable.DisposeAsync() : default);
        (caller as IDisposable)?.Dispose();
        return 0;
    }
}

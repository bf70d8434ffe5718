using BenchmarkDotNet.Running;
using Switchyard.Benchmarks.Calls;

switch (args)
{
    // What an upstream allocates must not count for a client, so it is a process of its own.
    case ["upstream"]:
        await Upstream.RunAsync();
        return 0;

    // Whole calls over loopback: time, CPU and bytes beside hand-written code and the vendor's SDK.
    case ["calls", ..]:
        return await CallComparison.RunAsync(args.Contains("--quick"));

    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}

using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Switchyard.Benchmarks.Calls;
using Switchyard.Benchmarks.Compiling;
using Switchyard.Benchmarks.Planning;
using Switchyard.Benchmarks.Plugins;

switch (args)
{
    // What an upstream allocates must not count for a client, so it is a process of its own.
    case ["upstream"]:
        await Upstream.RunAsync();
        return 0;

    // Whole calls over loopback: time, CPU and bytes beside hand-written code and the vendor's SDK.
    case ["calls", ..]:
        return await CallComparison.RunAsync(args.Contains("--quick"));

    case ["caller", var name, var endpoint, var mode, var calls]:
        return await CallerProcess.RunAsync(name, new(endpoint), mode == "stream", int.Parse(calls, CultureInfo.InvariantCulture));

    // Routing decisions, on a machine that does other things too.
    case ["planning"]:
        return PlanningComparison.Run();

    // Generator and analyzers on many tasks, beside System.Text.Json's generator.
    case ["compile", ..]:
        return await CompileComparison.RunAsync(args.Contains("--quick"));

    // The first load of a plugin and its first calls; with a folder, also of a plugin that was compiled ahead of time.
    case ["cold", .. var folder]:
        return await ColdStart.RunAsync(folder.FirstOrDefault());

    case ["cold-one", var kind, var folder, var endpoint]:
        return await ColdStart.RunOneAsync(kind, folder, new(endpoint));

    // What the plugin boundary adds to a call.
    case ["boundary"]:
        return await BoundaryCost.RunAsync();

    // A plugin that is reloaded while calls run through it.
    case ["reload"]:
        return await ReloadLoad.RunAsync();

    default:
        // In this process: the project that the default tool chain writes does not get past this repository's settings.
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
            .Run(args, DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: true))));
        return 0;
}

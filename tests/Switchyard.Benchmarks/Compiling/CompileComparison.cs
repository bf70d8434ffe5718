using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Benchmarks.Compiling;

/// <summary>
/// What the generator and the analyzers cost a build and an editor, beside System.Text.Json's generator on as many comparable types, round by
/// round in turn. In CPU time of all threads, which is what is left to compare on a machine with other work.
/// </summary>
internal static class CompileComparison
{
    public static async Task<int> RunAsync(bool isQuick)
    {
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores; CPU time, medians.");
        Console.WriteLine();
        Console.WriteLine("| types | | cold ms | per type µs | edit of another body ms | of another declaration ms | edit of one type ms |");
        Console.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (types, rounds) in isQuick ? [(10, 3), (100, 3), (1000, 2)] : new[] { (10, 40), (100, 20), (1000, 10) })
            await CompareAsync(types, rounds);
        return 0;
    }

    private static async Task CompareAsync(int types, int rounds)
    {
        var json = CompilerAssembly.SystemTextJson();
        List<double[]> ours = [], theirs = [], nothing = [], analyzers = [];

        // The first rounds are the warm-up, and as much work whatever the number of types.
        for (var round = -Math.Max(2, 300 / types); round < rounds; round++)
        {
            var their = Generate(json.Generator("JsonSourceGenerator"), types, CompileSources.Records);
            var none = Generate(new EmptyGenerator(), types, CompileSources.Tasks);
            var our = Generate(CompilerAssembly.Switchyard.Generator("SwitchyardGenerator"), types, CompileSources.Tasks);
            var analysis = await AnalyzeAsync(types);
            if (round < 0)
                continue;
            theirs.Add(their);
            nothing.Add(none);
            ours.Add(our);
            analyzers.Add(analysis);
        }

        Write(types, "System.Text.Json, generator", theirs);
        Write(types, "an empty generator, by the compiler's search", nothing);
        Write(types, "Switchyard, generator", ours);
        Write(types, "Switchyard, all analyzers", analyzers);
    }

    private static double[] Generate(IIncrementalGenerator generator, int types, Func<int, int, SyntaxTree> file)
    {
        Collect();
        var compilation = CompileSources.Create(CompileSources.Files(types, file));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(generator).AddAdditionalTexts([.. PolicyText.Files]);

        // What the compiler itself does before any generator is not the generator's.
        compilation.GetDeclarationDiagnostics();
        compilation = compilation.Clone();
        var cold = Time(() => driver = driver.RunGenerators(compilation));
        Require(driver);

        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[^1], CompileSources.Unrelated(1));
        var unrelated = Time(() => driver = driver.RunGenerators(compilation));
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[^1], CompileSources.Unrelated(1, "Renamed"));
        var declaration = Time(() => driver = driver.RunGenerators(compilation));
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], file(0, 77));
        var related = Time(() => driver = driver.RunGenerators(compilation));
        Require(driver);
        return [cold, unrelated, declaration, related];
    }

    private static async Task<double[]> AnalyzeAsync(int types)
    {
        Collect();
        var compilation = CompileSources.Create(CompileSources.Files(types, CompileSources.Tasks));
        var driver = CSharpGeneratorDriver.Create(CompilerAssembly.Switchyard.Generator("SwitchyardGenerator")).AddAdditionalTexts([.. PolicyText.Files]);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var cold = await AnalyzeAsync(output, tree: null);

        // An editor asks about the file that is open.
        var unrelated = output.ReplaceSyntaxTree(output.SyntaxTrees.First(tree => tree.FilePath == "Unrelated.cs"), CompileSources.Unrelated(1));
        var first = await AnalyzeAsync(unrelated, unrelated.SyntaxTrees.First(tree => tree.FilePath == "Unrelated.cs"));
        var renamed = output.ReplaceSyntaxTree(output.SyntaxTrees.First(tree => tree.FilePath == "Unrelated.cs"), CompileSources.Unrelated(1, "Renamed"));
        var second = await AnalyzeAsync(renamed, renamed.SyntaxTrees.First(tree => tree.FilePath == "Unrelated.cs"));
        var related = output.ReplaceSyntaxTree(output.SyntaxTrees.First(tree => tree.FilePath == "Desk0.cs"), CompileSources.Tasks(0, 77));
        return [cold, first, second, await AnalyzeAsync(related, related.SyntaxTrees.First(tree => tree.FilePath == "Desk0.cs"))];
    }

    private static async Task<double> AnalyzeAsync(Compilation compilation, SyntaxTree? tree)
    {
        // What the compiler itself finds is not the analyzers'.
        compilation.GetDiagnostics();
        var with = compilation.WithAnalyzers([.. CompilerAssembly.Switchyard.Analyzers()], new AnalyzerOptions([.. PolicyText.Files]));
        var start = Environment.CpuUsage.TotalTime;
        if (tree is null)
            await with.GetAnalyzerDiagnosticsAsync();
        else
            await with.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private static double Time(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    // What the last measurement left behind is not for the next one to clear away.
    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static void Require(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null || result.GeneratedSources.IsEmpty)
            throw new InvalidOperationException($"{result.Generator.GetGeneratorType().Name} has emitted nothing.", result.Exception);
    }

    private static void Write(int types, string name, List<double[]> rounds)
    {
        var (cold, unrelated, declaration, related) = (Median(0), Median(1), Median(2), Median(3));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {types} | {name} | {cold:0.00} | {1000 * cold / types:0.0} | {unrelated:0.00} | {declaration:0.00} | {related:0.00} |"));

        double Median(int column) => rounds.Select(round => round[column]).Order().ElementAt(rounds.Count / 2);
    }
}

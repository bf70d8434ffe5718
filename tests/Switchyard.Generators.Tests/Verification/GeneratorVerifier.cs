using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Generators.Tests;

/// <summary>Runs the generator, with its steps on record.</summary>
internal static class GeneratorVerifier
{
    public static GeneratorDriver Driver(IEnumerable<AdditionalText>? files = null, CSharpParseOptions? options = null) =>
        CSharpGeneratorDriver.Create(
            [new SwitchyardGenerator().AsSourceGenerator()],
            files ?? [],
            options ?? TestCompilation.Options(),
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorDriver Run(GeneratorDriver driver, Compilation compilation, out Compilation output)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(
            compilation, out output, out var diagnostics, TestContext.Current.CancellationToken);
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(diagnostics);
        return driver;
    }

    public static GeneratorDriver Run(GeneratorDriver driver, Compilation compilation) => Run(driver, compilation, out _);

    public static ImmutableArray<GeneratedSourceResult> Sources(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources;

    /// <summary>The outcomes of all steps of ours and of the outputs, by step.</summary>
    public static IReadOnlyList<(string Step, IncrementalStepRunReason Reason)> Steps(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        return [.. result.TrackedSteps.Where(step => step.Key.StartsWith("Switchyard.", StringComparison.Ordinal))
            .Concat(result.TrackedOutputSteps)
            .SelectMany(step => step.Value.SelectMany(run => run.Outputs).Select(output => (step.Key, output.Reason)))];
    }

    public static void AssertNothingRan(GeneratorDriver driver)
    {
        var steps = Steps(driver);
        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.True(
            step.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step.Step} is {step.Reason}"));
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators.Tests;

/// <summary>Runs all analyzers, as a build does: after the generator, over the user's code and the emitted code together.</summary>
internal static class AnalyzerVerifier
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(SwitchyardGenerator).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>A policy that has every tier, for tests of something else.</summary>
    private static AdditionalText Policy { get; } = new TextFile(
        "switchyard.json",
        """{ "tiers": { "cheap": { "models": ["local/one"] }, "mid": { "models": ["local/one"] }, "frontier": { "models": ["local/one"] } } }""");

    /// <summary>What is reported beside the given files; without any, beside a policy that leaves nothing to say.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Compilation compilation, params IEnumerable<AdditionalText> files)
    {
        AdditionalText[] given = [.. files];
        if (given.Length == 0)
            given = [Policy];
        GeneratorVerifier.Run(GeneratorVerifier.Driver(given), compilation, out var output);

        Exception? failure = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. given]),
            (exception, _, _) => failure ??= exception,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);

        var diagnostics = await output.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Null(failure);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>Asserts that exactly the marked places are reported, all with one rule and message, and nothing else is.</summary>
    public static async Task AssertAsync(string marked, string id, string message, params AdditionalText[] files)
    {
        var markup = Markup.Parse(marked);
        var diagnostics = await DiagnosticsAsync(TestCompilation.Create(markup.Source), files);
        Assert.All(diagnostics, diagnostic => Assert.Equal($"{id}: {message}", $"{diagnostic.Id}: {diagnostic.GetMessage()}"));
        Assert.Equal(markup.Spans, diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan));
    }
}

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
            .Select(Create),
    ];

    /// <summary>The day on which all tests take place.</summary>
    public static DateTime Today { get; } = new(2026, 11, 23);

    /// <summary>A policy that has every tier, for tests of something else.</summary>
    private static AdditionalText Policy { get; } = new TextFile(
        "switchyard.json",
        """{ "tiers": { "cheap": { "models": ["local/one", "far/one"] }, "mid": { "models": ["local/one", "far/one"] }, "frontier": { "models": ["local/one", "far/one"] } } }""");

    /// <summary>
    /// What is reported beside the given files; without any, beside a policy that leaves nothing to say. Policies of tests are as short as can
    /// be: that one provider is a risk is only reported where it is asked for.
    /// </summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(Compilation compilation, params IEnumerable<AdditionalText> files) =>
        [.. (await AllDiagnosticsAsync(compilation, files)).Where(diagnostic => diagnostic.Id != RuleIds.OnePointOfFailure)];

    /// <summary>What is reported, with the settings of an <c>.editorconfig</c> if there are any.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AllDiagnosticsAsync(
        Compilation compilation, IEnumerable<AdditionalText> files, IReadOnlyDictionary<string, string>? settings = null)
    {
        AdditionalText[] given = [.. files];
        if (given.Length == 0)
            given = [Policy];
        GeneratorVerifier.Run(GeneratorVerifier.Driver(given), compilation, out var output);

        Exception? failure = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. given], new AnalyzerSettings(settings ?? new Dictionary<string, string>())),
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
        var compilation = TestCompilation.Create(markup.Source);
        var diagnostics = id == RuleIds.OnePointOfFailure ? await AllDiagnosticsAsync(compilation, files) : await DiagnosticsAsync(compilation, files);
        Assert.All(diagnostics, diagnostic => Assert.Equal($"{id}: {message}", $"{diagnostic.Id}: {diagnostic.GetMessage()}"));
        Assert.Equal(markup.Spans, diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan));
    }

    private static DiagnosticAnalyzer Create(Type type) =>
        type == typeof(StaleCatalogAnalyzer) ? new StaleCatalogAnalyzer(() => Today) : (DiagnosticAnalyzer)Activator.CreateInstance(type)!;
}

extern alias sdk;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using sdk::Switchyard.Sdk.Analyzers;

namespace Switchyard.Generators.Tests;

/// <summary>Runs the analyzers for provider projects.</summary>
internal static class SdkAnalyzerVerifier
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks;\n";

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(PluginAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>What is reported of a source, which must compile.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(string source, params (string Name, string Value)[] properties)
    {
        var compilation = TestCompilation.Create(Usings + source);
        Assert.DoesNotContain(TestCompilation.Faults(compilation), fault => fault.Severity == DiagnosticSeverity.Error);

        Exception? failure = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new Properties(properties)), (exception, _, _) => failure ??= exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Null(failure);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>Asserts that exactly the marked places are reported, all by one rule.</summary>
    /// <returns>The first message; empty if nothing is marked.</returns>
    public static async Task<string> AssertAsync(string marked, string id)
    {
        var markup = Markup.Parse(marked);
        var diagnostics = await DiagnosticsAsync(markup.Source);
        Assert.All(diagnostics, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.Equal(markup.Spans.Select(span => markup.Source.Substring(span.Start, span.Length)), diagnostics.Select(Text));
        return diagnostics.Count > 0 ? diagnostics[0].GetMessage() : "";
    }

    private static string Text(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan);

    private sealed class Properties((string Name, string Value)[] values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values.ToDictionary(value => "build_property." + value.Name, value => value.Value));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}

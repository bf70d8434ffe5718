using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators.Tests;

/// <summary>All analyzers share one reading of every task.</summary>
public sealed class TaskTableTests
{
    private const string Source = """
        using System.Threading.Tasks;
        using Switchyard;

        partial class Desk(Router router)
        {
            [Tier(Tier.Cheap), Prompt("One.")] public partial ValueTask<string> OneAsync();
            [Tier(Tier.Cheap), Prompt("Two.")] public partial ValueTask<string> TwoAsync();
            public void None() { }
        }
        """;

    [Fact]
    public async Task A_compilation_has_one_table_and_every_task_stands_in_it_once()
    {
        GeneratorVerifier.Run(GeneratorVerifier.Driver(), TestCompilation.Create(Source), out var output);
        var probe = new Probe();
        await output.WithAnalyzers([.. AnalyzerVerifier.Analyzers, probe], new AnalyzerOptions([]))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        // The user's halves and the emitted ones; the method without an attribute is not looked into.
        var declarations = output.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Count(method => method.AttributeLists.Count > 0);
        Assert.Equal(4, declarations);
        Assert.Equal(declarations, TaskTable.Of(probe.Compilation!).Count);
    }

    [Fact]
    public void Another_compilation_has_another_table()
    {
        var compilation = TestCompilation.Create(Source);
        Assert.Same(TaskTable.Of(compilation), TaskTable.Of(compilation));
        Assert.NotSame(TaskTable.Of(compilation), TaskTable.Of(compilation.Clone()));
    }

    /// <summary>Sees which compilation the analyzers see: not the one they are given, but a copy.</summary>
#pragma warning disable RS1001 // No compiler is to load it.
    private sealed class Probe : DiagnosticAnalyzer
#pragma warning restore RS1001
    {
        public Compilation? Compilation { get; private set; }

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [new("TEST1", "", "", "", DiagnosticSeverity.Warning, true)];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterCompilationAction(compilation => Compilation = compilation.Compilation);
        }
    }
}

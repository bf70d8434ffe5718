using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports that there are tasks but no policy, once: on the first of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoPolicyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoPolicy];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(TaskAnalyzer.WhereTasksAre);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Options.AdditionalFiles.Any(file => ConfigurationParser.IsPolicy(file.Path)))
            return;

        var tasks = new ConcurrentBag<(string Id, Location Place)>();
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (TaskTable.Read(node) is { } reading)
                    tasks.Add((reading.Method.TaskId(), reading.Declaration.Identifier.GetLocation()));
            },
            SyntaxKind.MethodDeclaration);
        context.RegisterCompilationEndAction(end =>
        {
            var first = tasks
                .OrderBy(task => task.Place.SourceTree!.FilePath, StringComparer.Ordinal)
                .ThenBy(task => task.Place.SourceSpan.Start)
                .FirstOrDefault();
            if (first.Place is not null)
                end.ReportDiagnostic(Diagnostic.Create(Descriptors.NoPolicy, first.Place, first.Id));
        });
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports what the parser finds wrong with tasks, one rule per analyzer.</summary>
/// <param name="descriptor">The rule.</param>
public abstract class TaskAnalyzer(DiagnosticDescriptor descriptor) : DiagnosticAnalyzer
{
    /// <summary>
    /// The emitted half of a task is marked as generated, and as the compiler joins the attributes of both halves, the user's half counts as
    /// generated too. To leave generated code out would be to leave out every task.
    /// </summary>
    internal const GeneratedCodeAnalysisFlags WhereTasksAre = GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [descriptor];

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(WhereTasksAre);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);
        RegisterMore(context);
    }

    /// <summary>Registers what a rule has to look at besides methods.</summary>
    /// <param name="context">Where to.</param>
    private protected virtual void RegisterMore(AnalysisContext context)
    {
    }

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (TaskTable.Read(context) is not { } reading)
            return;

        foreach (var problem in reading.Problems.Where(problem => problem.Descriptor.Id == SupportedDiagnostics[0].Id))
            context.ReportDiagnostic(problem.ToDiagnostic());
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Gives advice on tasks that are sound, one rule per analyzer.</summary>
/// <param name="descriptor">The rule.</param>
public abstract class TaskAdviceAnalyzer(DiagnosticDescriptor descriptor) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [descriptor];

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(TaskAnalyzer.WhereTasksAre);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);
    }

    /// <summary>What to say about a task, if anything.</summary>
    /// <param name="task">The task.</param>
    /// <param name="reading">What was read of it.</param>
    /// <param name="context">Where it stands.</param>
    private protected abstract Diagnostic? Advise(TaskModel task, TaskReading reading, SyntaxNodeAnalysisContext context);

    /// <summary>The argument of <c>[Tier]</c>: what advice on a task's tier and route points at.</summary>
    private protected static Location? TierOf(TaskReading reading, CancellationToken cancellationToken) =>
        reading.Method.Attribute(MetadataNames.TierAttribute)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) switch
        {
            AttributeSyntax { ArgumentList.Arguments: [{ } argument, ..] } => argument.GetLocation(),
            { } syntax => syntax.GetLocation(),
            null => null,
        };

    /// <summary>A constraint, of the task or else of its class.</summary>
    private protected static Location? PlaceOf(string attribute, TaskReading reading, CancellationToken cancellationToken) =>
        (reading.Method.Attribute(attribute) ?? reading.Method.ContainingType.Attribute(attribute))?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (TaskTable.Read(context) is { Sound: { } task } reading && Advise(task, reading, context) is { } diagnostic)
            context.ReportDiagnostic(diagnostic);
    }
}

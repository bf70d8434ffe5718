using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Generators;

/// <summary>Looks at the places where tasks are called, one rule per analyzer.</summary>
/// <param name="descriptor">The rule.</param>
public abstract class TaskCallAnalyzer(DiagnosticDescriptor descriptor) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [descriptor];

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    /// <summary>What to say about a call, if anything.</summary>
    /// <param name="call">The call.</param>
    /// <param name="context">Where it stands.</param>
    private protected abstract Diagnostic? Advise(IInvocationOperation call, OperationAnalysisContext context);

    private void Start(CompilationStartAnalysisContext context)
    {
        // A project without the library calls no task, and is not made to look for one at every call.
        if (context.Compilation.GetTypeByMetadataName(MetadataNames.TierAttribute) is null)
            return;

        var tasks = TaskTable.Of(context.Compilation);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (tasks.IsTask(call.TargetMethod) && Advise(call, operation) is { } diagnostic)
                    operation.ReportDiagnostic(diagnostic);
            },
            OperationKind.Invocation);
    }
}

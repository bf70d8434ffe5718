using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Generators;

/// <summary>Reports tasks that are awaited one after the other in neighbouring statements, though none uses the answer of another.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SequentialTasksAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.SequentialTasks];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(MetadataNames.TierAttribute) is null)
                return;
            var tasks = TaskTable.Of(start.Compilation);
            start.RegisterOperationAction(operation => Analyze(operation, tasks), OperationKind.Block);
        });
    }

    private static void Analyze(OperationAnalysisContext context, TaskTable tasks)
    {
        var run = new List<(ILocalSymbol Local, IInvocationOperation Call)>();
        foreach (var statement in ((IBlockOperation)context.Operation).Operations)
        {
            var step = Step(statement, tasks);
            if (step is null || (run.Count > 0 && !CanStart(step.Value.Call, run)))
            {
                Report(context, run);
                run.Clear();
            }

            if (step is not null)
                run.Add(step.Value);
        }

        Report(context, run);
    }

    // var answer = await desk.AskAsync(…);
    private static (ILocalSymbol Local, IInvocationOperation Call)? Step(IOperation statement, TaskTable tasks) =>
        statement is IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var local } declarator] }] } group
            && !group.IsImplicit
            && (declarator.Initializer ?? ((IVariableDeclarationOperation)declarator.Parent!).Initializer)?.Value is { } value
            && TaskCall.Awaited(value, tasks) is { } call
            ? (local, call)
            : null;

    // What only reads what was there before could as well have been read before.
    private static bool CanStart(IInvocationOperation call, List<(ILocalSymbol Local, IInvocationOperation Call)> run) =>
        call.Descendants().All(operation => operation switch
        {
            ILocalReferenceOperation reference => !run.Exists(step => SymbolEqualityComparer.Default.Equals(step.Local, reference.Local)),
            IInvocationOperation inner => inner.TargetMethod.ContainingType.SpecialType != SpecialType.None,
            IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation or IDynamicInvocationOperation => false,
            _ => true,
        });

    private static void Report(OperationAnalysisContext context, List<(ILocalSymbol Local, IInvocationOperation Call)> run)
    {
        if (run.Count < 2)
            return;

        var names = run.ConvertAll(step => $"'{TaskCall.Name(step.Call)}'");
        var list = $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SequentialTasks,
            run[0].Call.Syntax.GetLocation(),
            run.Skip(1).Select(step => step.Call.Syntax.GetLocation()),
            list));
    }
}

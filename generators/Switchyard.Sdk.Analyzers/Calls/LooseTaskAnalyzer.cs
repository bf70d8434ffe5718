using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Reports a task that is started and let go.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LooseTaskAnalyzer() : PluginAnalyzer(Descriptors.LooseTask)
{
    private protected override void Start(CompilationStartAnalysisContext context) => context.RegisterOperationAction(
        operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (IsLetGo(call) && Starts(call.TargetMethod, operation.Compilation))
                operation.ReportDiagnostic(Diagnostic.Create(Descriptor, call.Syntax.GetLocation(), call.TargetMethod.Name));
        },
        OperationKind.Invocation);

    private static bool IsLetGo(IInvocationOperation call) =>
        call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    // Of asynchronous methods only the plugin's own: those of others end by themselves, as far as anybody knows.
    private static bool Starts(IMethodSymbol method, Compilation compilation) => method.ContainingType.FullName() switch
    {
        "System.Threading.Tasks.Task" => method.Name == "Run",
        "System.Threading.Tasks.TaskFactory" => method.Name == "StartNew",
        _ => IsTask(method.ReturnType) && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly),
    };

    private static bool IsTask(ITypeSymbol type) => type.IsOrDerivesFrom("System.Threading.Tasks.Task") || type.FullName() == "System.Threading.Tasks.ValueTask";
}

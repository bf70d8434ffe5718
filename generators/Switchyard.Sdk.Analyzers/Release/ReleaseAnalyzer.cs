using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Sdk.Analyzers;

/// <summary>
/// Finds what is made and never released. Whether a field is released is a question to the whole project: the release often stands in another method,
/// or in another part of the class. What is handed on to somebody else is theirs to release.
/// </summary>
/// <param name="descriptor">The rule.</param>
/// <param name="releases">The names of the methods that release.</param>
public abstract class ReleaseAnalyzer(DiagnosticDescriptor descriptor, params string[] releases) : PluginAnalyzer(descriptor)
{
    /// <summary>The operations that make something.</summary>
    private protected abstract ImmutableArray<OperationKind> Kinds { get; }

    /// <summary>Whether an operation makes something that must be released.</summary>
    private protected abstract bool Makes(IOperation operation);

    private protected sealed override void Start(CompilationStartAnalysisContext context)
    {
        var kept = new ConcurrentQueue<(ISymbol Holder, IOperation Made)>();
        var released = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        context.RegisterOperationAction(
            operation =>
            {
                if (!Makes(operation.Operation))
                    return;
                if (IsLost(operation.Operation))
                    operation.ReportDiagnostic(Report(operation.Operation));
                else if (Holder(operation.Operation) is { } holder)
                    kept.Enqueue((holder, operation.Operation));
            },
            Kinds);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (releases.Contains(call.TargetMethod.Name))
                    Mark(released, Receiver(call));
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(operation => Mark(released, ((IUsingOperation)operation.Operation).Resources), OperationKind.Using);
        context.RegisterOperationAction(operation => Mark(released, ((IUsingDeclarationOperation)operation.Operation).DeclarationGroup), OperationKind.UsingDeclaration);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (holder, made) in kept)
            {
                if (!released.ContainsKey(holder))
                    end.ReportDiagnostic(Report(made));
            }
        });
    }

    private Diagnostic Report(IOperation made) => Diagnostic.Create(Descriptor, made.Syntax.GetLocation(), made.Type?.Name);

    // What the statement leaves behind without a name. `new Thread(Run).Start()` is a call on it.
    private bool IsLost(IOperation made) => Target(made) switch
    {
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IInvocationOperation call => call.Instance is { } instance && Unwrapped(instance) == made && !releases.Contains(call.TargetMethod.Name),
        _ => false,
    };

    private static ISymbol? Holder(IOperation made) => Target(made) switch
    {
        IFieldInitializerOperation field => field.InitializedFields.FirstOrDefault(),
        IPropertyInitializerOperation property => property.InitializedProperties.FirstOrDefault(),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        IAssignmentOperation assignment => Symbol(assignment.Target),
        _ => null,
    };

    private static IOperation? Target(IOperation made)
    {
        var parent = made.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
            parent = parent.Parent;
        return parent;
    }

    private static IOperation Unwrapped(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    // In `_timer?.Dispose()` the receiver stands a level up.
    private static IOperation? Receiver(IInvocationOperation call)
    {
        if (call.Instance is not IConditionalAccessInstanceOperation)
            return call.Instance;
        var access = call.Parent;
        while (access is not null and not IConditionalAccessOperation)
            access = access.Parent;
        return (access as IConditionalAccessOperation)?.Operation;
    }

    private static void Mark(ConcurrentDictionary<ISymbol, bool> released, IOperation? operation)
    {
        if (operation is null)
            return;
        foreach (var part in operation.DescendantsAndSelf())
        {
            if ((part is IVariableDeclaratorOperation declarator ? declarator.Symbol : Symbol(part)) is { } symbol)
                released[symbol] = true;
        }
    }

    private static ISymbol? Symbol(IOperation operation) => operation switch
    {
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        ILocalReferenceOperation local => local.Local,
        _ => null,
    };
}

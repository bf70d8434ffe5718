using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Generators;

/// <summary>Reports a task that is awaited in every round of a <c>foreach</c> or <c>for</c> whose rounds do not depend on each other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskInLoopAnalyzer() : TaskCallAnalyzer(Descriptors.TaskInLoop)
{
    private protected override Diagnostic? Advise(IInvocationOperation call, OperationAnalysisContext context) =>
        TaskCall.Whole(call).Parent is IAwaitOperation && Loop(call) is { } loop && !EndsEarly(loop) && !DependsOnRounds(call, loop)
            ? Diagnostic.Create(Descriptors.TaskInLoop, call.Syntax.GetLocation(), TaskCall.Name(call))
            : null;

    // The nearest loop decides: what is awaited in a while loop waits for something.
    private static ILoopOperation? Loop(IOperation call)
    {
        for (var (child, parent) = (call, call.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return null;
            if (parent is ILoopOperation loop)
                return loop.Body == child && loop is IForEachLoopOperation { IsAsynchronous: false } or IForLoopOperation ? loop : null;
        }

        return null;
    }

    // A loop that stops at the first good answer asks no more than it needs.
    private static bool EndsEarly(ILoopOperation loop) =>
        loop.Body.Descendants().Any(operation => operation is IReturnOperation or IThrowOperation
            or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo });

    private static bool DependsOnRounds(IInvocationOperation call, ILoopOperation loop)
    {
        var used = call.Descendants().Select(Symbol).OfType<ISymbol>().Where(symbol => !IsWithin(symbol, loop)).ToList();
        return loop.Body.Descendants().Where(operation => !IsPartOf(operation, call)).Any(operation => operation switch
        {
            IAssignmentOperation assignment => Uses(used, assignment.Target),
            IIncrementOrDecrementOperation step => Uses(used, step.Target),
            IInvocationOperation other => other.Instance is { } instance && Uses(used, instance) && !IsUnchanging(instance.Type),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Uses(used, argument.Value),
            _ => false,
        });
    }

    private static bool Uses(List<ISymbol> used, IOperation target) =>
        Symbol(target) is { } symbol && used.Contains(symbol, SymbolEqualityComparer.Default);

    // Tasks only reach the router, and strings do not change.
    private static bool IsUnchanging(ITypeSymbol? type) =>
        type is null or { SpecialType: not SpecialType.None } || type.GetMembers().OfType<IMethodSymbol>().Any(TaskParser.IsTask);

    private static bool IsWithin(ISymbol symbol, ILoopOperation loop) =>
        symbol is ILocalSymbol or IParameterSymbol && symbol.Locations.Any(place => place.SourceTree == loop.Syntax.SyntaxTree && loop.Body.Syntax.Span.Contains(place.SourceSpan));

    private static bool IsPartOf(IOperation operation, IInvocationOperation call) => call.Syntax.Span.Contains(operation.Syntax.Span);

    private static ISymbol? Symbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Generators;

/// <summary>Reports an event handler that calls a task which nobody can cancel.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoCancellationAnalyzer() : TaskCallAnalyzer(Descriptors.NoCancellation)
{
    private protected override Diagnostic? Advise(IInvocationOperation call, OperationAnalysisContext context)
    {
        if (TaskCall.Enclosing(call) is not { } method || !IsEventHandler(method))
            return null;

        var takesToken = TaskCall.TakesToken(call);
        if (takesToken && (TaskCall.OmittedToken(call) is null || TaskCall.TokenAtHand(call) is not null))
            return null;

        var handler = method.Name.Length > 0 ? method.Name : "A lambda";
        var (reason, advice) = takesToken
            ? ("is given no CancellationToken", "keep a CancellationTokenSource and pass its token")
            : ("takes no CancellationToken", "give it one");
        return Diagnostic.Create(Descriptors.NoCancellation, call.Syntax.GetLocation(), handler, TaskCall.Name(call), reason, advice);
    }

    private static bool IsEventHandler(IMethodSymbol method) =>
        method is { ReturnsVoid: true, Parameters: [_, { Type: var arguments }] } && IsEventArgs(arguments);

    private static bool IsEventArgs(ITypeSymbol? type) => type is not null && (type.Is("System.EventArgs") || IsEventArgs(type.BaseType));
}

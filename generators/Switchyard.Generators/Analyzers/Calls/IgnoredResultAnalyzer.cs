using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Generators;

/// <summary>Reports a call whose answer goes nowhere. Who means that writes it to <c>_</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredResultAnalyzer() : TaskCallAnalyzer(Descriptors.IgnoredResult)
{
    private protected override Diagnostic? Advise(IInvocationOperation call, OperationAnalysisContext context)
    {
        var whole = TaskCall.Whole(call);
        var reason = whole.Parent switch
        {
            IAwaitOperation { Parent: IExpressionStatementOperation } => "paid for and thrown away; use it, or assign it to _",
            IExpressionStatementOperation when call.TargetMethod.ReturnType.Name == "IAsyncEnumerable" => "a stream that nobody reads, so nothing is asked; read it with await foreach",

            // In an async method the compiler itself warns (CS4014).
            IExpressionStatementOperation when TaskCall.Enclosing(call) is { IsAsync: false } => "not awaited, so nobody learns whether it came; await it, or assign it to _",
            _ => null,
        };
        return reason is null ? null : Diagnostic.Create(Descriptors.IgnoredResult, call.Syntax.GetLocation(), TaskCall.Name(call), reason);
    }
}

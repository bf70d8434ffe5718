using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>Reports a task that leaves no room for the body: a method that is not partial or has one, or a local function, which always has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotPartialAnalyzer() : TaskAnalyzer(Descriptors.NotPartial)
{
    private protected override void RegisterMore(AnalysisContext context) =>
        context.RegisterSyntaxNodeAction(AnalyzeLocalFunction, SyntaxKind.LocalFunctionStatement);

    private static void AnalyzeLocalFunction(SyntaxNodeAnalysisContext context)
    {
        var function = (LocalFunctionStatementSyntax)context.Node;
        if (function.AttributeLists.Count > 0
            && context.SemanticModel.GetDeclaredSymbol(function, context.CancellationToken) is IMethodSymbol method
            && TaskParser.AttributeOf(method) is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NotPartial, function.Identifier.GetLocation(), method.TaskId()));
        }
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Passes the token at hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PassTokenFix() : CodeFix(RuleIds.MissingToken)
{
    private protected override async Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var semantics = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || semantics?.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
            || !diagnostic.Properties.TryGetValue(MissingTokenAnalyzer.Token, out var token)
            || !diagnostic.Properties.TryGetValue(MissingTokenAnalyzer.Parameter, out var name))
        {
            return null;
        }

        // By name where an optional parameter before it is left out too, or named arguments came before.
        var arguments = call.ArgumentList.Arguments;
        var isNext = arguments.All(argument => argument.NameColon is null) && method.Parameters.ElementAtOrDefault(arguments.Count)?.Name == name;
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(Identifier.Escape(token!)));
        if (!isNext)
            argument = argument.WithNameColon(SyntaxFactory.NameColon(Identifier.Escape(name!)).WithTrailingTrivia(SyntaxFactory.Space));
        if (arguments.Count > 0)
            argument = argument.WithLeadingTrivia(SyntaxFactory.Space);
        return Replace(document, root, $"Pass {token}", call.ArgumentList, call.ArgumentList.AddArguments(argument));
    }
}

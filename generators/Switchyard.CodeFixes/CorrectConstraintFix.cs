using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Writes the nearest known model or provider into an attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CorrectConstraintFix() : CodeFix(RuleIds.UnknownConstraint)
{
    private protected override Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // A constant that stands elsewhere may be meant for more than this attribute; what is listed already is to be removed and not changed.
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not LiteralExpressionSyntax literal
            || !diagnostic.Properties.TryGetValue(PolicyEntryAnalyzer.Replacement, out var replacement) || replacement is null
            || literal.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute
            || attribute.DescendantTokens().Any(token => token.ValueText == replacement))
        {
            return Task.FromResult<Edit?>(null);
        }

        var corrected = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(replacement)).WithTriviaFrom(literal);
        return Task.FromResult<Edit?>(Replace(document, root, $"Change to {replacement}", literal, corrected));
    }
}

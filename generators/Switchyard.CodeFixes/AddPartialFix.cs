using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Makes a type, or a task without a body worth keeping, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddPartialFix() : CodeFix(RuleIds.ClassNotPartial, RuleIds.NotPartial)
{
    private protected override Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var generator = SyntaxGenerator.GetGenerator(document);
        var edit = root.FindToken(diagnostic.Location.SourceSpan.Start).Parent switch
        {
            TypeDeclarationSyntax type when diagnostic.Id == RuleIds.ClassNotPartial =>
                Replace(document, root, $"Make {type.Identifier.Text} partial", type, WithPartial(generator, type)),
            MethodDeclarationSyntax method when diagnostic.Id == RuleIds.NotPartial && IsDisposable(method) =>
                Replace(document, root, $"Make {method.Identifier.Text} partial", method, WithPartial(generator, WithoutBody(method))),
            _ => null,
        };
        return Task.FromResult(edit);
    }

    private static SyntaxNode WithPartial(SyntaxGenerator generator, SyntaxNode declaration) =>
        generator.WithModifiers(declaration, generator.GetModifiers(declaration).WithPartial(true).WithAsync(false));

    // A body that somebody wrote is theirs to remove.
    private static bool IsDisposable(MethodDeclarationSyntax method) => (method.Body, method.ExpressionBody?.Expression) switch
    {
        (null, null) => true,
        (null, ThrowExpressionSyntax) => true,
        (null, LiteralExpressionSyntax literal) => literal.IsKind(SyntaxKind.DefaultLiteralExpression),
        ({ Statements: [] or [ThrowStatementSyntax] }, null) => true,
        _ => false,
    };

    private static MethodDeclarationSyntax WithoutBody(MethodDeclarationSyntax method)
    {
        var end = method.GetTrailingTrivia();
        var head = method.WithBody(null).WithExpressionBody(null).WithSemicolonToken(default);
        return head.WithoutTrailingTrivia().WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken)).WithTrailingTrivia(end);
    }
}

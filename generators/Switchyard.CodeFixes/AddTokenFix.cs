using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Gives a task that cannot be cancelled a token, wherever in the solution it is declared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddTokenFix() : CodeFix(RuleIds.NoCancellation)
{
    private protected override async Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var semantics = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || semantics?.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
            || method.Parameters.Any(parameter => parameter.Name == "cancellationToken" || TaskCall.IsToken(parameter.Type))
            || (method.PartialDefinitionPart ?? method).DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not MethodDeclarationSyntax declaration
            || document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } target)
        {
            return null;
        }

        return new($"Let {method.Name} take a CancellationToken", token => ApplyAsync(target, declaration, token));
    }

    private static async Task<Solution> ApplyAsync(Document document, MethodDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var type = editor.SemanticModel.Compilation.GetTypeByMetadataName("System.Threading.CancellationToken")!;
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier("cancellationToken"))
            .WithType(((TypeSyntax)editor.Generator.TypeExpression(type)).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation).WithTrailingTrivia(SyntaxFactory.Space))
            .WithDefault(SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)));
        if (declaration.ParameterList.Parameters.Count > 0)
            parameter = parameter.WithLeadingTrivia(SyntaxFactory.Space);
        editor.ReplaceNode(declaration.ParameterList, declaration.ParameterList.AddParameters(parameter));
        return editor.GetChangedDocument().Project.Solution;
    }
}

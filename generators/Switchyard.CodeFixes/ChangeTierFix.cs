using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Puts a task into the tier that fits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ChangeTierFix() : CodeFix(RuleIds.TooCheap, RuleIds.TooDear)
{
    private protected override Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var argument = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeArgumentSyntax>();
        var name = argument?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        if (name is null || !diagnostic.Properties.TryGetValue(TooCheapAnalyzer.FittingTier, out var tier))
            return Task.FromResult<Edit?>(null);

        var replacement = SyntaxFactory.IdentifierName(tier!).WithTriviaFrom(name);
        return Task.FromResult<Edit?>(Replace(document, root, $"Change the tier to {tier}", name, replacement));
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Gives a placeholder the name of the parameter that is most like it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FixPlaceholderFix() : CodeFix(RuleIds.UnknownPlaceholder)
{
    private protected override async Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var span = diagnostic.Location.SourceSpan;
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var written = text.ToString(span);

        // The whole message is reported where the name does not stand in the text as it is.
        if (written.Length == 0 || !written.All(letter => letter == '_' || char.IsLetterOrDigit(letter))
            || root.FindNode(span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return null;
        }

        var names = method.ParameterList.Parameters
            .Where(parameter => parameter.Type?.ToString().Split('.').Last() is not ("CancellationToken" or "Router"))
            .Select(parameter => parameter.Identifier.ValueText);
        return NearestName.Find(written, names) is { } nearest
            ? new($"Change to {{{nearest}}}", _ => Task.FromResult(document.WithText(text.WithChanges(new TextChange(span, nearest))).Project.Solution))
            : null;
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Puts the constant paragraphs, lines or sentences of a message before those with variables.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReorderPromptFix() : CodeFix(RuleIds.CacheBreaker, RuleIds.VolatilePrefix)
{
    private protected override async Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var token = root.FindToken(diagnostic.Location.SourceSpan.Start);
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        if (token.Parent is not LiteralExpressionSyntax { Parent: AttributeArgumentSyntax } || Inside(token) is not { } span)
            return null;

        var content = text.ToString(span);
        return PromptOrder.ConstantFirst(content) is { } ordered && ordered != content
            ? new("Put the constant text first", _ => Task.FromResult(document.WithText(text.WithChanges(new TextChange(span, ordered))).Project.Solution))
            : null;
    }

    // A raw text of several lines goes without the line breaks behind and before its quotes, which are not part of it.
    private static TextSpan? Inside(SyntaxToken token)
    {
        var text = token.Text;
        var quotes = text.Length - text.TrimStart('"').Length;
        if (quotes == 0 || text.Length < 2 * quotes)
            return null;
        if (!token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
            return TextSpan.FromBounds(token.SpanStart + quotes, token.Span.End - quotes);

        var (first, last) = (text.IndexOf('\n') + 1, text.LastIndexOf('\n'));
        return last > first ? TextSpan.FromBounds(token.SpanStart + first, token.SpanStart + last) : null;
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Writes the nearest known model, or the successor of a deprecated one, into the policy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"]), Shared]
public sealed class ReplaceModelFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnknownModel, RuleIds.DeprecatedModel];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => AdditionalFileFixAllProvider.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var text = await context.TextDocument.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Change(text, diagnostic) is { } change)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Change to {change.NewText}",
                        _ => Task.FromResult(context.TextDocument.Project.Solution.WithAdditionalDocumentText(context.TextDocument.Id, text.WithChanges(change))),
                        nameof(ReplaceModelFix)),
                    diagnostic);
            }
        }
    }

    /// <summary>What to write; <see langword="null"/> where the tier lists it already, so that the entry is one to remove and not to change.</summary>
    internal static TextChange? Change(SourceText text, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(PolicyEntryAnalyzer.Replacement, out var replacement) || replacement is null)
            return null;

        var (span, all) = (diagnostic.Location.SourceSpan, text.ToString());
        if (span.IsEmpty || span.End > all.Length || all[span.Start] != '"')
            return null;

        var (start, end) = (all.LastIndexOf('[', span.Start), all.IndexOf(']', span.End));
        var quoted = $"\"{replacement}\"";
        return start >= 0 && end >= 0 && all.IndexOf(quoted, start, end - start, StringComparison.Ordinal) >= 0 ? null : new TextChange(span, quoted);
    }
}

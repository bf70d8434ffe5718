using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Writes the nearest known model, provider or task, or the successor of a deprecated model, into the policy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"]), Shared]
public sealed class CorrectPolicyFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnknownModel, RuleIds.DeprecatedModel, RuleIds.UnknownProvider, RuleIds.UnknownTask];

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
                        nameof(CorrectPolicyFix)),
                    diagnostic);
            }
        }
    }

    /// <summary>What to write; <see langword="null"/> where it stands already, so that the entry is one to remove and not to change.</summary>
    internal static TextChange? Change(SourceText text, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(PolicyEntryAnalyzer.Replacement, out var replacement) || replacement is null)
            return null;

        var (span, all) = (diagnostic.Location.SourceSpan, text.ToString());
        if (span.IsEmpty || span.End > all.Length)
            return null;

        var quoted = $"\"{replacement}\"";
        return all[span.Start] == '"' ? ChangeItem(all, span, quoted) : ChangeName(all, span, quoted);
    }

    private static TextChange? ChangeItem(string all, TextSpan item, string quoted)
    {
        var (start, end) = (all.LastIndexOf('[', item.Start), all.IndexOf(']', item.End));
        return start >= 0 && end >= 0 && all.IndexOf(quoted, start, end - start, StringComparison.Ordinal) >= 0 ? null : new TextChange(item, quoted);
    }

    // A member is reported at its value; its name is what stands before that.
    private static TextChange? ChangeName(string all, TextSpan value, string quoted)
    {
        var before = all.Substring(0, value.Start).TrimEnd();
        if (!before.EndsWith(":", StringComparison.Ordinal))
            return null;

        before = before.Substring(0, before.Length - 1).TrimEnd();
        var start = before.EndsWith("\"", StringComparison.Ordinal) && before.Length > 1 ? before.LastIndexOf('"', before.Length - 2) : -1;
        return start < 0 || all.Contains(quoted) ? null : new TextChange(TextSpan.FromBounds(start, before.Length), quoted);
    }
}

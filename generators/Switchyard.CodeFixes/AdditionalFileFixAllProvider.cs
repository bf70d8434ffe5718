using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Switchyard.CodeFixes;

/// <summary>Applies a fix to all places in the policy files of a project or solution: the compiler's own batch only knows source files.</summary>
internal sealed class AdditionalFileFixAllProvider : FixAllProvider
{
    public static AdditionalFileFixAllProvider Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var solution = fixAllContext.Solution;
        foreach (var project in fixAllContext.Scope == FixAllScope.Solution ? solution.Projects : [fixAllContext.Project])
        {
            var diagnostics = await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            foreach (var document in project.AdditionalDocuments)
            {
                var text = await document.GetTextAsync(fixAllContext.CancellationToken).ConfigureAwait(false);
                var changes = diagnostics
                    .Where(diagnostic => diagnostic.Location.GetLineSpan().Path == document.FilePath)
                    .Select(diagnostic => CorrectPolicyFix.Change(text, diagnostic))
                    .Where(change => change is not null)
                    .Select(change => change!.Value)
                    .OrderBy(change => change.Span.Start)
                    .ToList();
                if (changes.Count > 0)
                    solution = solution.WithAdditionalDocumentText(document.Id, text.WithChanges(changes));
            }
        }

        return CodeAction.Create("Correct all names", _ => Task.FromResult(solution), nameof(CorrectPolicyFix));
    }
}

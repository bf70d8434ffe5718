using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Switchyard.CodeFixes;

/// <summary>Mends what some rules report, one by one or all at once.</summary>
/// <param name="ids">The rules.</param>
public abstract class CodeFix(params string[] ids) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. ids];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;

        foreach (var diagnostic in context.Diagnostics)
        {
            var edit = await FindAsync(context.Document, root, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (edit is { Title: var title, ApplyAsync: var apply })
                context.RegisterCodeFix(CodeAction.Create(title, apply, GetType().Name), diagnostic);
        }
    }

    /// <summary>Finds what to do; <see langword="null"/> where nothing is certain.</summary>
    /// <param name="document">The file.</param>
    /// <param name="root">Its syntax.</param>
    /// <param name="diagnostic">What was reported.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    private protected abstract Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>An edit of one node.</summary>
    private protected static Edit Replace(Document document, SyntaxNode root, string title, SyntaxNode old, SyntaxNode replacement) =>
        new(title, _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(old, replacement)).Project.Solution));

    /// <summary>What an editor offers.</summary>
    /// <param name="title">What it says.</param>
    /// <param name="applyAsync">What it does.</param>
    private protected sealed class Edit(string title, Func<CancellationToken, Task<Solution>> applyAsync)
    {
        public string Title { get; } = title;

        public Func<CancellationToken, Task<Solution>> ApplyAsync { get; } = applyAsync;
    }
}

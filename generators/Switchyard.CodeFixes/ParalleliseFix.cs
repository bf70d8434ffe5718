using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Switchyard.Generators;

namespace Switchyard.CodeFixes;

/// <summary>Starts tasks that do not need each other together. All are awaited at once, so that none is left behind when another fails.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ParalleliseFix() : CodeFix(RuleIds.SequentialTasks)
{
    private protected override async Task<Edit?> FindAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var semantics = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var statements = diagnostic.AdditionalLocations.Prepend(diagnostic.Location)
            .Select(place => root.FindNode(place.SourceSpan).FirstAncestorOrSelf<LocalDeclarationStatementSyntax>())
            .OfType<LocalDeclarationStatementSyntax>()
            .ToList();
        if (semantics is null || statements.Count < 2 || statements[0].Parent is not BlockSyntax block || statements.Any(statement => statement.Parent != block))
            return null;

        var taken = new HashSet<string>(semantics.LookupSymbols(block.CloseBraceToken.SpanStart).Select(symbol => symbol.Name), StringComparer.Ordinal);
        taken.UnionWith(block.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var steps = statements.ConvertAll(statement => Step.Of(statement, semantics, taken, cancellationToken));
        return steps.Contains(null) ? null : Replace(document, root, "Start the tasks together", block, Rewrite(block, statements, steps!));
    }

    private static BlockSyntax Rewrite(BlockSyntax block, List<LocalDeclarationStatementSyntax> statements, List<Step> steps)
    {
        var configure = steps[0].Configure;
        var all = SyntaxFactory.ParseStatement(
            $"await global::System.Threading.Tasks.Task.WhenAll({string.Join(", ", steps.Select(step => step.Name))}){configure};");
        List<StatementSyntax> rewritten = [.. steps.Select(step => step.Start), all, .. steps.Select(step => step.Take)];

        // What stood before each statement stays with the start of its task.
        var index = block.Statements.IndexOf(statements[0]);
        var kept = block.Statements.Where(statement => !statements.Contains(statement)).ToList();
        var line = LineBreak.Of(block);
        kept.InsertRange(index, rewritten.Select(statement => statement
            .WithTrailingTrivia(line)
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation)));
        var last = index + rewritten.Count - 1;
        kept[last] = kept[last].WithTrailingTrivia(statements[statements.Count - 1].GetTrailingTrivia());
        return block.WithStatements(SyntaxFactory.List(kept)).WithAdditionalAnnotations(Simplifier.Annotation);
    }

    private sealed class Step(string name, string configure, StatementSyntax start, StatementSyntax take)
    {
        public string Name { get; } = name;

        public string Configure { get; } = configure;

        public StatementSyntax Start { get; } = start;

        public StatementSyntax Take { get; } = take;

        public static Step? Of(LocalDeclarationStatementSyntax statement, SemanticModel semantics, HashSet<string> taken, CancellationToken cancellationToken)
        {
            if (statement.Declaration.Variables is not [{ Initializer.Value: AwaitExpressionSyntax awaited } variable])
                return null;

            var (call, configure) = awaited.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } member } wrapper
                ? (member.Expression, $".ConfigureAwait{wrapper.ArgumentList}")
                : (awaited.Expression, "");
            if (semantics.GetTypeInfo(call, cancellationToken).Type is not { } type)
                return null;

            var plain = $"{variable.Identifier.ValueText}Task";
            var name = plain;
            for (var number = 2; !taken.Add(name); number++)
                name = $"{plain}{number}";

            var asTask = type.Name == "ValueTask" ? ".AsTask()" : "";
            var start = SyntaxFactory.ParseStatement($"var {name} = {call.WithoutTrivia()}{asTask};").WithLeadingTrivia(statement.GetLeadingTrivia());
            var take = SyntaxFactory.ParseStatement($"{statement.Declaration.Type.WithoutTrivia()} {variable.Identifier.Text} = await {name}{configure};");
            return new(name, configure, start, take);
        }
    }
}

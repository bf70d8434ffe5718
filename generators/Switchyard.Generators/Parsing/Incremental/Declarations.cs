using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>What of a file can mean something to tasks in other files: everything but the bodies, and the arguments of attributes on methods.</summary>
internal static class Declarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ulong>> s_hashes = new();

    /// <summary>Whether whatever has not been edited between two compilations means the same in both.</summary>
    public static bool AreSame(Compilation before, Compilation after, CancellationToken cancellationToken)
    {
        if (!before.Options.Equals(after.Options) || before.AssemblyName != after.AssemblyName || !before.ExternalReferences.SequenceEqual(after.ExternalReferences))
            return false;

        using var old = before.SyntaxTrees.GetEnumerator();
        foreach (var tree in after.SyntaxTrees)
        {
            if (!old.MoveNext() || !AreSame(old.Current, tree, cancellationToken))
                return false;
        }

        return !old.MoveNext();
    }

    private static bool AreSame(SyntaxTree before, SyntaxTree after, CancellationToken cancellationToken) =>
        before == after || (before.Options.Equals(after.Options) && Hash(before, cancellationToken) == Hash(after, cancellationToken));

    private static ulong Hash(SyntaxTree tree, CancellationToken cancellationToken) =>
        s_hashes.TryGetValue(tree, out var known) ? known.Value : s_hashes.GetValue(tree, _ => new(Compute(tree.GetRoot(cancellationToken)))).Value;

    private static ulong Compute(SyntaxNode root)
    {
        var hash = 14695981039346656037UL;
        Visit(root, ref hash);

        // Wherever it stands, a directive holds for what follows.
        for (var directive = root.ContainsDirectives ? (root as CSharpSyntaxNode)?.GetFirstDirective() : null; directive is not null; directive = directive.GetNextDirective())
            Add(directive.ToString(), ref hash);
        return hash;
    }

    private static void Visit(SyntaxNode node, ref ulong hash)
    {
        foreach (var child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is not { } inner)
                Add(child.AsToken().Text, ref hash);
            else if (IsInside(inner))
                Add(nameof(IsInside), ref hash);
            else
                Visit(inner, ref hash);
        }
    }

    // That there is something counts, and what it is does not.
    private static bool IsInside(SyntaxNode node) =>
        node is BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax or AttributeArgumentListSyntax { Parent.Parent.Parent: MethodDeclarationSyntax };

    // FNV-1a, with an end to each text.
    private static void Add(string text, ref ulong hash)
    {
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 1099511628211UL);
        hash = unchecked((hash ^ '\0') * 1099511628211UL);
    }
}

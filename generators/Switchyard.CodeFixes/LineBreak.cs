using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.CodeFixes;

/// <summary>Ends new lines as the lines around them end.</summary>
internal static class LineBreak
{
    public static SyntaxTrivia Of(SyntaxNode node)
    {
        var known = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return known.IsKind(SyntaxKind.EndOfLineTrivia) ? known : SyntaxFactory.LineFeed;
    }
}

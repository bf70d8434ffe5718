using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>
/// Takes the user's doc comment over: of two halves of a method the compiler shows only the comment of the implementing one. References in
/// it come resolved, so they hold in a file without the user's usings.
/// </summary>
internal static class DocumentationParser
{
    private static readonly Regex s_member = new("^\\s*<member[^>]*>(.*)</member>\\s*$", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>The elements of the comment, or nothing.</summary>
    public static string Parse(IMethodSymbol method, MethodDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        if (!declaration.HasStructuredTrivia)
            return "";

        // Nothing matches where the compiler found the comment to be no XML, and says so there.
        var match = s_member.Match(method.GetDocumentationCommentXml(cancellationToken: cancellationToken) ?? "");
        return match.Success ? match.Groups[1].Value.Trim() : "";
    }
}

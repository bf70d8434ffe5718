using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>Finds what may be a task in a file, without looking into bodies.</summary>
internal static class TaskSearch
{
    /// <summary>The partial methods with attributes. By whatever name an attribute goes, the compiler says later which it is.</summary>
    public static IEnumerable<MethodDeclarationSyntax> Find(SyntaxNode root) => root switch
    {
        MethodDeclarationSyntax { AttributeLists.Count: > 0 } method when method.Modifiers.Any(SyntaxKind.PartialKeyword) => [method],
        CompilationUnitSyntax unit => unit.Members.SelectMany(Find),
        BaseNamespaceDeclarationSyntax scope => scope.Members.SelectMany(Find),
        TypeDeclarationSyntax type => type.Members.SelectMany(Find),
        _ => [],
    };
}
